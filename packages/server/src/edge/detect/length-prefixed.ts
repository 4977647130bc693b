// Tells the length-prefixed wire by its length and the first bytes of its body (detection.md rule 6); all that opens with 00..03 ends here.

import { courseJson } from './course-json.ts'
import { BRACE, NOWHERE, NUL, NUL_DECIDES_BYTES, QUOTE, type Facts } from './facts.ts'
import { UNKNOWN, frames, prefixed, untilBytes, type Outcome, type Verdict, type Waiting } from './verdict.ts'

/** The table's `00..03` as the highest byte of the length: 64 MiB less one byte. */
const BODY_BYTES_MAX = 0x03ff_ffff
const HIGHEST_BYTE_MAX = 0x03
/** A body that is one JSON string is the name of a variant. Longer ones are `NUL { "` of a course client that begins with NULs. */
const STRING_BODY_BYTES_MAX = 4096
const BINCODE_VARIANT_MAX = 0x0f
const BINCODE_VARIANT_BYTES = 4
const CBOR_MAP_OF_ONE = 0xa1
const CBOR_MAP_BYTES_MIN = 3
const CBOR_TEXT = 0x60
const CBOR_SHORT_TEXT_MAX = 0x77

/** Undecided until more of the body is there; the length usually arrives alone. */
const PARTIAL: Waiting = untilBytes(UNKNOWN)

export function lengthPrefixed(facts: Facts): Outcome {
  const { bytes } = facts
  const [highest = NOWHERE] = bytes
  if (highest > HIGHEST_BYTE_MAX) return undefined
  if (bytes.length < 5) return PARTIAL
  const length = u32(bytes, 0)
  return (length === 0 ? longPrefix(bytes) : shortPrefix(bytes, length)) ?? leadingNuls(facts)
}

/** 4-byte length; the fifth byte tells the encoding, bincode shows itself with the eighth. */
function shortPrefix(bytes: Uint8Array, length: number): Outcome {
  const first = bytes[4] ?? 0
  if (isJson(first, length)) return prefixed('json')
  if (first > CBOR_TEXT && isCbor(first, length)) return prefixed('cbor')
  return first <= BINCODE_VARIANT_MAX && length >= BINCODE_VARIANT_BYTES ? bincode(bytes) : undefined
}

/** 8-byte length: only CBOR is known to use it. */
function longPrefix(bytes: Uint8Array): Outcome {
  if (bytes.length < 9) return PARTIAL
  const length = u32(bytes, 4)
  return length <= BODY_BYTES_MAX && isCbor(bytes[8] ?? 0, length) ? prefixed('cbor', 8) : undefined
}

/** A length of 123 is itself a `{`: with a quote behind it, it is three NULs and an object (rule 5), with a second `{` a body. */
function isJson(first: number, length: number): boolean {
  if (first === BRACE) return length >= 2
  return first === QUOTE && length >= 2 && length <= STRING_BODY_BYTES_MAX && length !== BRACE
}

/** A short text must fill its body exactly: that tells it from letters of an object that follows NULs. */
function isCbor(first: number, length: number): boolean {
  if (first === CBOR_MAP_OF_ONE) return length >= CBOR_MAP_BYTES_MIN
  return first >= CBOR_TEXT && first <= CBOR_SHORT_TEXT_MAX && length === 1 + first - CBOR_TEXT
}

/** `u32 LE variant` below 16: three zero bytes after it. */
function bincode(bytes: Uint8Array): Outcome {
  if (bytes.subarray(5, 8).some((byte) => byte !== NUL)) return undefined
  return bytes.length < 8 ? PARTIAL : prefixed('bincode')
}

/** No length after all: 32 zero bytes are an empty frame (rule 8), fewer may stand before an object (rule 5). */
function leadingNuls(facts: Facts): Verdict | Waiting {
  const { bytes, content } = facts
  const opening = bytes.subarray(0, NUL_DECIDES_BYTES)
  if (opening.every((byte) => byte === NUL) && opening.length === NUL_DECIDES_BYTES) return frames(NUL_DECIDES_BYTES)
  return content === bytes.length ? PARTIAL : (courseJson(facts) ?? UNKNOWN)
}

function u32(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4)
  return a * 0x1_00_00_00 + b * 0x1_00_00 + c * 0x1_00 + d
}
