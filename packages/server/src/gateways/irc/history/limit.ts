// How many a client wants at most, as it says it.

/** Undefined for what is no number of at least one; never more than `most`. */
export function readLimit(text: string | undefined, most: number): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/u.test(text) ? Math.min(Number(text), most) : undefined
}
