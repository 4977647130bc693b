// Finds a name that is free: the name itself, or the name with a number.

import { randomBytes } from 'node:crypto'

// Beyond this, counting on would make everybody wait for somebody who has taken all the numbers on purpose.
const countTo = 100

/** `name`, `name2`, `name3` …: the first that is free, cut so that it has at most `charsMax` code points. */
export function numbered(
  name: string,
  as: { joint: string; charsMax: number },
  isFree: (name: string) => boolean,
): string {
  const chars = [...name]
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : as.joint + (n <= countTo ? n : randomBytes(4).toString('hex'))
    const candidate =
      chars
        .slice(0, as.charsMax - ending.length)
        .join('')
        .trimEnd() + ending
    if (isFree(candidate)) return candidate
  }
}
