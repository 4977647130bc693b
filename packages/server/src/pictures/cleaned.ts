// A stream of bytes in which a picture is looked at before any of it goes on: what it tells beside itself never reaches the files.

import { type Limits, type Picture, Refusal } from '@hubbub/protocol'

import { contentOf, remove, type Scratch } from './scratch.ts'
import type { Workshop } from './workshop.ts'

export interface CleaningPorts {
  readonly workshop: Workshop
  readonly scratch: Scratch
  readonly limits: Limits
}

export interface Cleaning {
  readonly bytesMax: number
  /** Hears of the picture before the last byte has gone on. */
  readonly tell: (picture: Picture) => void
}

/** Everything that no picture begins like passes through as it comes. */
export async function* cleaned(
  content: AsyncIterable<Uint8Array>,
  { bytesMax, tell }: Cleaning,
  ports: CleaningPorts,
): AsyncGenerator<Uint8Array> {
  const rest = content[Symbol.asyncIterator]()
  try {
    const first = await beginning(rest)
    const whole = wholeOf(first, rest)
    if (mayBePicture(first)) yield* looked(whole, { bytesMax, tell }, ports)
    else yield* whole
  } finally {
    await rest.return?.()
  }
}

async function* looked(
  content: AsyncIterable<Uint8Array>,
  { bytesMax, tell }: Cleaning,
  { workshop, scratch, limits }: CleaningPorts,
): AsyncGenerator<Uint8Array> {
  const into = scratch.place()
  const from = await scratch.spool(content, bytesMax)
  try {
    const seen = await workshop.ask({ job: 'look', from, into, limits })
    if (seen === 'too-large') throw new Refusal('picture-too-large')
    if (seen.picture !== undefined) tell(seen.picture)
    yield* contentOf(seen.rewritten ? into : from)
  } finally {
    await remove(from, into)
  }
}

// ── How pictures begin ───────────────────────────────────────────────────────────────────────────────────────────────

/** Every format of the process for pictures begins with one of these; what it really is, is found out there. */
const beginnings = [/^\x89PNG/u, /^\xff\xd8\xff/u, /^GIF8/u, /^RIFF....WEBP/su, /^(?:II\*\0|MM\0\*)/u, /^....ftyp/su]
const beginningBytes = 12

function mayBePicture(pieces: readonly Uint8Array[]): boolean {
  const head = Buffer.concat(pieces.map((piece) => piece.subarray(0, beginningBytes))).toString('latin1')
  return beginnings.some((beginning) => beginning.test(head))
}

async function beginning(rest: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  while (bytes < beginningBytes) {
    const next = await rest.next()
    if (next.done === true) break
    pieces.push(next.value)
    bytes += next.value.length
  }
  return pieces
}

async function* wholeOf(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
