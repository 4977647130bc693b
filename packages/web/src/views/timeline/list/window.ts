// What the list on screen is told when what is read changes: it keeps its place when it grows or shrinks at one end at a time.

import type { Message } from '@hubbub/protocol'

import { indexFrom } from './rows.ts'

interface Step {
  readonly entries: readonly Message[]
  /** It changed at its start: the place is kept as seen from its end. */
  readonly shift: boolean
}

export interface Shown extends Step {
  /** Another number is another part of the room, of which no place is to be kept. */
  readonly part: number
  /** What follows at once, when both ends have changed. */
  readonly next?: Step
}

export const nothingShown: Shown = { entries: [], shift: false, part: 0 }

/** The list that follows `shown`; the same one when nothing has changed. */
export function shownAfter(shown: Shown, next: readonly Message[]): Shown {
  const { entries: known, part } = shown
  if (next === known || (next.length === 0 && known.length === 0)) return shown
  const [knownFirst, knownLast] = endsOf(known)
  const [first, last] = endsOf(next)
  if (known.length === 0 || next.length === 0 || first > knownLast || last < knownFirst) {
    return { entries: next, shift: false, part: part + 1 }
  }
  if (first === knownFirst) return { entries: next, shift: false, part }
  if (last === knownLast) return { entries: next, shift: true, part }
  if (first < knownFirst) {
    const grown = [...next.slice(0, indexFrom(next, knownLast + 1)), ...known.slice(indexFrom(known, last + 1))]
    return { entries: grown, shift: true, part, next: { entries: next, shift: false } }
  }
  const grown = [...known.slice(0, indexFrom(known, first)), ...next]
  return { entries: grown, shift: false, part, next: { entries: next, shift: true } }
}

/** The second step, after the first one is on screen. */
export function settled({ next, part, ...first }: Shown): Shown {
  return { ...(next ?? first), part }
}

function endsOf(entries: readonly Message[]): readonly [first: number, last: number] {
  return [entries[0]?.seq ?? 0, entries.at(-1)?.seq ?? 0]
}
