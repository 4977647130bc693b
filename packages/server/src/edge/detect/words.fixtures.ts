// Words, sentences and noise from the dice, among them many that look like a wire's own.

import type { Verdict } from './verdict.ts'
import type { Dice } from './fixtures.ts'

export interface Stream {
  readonly bytes: Uint8Array
  readonly verdict: Verdict
}

/** Rolls what one client of a wire says first. */
export type Maker = (dice: Dice) => Stream

const WORDS = 'hi hola GET NICK USER who? friendly ñandú 你好 🙂 HTTP/1.1? { } " a/b :quit'.split(' ')
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

export const word = ({ pick, times, below }: Dice): string => times(1 + below(10), () => pick(LETTERS)).join('')

export const sentence = (dice: Dice): string =>
  dice.times(1 + dice.below(8), () => dice.pick([...WORDS, word(dice)])).join(' ')

export const noise = ({ times, below }: Dice, count: number): Uint8Array =>
  Uint8Array.from(times(count, () => below(256)))

export const newline = ({ pick }: Dice): string => pick(['\n', '\r\n'])

/** As many whole characters as fit. */
export function fitting(text: string, bytes: number): string {
  let fits = text
  while (Buffer.byteLength(fits) > bytes) fits = [...fits].slice(0, -1).join('')
  return fits
}
