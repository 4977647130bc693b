// Tells an opening JSON object from a chat text that begins with a brace (detection.md rule 5 and cases a and f); does not read its values.

import { BRACE, HEAD_BYTES, LF, NOWHERE, NUL_DECIDES_BYTES, QUOTE, isWhite, position, type Facts } from './facts.ts'
import { leftover } from './leftover.ts'
import { COURSE_JSON, type Outcome, type Waiting } from './verdict.ts'

const BRACE_END = 0x7d
const BACKSLASH = 0x5c
const COLON = 0x3a

/** The object's first member: its key and colon are there, may still come, or cannot come any more. */
type FirstKey = 'there' | 'open' | 'broken'

/**
 * Certain with the first complete object, or already with the first key, so that an object of any length is known early;
 * but only once it can no longer be the padded text of a frame.
 */
export function courseJson(facts: Facts): Outcome {
  const { bytes, content } = facts
  if (bytes[content] !== BRACE || isSecondFrame(facts)) return undefined
  const stop = objectStop(facts)
  const to = Math.min(bytes.length, HEAD_BYTES, stop)
  const key = firstKey(bytes, content, to)
  const whole = objectEnd(bytes, content, to) !== NOWHERE
  if ((whole || key === 'there') && isNoFrame(facts, stop)) return COURSE_JSON
  return to < bytes.length ? undefined : waiting(facts, whole, key)
}

/** Does a whole object stand before the first NUL? */
export function holdsObject(facts: Facts): boolean {
  const { bytes, content } = facts
  return (
    bytes[content] === BRACE &&
    objectEnd(bytes, content, Math.min(bytes.length, HEAD_BYTES, objectStop(facts))) !== NOWHERE
  )
}

/** Pretty-printed by hand it may take its time; `{ hello` is somebody's text when nothing follows. */
function waiting(facts: Facts, whole: boolean, key: FirstKey): Waiting {
  if (whole) return { quiet: COURSE_JSON, ended: COURSE_JSON }
  if (key !== 'broken') return { ended: COURSE_JSON }
  return { quiet: leftover(facts), ended: leftover(facts) }
}

/** A blank text, padded, and only then a brace: that is the frames' own business. */
const isSecondFrame = ({ nul, lf, content }: Facts): boolean =>
  nul < lf && nul < content && content >= NUL_DECIDES_BYTES

/** No NUL and no binary byte stands inside an object; NULs before it are allowed. */
function objectStop({ bytes, nul, binary, content }: Facts): number {
  return nul < content ? position(bytes, 0, content) : Math.min(nul, binary)
}

/** A frame holds no newline, begins with its text, and shows a NUL within 32 bytes. */
function isNoFrame({ bytes, nul, lf, content }: Facts, stop: number): boolean {
  return nul < content || lf < stop || Math.min(bytes.length, stop) >= NUL_DECIDES_BYTES
}

function firstKey(bytes: Uint8Array, from: number, to: number): FirstKey {
  const opening = skipWhite(bytes, from + 1, to)
  if (opening === to || bytes[opening] === BRACE_END) return 'open'
  if (bytes[opening] !== QUOTE) return 'broken'
  const closing = stringEnd(bytes, opening, to)
  if (position(bytes.subarray(0, Math.min(closing, to)), LF, opening) !== NOWHERE) return 'broken'
  const colon = closing === NOWHERE ? to : skipWhite(bytes, closing + 1, to)
  if (colon === to) return 'open'
  return bytes[colon] === COLON ? 'there' : 'broken'
}

/** Position of the brace that closes the object, by depth, strings and escapes as in course-json.md "Reading". */
function objectEnd(bytes: Uint8Array, from: number, to: number): number {
  let depth = 0
  for (let at = from; at < to; at++) {
    if (bytes[at] === QUOTE) at = stringEnd(bytes, at, to)
    else if (bytes[at] === BRACE) depth++
    else if (bytes[at] === BRACE_END && --depth === 0) return at
  }
  return NOWHERE
}

function stringEnd(bytes: Uint8Array, opening: number, to: number): number {
  for (let at = opening + 1; at < to; at++) {
    if (bytes[at] === QUOTE) return at
    if (bytes[at] === BACKSLASH) at++
  }
  return NOWHERE
}

function skipWhite(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && isWhite(bytes[at])) at++
  return at
}
