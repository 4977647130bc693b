// Finds emoji by what they show, by their tags and by their short codes.

import { fold } from '../../i18n/fold.ts'

export interface Emoji {
  /** As it is written. */
  readonly sign: string
  /** What it shows, in the reader's language. */
  readonly label: string
  readonly group: number
  /** Its short codes, without colons, the usual one first. */
  readonly codes: readonly string[]
  /** What it is found by, folded. */
  readonly name: string
  readonly tags: readonly string[]
}

/** Those that have every word, the best first. */
export function findEmoji(all: readonly Emoji[], text: string, most = Infinity): readonly Emoji[] {
  const words = fold(text)
    .split(/[\s:,]+/u)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const found = all.flatMap((emoji) => {
    const ranks = words.map((word) => rankOf(emoji, word))
    const rank = Math.max(...ranks)
    return rank === nowhere ? [] : [{ emoji, rank }]
  })
  return found
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ emoji }) => emoji)
}

const nowhere = 5

/** How well an emoji fits a word: a whole code, the beginning of one, of what it shows, of a tag, or within any of these. */
function rankOf({ codes, name, tags }: Emoji, word: string): number {
  if (codes.includes(word)) return 0
  if (codes.some((code) => code.startsWith(word))) return 1
  if (name.split(' ').some((part) => part.startsWith(word))) return 2
  if (tags.some((tag) => tag.startsWith(word))) return 3
  return name.includes(word) || codes.some((code) => code.includes(word)) ? 4 : nowhere
}
