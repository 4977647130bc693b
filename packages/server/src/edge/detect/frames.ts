// Finds the size of NUL-padded frames from the first read, or else from the bytes alone (detection.md rule 8, frames.md).

import { holdsObject } from './course-json.ts'
import { HEAD_BYTES, NOWHERE, NUL, type Facts } from './facts.ts'
import {
  COURSE_JSON,
  FRAME_SIZES_BYTES,
  UNKNOWN,
  frames,
  untilBytes,
  untilQuiet,
  type FrameSize,
  type Outcome,
} from './verdict.ts'

/**
 * Two ways to the size. The bytes "hi" and 62 NULs are one frame of 64, or one of 32 and an empty one: no byte can tell.
 * frames.md says how the wire itself tells: "the size is that of the first padded read", because each client writes a frame
 * at once. So a first read of exactly one padded frame decides at once. Every other fragmentation is decided by the bytes:
 * where the next text begins, or how long it is when it falls quiet, and then a single frame is believed before an empty line.
 */
export function paddedFrames(facts: Facts): Outcome {
  const { bytes, nul, lf } = facts
  if (nul >= lf) return undefined
  const read = firstRead(facts)
  if (read !== undefined) return frames(read)
  const next = nextText(bytes, nul)
  if (next !== NOWHERE) return sizeFrom(facts, next)
  return bytes.length > HEAD_BYTES ? smallest((size) => size > nul) : untilQuiet(quietSize(nul, bytes.length))
}

/** The first read, if it was one frame: padded to its end, or full of text with a NUL only in a later frame. */
function firstRead({ bytes, nul, firstSegment }: Facts): FrameSize | undefined {
  const size = FRAME_SIZES_BYTES.find((known) => known === firstSegment)
  return size !== undefined && nextText(bytes.subarray(0, size), nul) === NOWHERE ? size : undefined
}

function sizeFrom(facts: Facts, next: number): Outcome {
  const size = wholeSize(facts.nul, next)
  if (size !== undefined) return frames(size)
  if (facts.content === facts.bytes.length) return untilBytes(UNKNOWN)
  return holdsObject(facts) ? COURSE_JSON : UNKNOWN
}

/** Where the second text begins after a first one of `text` bytes; with empty frames between, the smallest size that fits. */
function wholeSize(text: number, length: number): FrameSize | undefined {
  const single = FRAME_SIZES_BYTES.find((size) => size === length)
  return single ?? FRAME_SIZES_BYTES.find((size) => size > text && length % size === 0)
}

/** A part of a frame that fell quiet is still a frame: a NUL has decided that. */
const quietSize = (text: number, length: number) => {
  const whole = wholeSize(text, length)
  return whole === undefined ? smallest((size) => size >= length) : frames(whole)
}

function smallest(fits: (size: FrameSize) => boolean) {
  const size = FRAME_SIZES_BYTES.find(fits)
  return size === undefined ? UNKNOWN : frames(size)
}

/** First byte of text after the padding that begins at `nul`; not searched for further than the largest frame. */
function nextText(bytes: Uint8Array, nul: number): number {
  const to = Math.min(bytes.length, HEAD_BYTES + 1)
  for (let at = nul; at < to; at++) if (bytes[at] !== NUL) return at
  return NOWHERE
}
