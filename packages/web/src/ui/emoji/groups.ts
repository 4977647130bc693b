// How the picker's emoji stand: in groups, and in rows of one width, so that arrows know what is above and below.

import type { Emoji } from './search.ts'

export const columns = 8

/** The groups of the data that are shown, each with the emoji that stands for it. */
const groups = [
  { name: 'group0', number: 0, sign: '😀' },
  { name: 'group1', number: 1, sign: '👋' },
  { name: 'group3', number: 3, sign: '🐻' },
  { name: 'group4', number: 4, sign: '🍏' },
  { name: 'group5', number: 5, sign: '🚗' },
  { name: 'group6', number: 6, sign: '⚽' },
  { name: 'group7', number: 7, sign: '💡' },
  { name: 'group8', number: 8, sign: '💕' },
  { name: 'group9', number: 9, sign: '🏁' },
] as const

export interface Group {
  readonly name: (typeof groups)[number]['name'] | 'recent' | 'results'
  readonly sign: string
  readonly rows: readonly (readonly Emoji[])[]
}

export function groupsOf(all: readonly Emoji[], recent: readonly string[]): readonly Group[] {
  const bySign = new Map(all.map((emoji) => [emoji.sign, emoji]))
  const used = recent.flatMap((sign) => bySign.get(sign) ?? [])
  const shown = groups.map(({ name, number, sign }) => ({
    name,
    sign,
    rows: rowsOf(all.filter(({ group }) => group === number)),
  }))
  return used.length === 0 ? shown : [{ name: 'recent', sign: '🕒', rows: rowsOf(used) }, ...shown]
}

export function rowsOf(emoji: readonly Emoji[]): readonly (readonly Emoji[])[] {
  return Array.from({ length: Math.ceil(emoji.length / columns) }, (_, row) =>
    emoji.slice(row * columns, (row + 1) * columns),
  )
}
