// What of a PNG is the picture: the chunks that say how it looks and moves. Texts, times and EXIF are not.

import { joined } from './pieces.ts'

const signatureBytes = 8
const aroundDataBytes = 12

const picture = new Set(
  'IHDR PLTE IDAT IEND tRNS bKGD hIST sPLT pHYs gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT acTL fcTL fdAT'.split(' '),
)

export function stripPng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, signatureBytes)]
  let at = signatureBytes
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = at + aroundDataBytes + bytes.readUInt32BE(at)
    if (picture.has(type)) kept.push(bytes.subarray(at, end))
    if (type === 'IEND') break
    at = end
  }
  return joined(bytes, kept)
}
