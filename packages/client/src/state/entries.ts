// Lists of one room's entries: ascending by seq, each seq once.

import type { Message } from '@hubbub/protocol'

/** The entries of both lists; of two with one seq the one that was changed last stays. */
export function merge(known: readonly Message[], more: readonly Message[]): readonly Message[] {
  const newest = known.at(-1)?.seq ?? 0
  const ascending = more.every((entry, index) => entry.seq > (more[index - 1]?.seq ?? newest))
  if (ascending) return [...known, ...more]
  const bySeq = new Map(known.map((entry) => [entry.seq, entry]))
  for (const entry of more) bySeq.set(entry.seq, newer(bySeq.get(entry.seq), entry))
  return [...bySeq.values()].toSorted((one, other) => one.seq - other.seq)
}

/** Of two that are equally new the whole entry that comes now: a change before it may have been lost. */
export function newer(known: Message | undefined, entry: Message): Message {
  return known !== undefined && (known.rev ?? 0) > (entry.rev ?? 0) ? known : entry
}

/** The list with one entry made into another; the list itself when that entry is not in it, or stays as it is. */
export function withEntry(
  entries: readonly Message[],
  seq: number,
  make: (entry: Message) => Message,
): readonly Message[] {
  const index = entries.findLastIndex((entry) => entry.seq === seq)
  const entry = entries[index]
  const made = entry && make(entry)
  return made === undefined || made === entry ? entries : entries.with(index, made)
}
