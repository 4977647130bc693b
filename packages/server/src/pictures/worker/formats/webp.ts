// What of a WebP is the picture: its frames, its transparency and its colour profile. EXIF, XMP and unknown chunks are not.

import { joined } from './pieces.ts'

const headBytes = 12
const picture = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])

/** In the flags of `VP8X`: that there is EXIF, and XMP. */
const extraFlags = 0x08 | 0x04

export function stripWebp(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, headBytes)]
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  let at = headBytes
  while (at + 8 <= end) {
    const size = bytes.readUInt32LE(at + 4)
    const next = Math.min(end, at + 8 + size + (size % 2))
    if (picture.has(bytes.toString('latin1', at, at + 4))) kept.push(bytes.subarray(at, next))
    at = next
  }
  const stripped = joined(bytes, kept)
  return stripped === bytes ? bytes : corrected(stripped)
}

/** What the head says of the rest. */
function corrected(webp: Buffer): Buffer {
  webp.writeUInt32LE(webp.length - 8, 4)
  const flagsAt = headBytes + 8
  if (webp.toString('latin1', headBytes, headBytes + 4) === 'VP8X' && flagsAt < webp.length) {
    webp.writeUInt8(webp.readUInt8(flagsAt) & ~extraFlags, flagsAt)
  }
  return webp
}
