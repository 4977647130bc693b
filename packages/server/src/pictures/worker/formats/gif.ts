// What of a GIF is the picture: its frames, their timing, how often they repeat, and its colours. Comments and XMP are not.

import { joined } from './pieces.ts'

const screenBytes = 13
const frameBytes = 10
const starts = { extension: 0x21, frame: 0x2c, end: 0x3b }
const extensions = { timing: 0xf9, application: 0xff }
const applications = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012'])

export function stripGif(bytes: Buffer): Buffer {
  let at = screenBytes + coloursBytes(bytes[10])
  const kept = [bytes.subarray(0, at)]
  while (at < bytes.length) {
    const start = bytes[at]
    const end = endOf(bytes, at)
    const block = bytes.subarray(at, end)
    if (start !== starts.extension || isPicture(block)) kept.push(block)
    if (start === starts.end) break
    at = end
  }
  return joined(bytes, kept)
}

/** What begins like nothing that is known is kept to its end: nobody can say what in it is the picture. */
function endOf(bytes: Buffer, at: number): number {
  const start = bytes[at]
  if (start === starts.end) return at + 1
  if (start === starts.extension) return endOfPieces(bytes, at + 2)
  if (start !== starts.frame) return bytes.length
  return endOfPieces(bytes, at + frameBytes + coloursBytes(bytes[at + frameBytes - 1]) + 1)
}

/** Each piece has its length before it; one of no length is the last. */
function endOfPieces(bytes: Buffer, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0)
  return Math.min(bytes.length, at + 1)
}

function coloursBytes(flags = 0): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1)
}

function isPicture(extension: Buffer): boolean {
  if (extension[1] === extensions.timing) return true
  return extension[1] === extensions.application && applications.has(extension.toString('latin1', 3, 14))
}
