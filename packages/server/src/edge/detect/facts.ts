// The few positions in the first bytes that all rules ask for, found once per look; knows bytes, not wires.

/** "Not there": larger than any position, so that `nul < lf` reads as "a NUL comes first". */
export const NOWHERE = Number.POSITIVE_INFINITY

/** No rule but the end of a line looks past the largest frame (1,024 bytes): this bounds the work of one look. */
export const HEAD_BYTES = 1024

/** detection.md case a: a NUL within this many bytes decides for frames. */
export const NUL_DECIDES_BYTES = 32

export const NUL = 0x00
export const LF = 0x0a
export const CR = 0x0d
export const BRACE = 0x7b
export const QUOTE = 0x22

const BOM = [0xef, 0xbb, 0xbf]
const WHITE = tableOf((byte) => [0x09, LF, CR, 0x20].includes(byte))
/** Control bytes that people's terminals do send: BEL BS TAB LF VT FF CR ESC. The others say "binary". */
const TYPED = [0x07, 0x08, 0x09, LF, 0x0b, 0x0c, CR, 0x1b]
const BINARY = tableOf((byte) => byte > 0 && byte < 0x20 && !TYPED.includes(byte))

export interface Facts {
  readonly bytes: Uint8Array
  /** First NUL, first newline, and the first binary byte that comes before either. */
  readonly nul: number
  readonly lf: number
  readonly binary: number
  /** Where the first byte stands that is not BOM, white space or NUL (rule 5); the length if there is none yet. */
  readonly content: number
  /** Length of the first read in bytes, 0 when it does not count (see frames.ts). */
  readonly firstSegment: number
}

export function survey(bytes: Uint8Array, firstSegment: number): Facts {
  const nul = position(bytes, NUL, 0)
  const lf = position(bytes, LF, 0)
  const binary = firstBinary(bytes, Math.min(nul, lf, bytes.length, HEAD_BYTES))
  return { bytes, nul, lf, binary, content: contentStart(bytes), firstSegment }
}

export const isWhite = (byte: number | undefined): boolean => byte !== undefined && WHITE[byte] === 1

export function position(bytes: Uint8Array, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from)
  return at < 0 ? NOWHERE : at
}

export const startsWith = (bytes: Uint8Array, prefix: ArrayLike<number>): boolean =>
  bytes.length >= prefix.length && sharesStart(bytes, prefix)

/** Equal as far as both go. */
export function sharesStart(bytes: Uint8Array, prefix: ArrayLike<number>): boolean {
  const both = Math.min(bytes.length, prefix.length)
  for (let at = 0; at < both; at++) if (bytes[at] !== prefix[at]) return false
  return true
}

/** One character per byte: rules compare ASCII and never need the decoded text. */
export const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to)

/** One look-up a byte, since these are asked for each byte of each look. */
function tableOf(holds: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0))
}

function firstBinary(bytes: Uint8Array, to: number): number {
  for (let at = 0; at < to; at++) if (BINARY[bytes[at] ?? 0] === 1) return at
  return NOWHERE
}

function contentStart(bytes: Uint8Array): number {
  const to = Math.min(bytes.length, HEAD_BYTES)
  let at = startsWith(bytes, BOM) ? BOM.length : 0
  while (at < to && (bytes[at] === NUL || isWhite(bytes[at]))) at++
  return at
}
