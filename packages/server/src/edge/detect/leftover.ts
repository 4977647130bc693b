// What a text is that fell quiet, or ended, before any rule was certain (detection.md rules 10 to 12).

import { type Facts } from './facts.ts'
import { PLAIN_CHUNKS, PLAIN_LINES, UNKNOWN, frames, type Verdict } from './verdict.ts'

/** A frame of exactly this many bytes has no NUL when its text is full. */
const FULL_FRAME_BYTES = 32

export function leftover({ bytes, nul, lf }: Facts): Verdict {
  if (nul < lf) return UNKNOWN
  if (lf < bytes.length) return PLAIN_LINES
  return bytes.length === FULL_FRAME_BYTES ? frames(FULL_FRAME_BYTES) : PLAIN_CHUNKS
}
