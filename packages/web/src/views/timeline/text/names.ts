// Plain text within a message: finds the people and rooms that it names, and addresses that Markdown does not know.

import { bareLinks, targetOf } from './links.ts'
import type { Inline, Reading } from './tree.ts'

interface Piece {
  readonly at: number
  readonly length: number
  readonly inline: Inline
}

const word = /[\p{L}\p{N}_]/u
const room = /(?<![\p{L}\p{N}_&/#])#([\p{L}\p{N}][\p{L}\p{N}_-]{0,63})/gu

export function withNames(text: string, reading: Reading): Inline[] {
  const found = [...links(text, reading), ...mentions(text, reading.names), ...rooms(text)]
  return interleave(text, found)
}

function links(text: string, { origin }: Reading): Piece[] {
  if (!text.includes(':')) return []
  return bareLinks(text).flatMap(({ at, text: address }) => {
    const target = targetOf(address, origin)
    if (target === undefined) return []
    const children: Inline[] = [{ kind: 'text', text: address }]
    return [{ at, length: address.length, inline: { kind: 'link', target, children } }]
  })
}

/** `@name`; of two names that both fit the longer one is meant. */
function mentions(text: string, names: readonly string[]): Piece[] {
  if (names.length === 0) return []
  const lower = text.toLowerCase()
  // Some letters change their length with their case, and then no place in one text is the same place in the other.
  if (lower.length !== text.length) return []
  const wanted = names.map((name) => `@${name.toLowerCase()}`).toSorted((one, other) => other.length - one.length)
  return wanted.flatMap((name) =>
    placesOf(lower, name).map((at) => {
      const whole = text.slice(at, at + name.length)
      return { at, length: whole.length, inline: { kind: 'mention', text: whole } as const }
    }),
  )
}

function placesOf(text: string, name: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!word.test(text.charAt(at - 1)) && !word.test(text.charAt(at + name.length))) places.push(at)
  }
  return places
}

function rooms(text: string): Piece[] {
  if (!text.includes('#')) return []
  return [...text.matchAll(room)].map(({ index, 0: whole, 1: name = '' }) => ({
    at: index,
    length: whole.length,
    inline: { kind: 'room', text: whole, slug: name.toLowerCase() },
  }))
}

/** The text with what was found in it in its place; of two that overlap the first one found stays. */
function interleave(text: string, found: readonly Piece[]): Inline[] {
  const inlines: Inline[] = []
  let end = 0
  for (const { at, length, inline } of found.toSorted((one, other) => one.at - other.at || other.length - one.length)) {
    if (at < end) continue
    if (at > end) inlines.push({ kind: 'text', text: text.slice(end, at) })
    inlines.push(inline)
    end = at + length
  }
  if (end < text.length) inlines.push({ kind: 'text', text: text.slice(end) })
  return inlines
}
