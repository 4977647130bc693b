// How one entry of a room stands after another: begins a day, begins a group of one person’s, or goes on with it.

import { limits, type Message } from '@hubbub/protocol'

/** How an entry is drawn. Found from the entry and the one before it alone, so that nothing is done for those out of sight. */
export interface Row {
  readonly entry: Message
  /** The first of a day. */
  readonly day: boolean
  /** The first of several that one person said in a row: it has their name and the time. */
  readonly head: boolean
}

/** `atStart`: nothing is before the first entry, so that it begins its day. */
export function rowAt(entries: readonly Message[], index: number, atStart: boolean): Row | undefined {
  const entry = entries[index]
  if (entry === undefined) return undefined
  const before = entries[index - 1]
  const day = before === undefined ? atStart : !isSameDay(before.at, entry.at)
  return { entry, day, head: day || before === undefined || !goesOn(before, entry) }
}

function goesOn(before: Message, entry: Message): boolean {
  return (
    entry.author.id === before.author.id &&
    entry.author.name === before.author.name &&
    isPlain(entry) &&
    isPlain(before) &&
    entry.at - before.at < limits.timeline_group_ms
  )
}

/** What stands by itself: what somebody does, notices, answers. */
function isPlain({ kind, reply }: Message): boolean {
  return kind === undefined && reply === undefined
}

/** In the time zone of whoever reads. */
function isSameDay(one: number, other: number): boolean {
  const [first, second] = [new Date(one), new Date(other)]
  return (
    first.getDate() === second.getDate() &&
    first.getMonth() === second.getMonth() &&
    first.getFullYear() === second.getFullYear()
  )
}

/** Where in entries that ascend by seq the first one stands that has at least this seq; their number when there is none. */
export function indexFrom(entries: readonly Message[], seq: number): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}

/** Where the entry of a seq stands; -1 when it is not there. */
export function indexOf(entries: readonly Message[], seq: number): number {
  const index = indexFrom(entries, seq)
  return entries[index]?.seq === seq ? index : -1
}
