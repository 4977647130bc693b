// What of a JPEG is the picture: its tables, scans and colours. Where it was taken, thumbnails and films after the end are not.

import { joined } from './pieces.ts'

const startBytes = 2
const markers = { end: 0xd9, scan: 0xda, jfif: 0xe0, profile: 0xe2, adobe: 0xee }

/** What is between segments belongs to none, and decoders skip it. */
export function stripJpeg(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, startBytes)]
  let at = startBytes
  while (at + 1 < bytes.length) {
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0
    if (marker === markers.end) {
      kept.push(bytes.subarray(at, at + 2))
      break
    }
    if (!hasLength(marker)) {
      at += 1
      continue
    }
    const end = endOf(bytes, at, marker)
    const segment = bytes.subarray(at, end)
    if (isPicture(marker, segment)) kept.push(segment)
    at = end
  }
  return joined(bytes, kept)
}

/** All from the first frame's header on, but restarts and the start and the end. */
function hasLength(marker: number): boolean {
  return marker >= 0xc0 && marker < 0xff && !(marker >= 0xd0 && marker <= markers.end)
}

/** A scan goes on after its header, up to a marker that is no part of it. */
function endOf(bytes: Buffer, start: number, marker: number): number {
  const end = start + 4 <= bytes.length ? start + 2 + Math.max(2, bytes.readUInt16BE(start + 2)) : bytes.length
  return marker === markers.scan ? endOfScan(bytes, end) : end
}

function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next === markers.end || hasLength(next)) return at
  }
  return bytes.length
}

/** Segments of applications are for what stands beside the picture, but for three that tell its colours. */
function isPicture(marker: number, segment: Buffer): boolean {
  const says = (text: string): boolean => segment.toString('latin1', 4, 4 + text.length) === text
  if (marker === markers.jfif) return says('JFIF\0') && segment.length === 18 // a longer one has a thumbnail
  if (marker === markers.profile) return says('ICC_PROFILE\0')
  if (marker === markers.adobe) return says('Adobe') && segment.length === 16
  return marker < markers.jfif
}
