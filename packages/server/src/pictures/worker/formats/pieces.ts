// Takes bytes out of a file, or makes zeros of them where they stand.

/** The same bytes, and not a copy, when all of them are kept: so one can see that there is nothing to take away. */
export function joined(bytes: Buffer, kept: readonly Buffer[]): Buffer {
  const length = kept.reduce((sum, piece) => sum + piece.length, 0)
  return length === bytes.length ? bytes : Buffer.concat(kept, length)
}

/** A stretch of a file, `end` exclusive; it may claim more than there is. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

export function wipe(bytes: Buffer, { start, end }: Stretch): void {
  bytes.subarray(start, end).fill(0)
}
