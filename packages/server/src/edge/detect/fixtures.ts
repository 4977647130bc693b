// Feeds a stream of bytes to the detector in pieces, as a connection would, and rolls repeatable dice for the tests.

import { isDeepStrictEqual } from 'node:util'
import { detect, type Decision } from '../detect.ts'

export const BYTES_MAX = 8_192

/** How a stream stops: the other side says no more for a while, or ends it. */
export type Stop = 'quiet' | 'ended'

/** The bytes of `text`, one for each character, so that `\0` and `\xff` stand for themselves. */
export const raw = (text: string): Uint8Array => Buffer.from(text, 'latin1')
export const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')
export const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex')
export const glue = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)
export const padded = (text: string, size: number): Uint8Array =>
  glue(utf8(text), new Uint8Array(size)).subarray(0, size)

/** One look at all the bytes so far. */
export const look = (
  seen: Uint8Array,
  state: { quiet?: boolean; ended?: boolean; firstSegment?: number } = {},
): Decision => detect(seen, { quiet: false, ended: false, bytesMax: BYTES_MAX, ...state })

/** What a stream is taken for when it arrives in pieces that end at `cuts`, and then stops. */
export function arrive(stream: Uint8Array, cuts: readonly number[], stop: Stop): Decision {
  for (const cut of cuts) {
    const decision = look(stream.subarray(0, cut))
    if (typeof decision === 'object') return decision
  }
  return look(stream, { [stop]: true })
}

/** The same, with the first piece counting as the first read. */
export function arriveByReads(stream: Uint8Array, cuts: readonly number[], stop: Stop): Decision {
  const firstSegment = cuts[0] ?? stream.length
  for (const cut of cuts) {
    const decision = look(stream.subarray(0, cut), { firstSegment })
    if (typeof decision === 'object') return decision
  }
  return look(stream, { [stop]: true, firstSegment })
}

export const everyByte = (stream: Uint8Array): number[] => Array.from(stream, (_, at) => at + 1)

/** The decision for a stream that arrives whole or one byte at a time, and falls quiet or ends; all of them where they differ. */
export function always(stream: Uint8Array): Decision | readonly Decision[] {
  const decisions = (['quiet', 'ended'] as const).flatMap((stop) => [
    arrive(stream, [], stop),
    arrive(stream, [stream.length], stop),
    arrive(stream, everyByte(stream), stop),
  ])
  const [first, ...others] = decisions
  return first !== undefined && others.every((other) => isDeepStrictEqual(other, first)) ? first : decisions
}

/** Repeatable randomness for generated streams: the same seed rolls the same numbers on every machine. */
export interface Dice {
  /** From 0 up to, not including, `end`. */
  readonly below: (end: number) => number
  readonly chance: (part: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  readonly times: <T>(count: number, make: () => T) => T[]
}

export function dice(seed: number): Dice {
  let state = seed >>> 0
  const below = (end: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }
  return {
    below,
    chance: (part) => below(1_000_000) < part * 1_000_000,
    pick: (from) => from[below(from.length)] as never,
    times: (count, make) => Array.from({ length: count }, make),
  }
}

/** Ends of pieces: whole, byte by byte, or anything between. */
export function randomCuts(length: number, { below, chance, times }: Dice): number[] {
  if (chance(0.15)) return []
  if (chance(0.15)) return Array.from({ length: Math.min(length, 600) }, (_, at) => at + 1)
  const near = Math.min(length, 80)
  const cuts = times(1 + below(8), () => 1 + below(chance(0.7) ? near : length))
  return [...new Set(cuts)].toSorted((a, b) => a - b)
}
