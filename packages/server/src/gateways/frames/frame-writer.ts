// Writes a text as fixed frames (frames: the text, then NULs up to the size); knows no socket and no chat.

import { limits } from '@hubbub/protocol'

const ellipsis = Buffer.from('…')

/** One frame for each line that is not blank, and more where a line does not fit; a text without any is one empty frame. */
export function framesOf(text: string, size: number): Buffer {
  const pieces = cutAfter(
    limits.frames_per_text_max,
    linesOf(text).flatMap((line) => piecesOf(Buffer.from(line), size)),
  )
  const frames = Buffer.alloc(pieces.length * size)
  for (const [index, piece] of pieces.entries()) frames.set(piece, index * size)
  return frames
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/u)
  const said = lines.filter((line) => line.trim() !== '')
  if (said.length > 0) return said
  return lines.slice(0, 1)
}

/** Cut between characters, never inside one: `size` has room for any. */
function piecesOf(line: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = []
  let at = 0
  while (line.length - at > size) {
    const end = characterStart(line, at + size)
    pieces.push(line.subarray(at, end))
    at = end
  }
  return [...pieces, line.subarray(at)]
}

function characterStart(bytes: Buffer, from: number): number {
  let at = from
  while (isContinuation(bytes[at])) at -= 1
  return at
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

/** A short text of a thousand lines would otherwise become a megabyte for everybody. */
function cutAfter(count: number, pieces: Buffer[]): readonly Buffer[] {
  return pieces.length <= count ? pieces : [...pieces.slice(0, count - 1), ellipsis]
}
