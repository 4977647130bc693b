// The entries that others answer: those on screen, and those that have to be asked for, each once.

import type { Client, Reading } from '@hubbub/client'
import { limits, type Message } from '@hubbub/protocol'

import { indexOf } from '../list/rows.ts'

/** What is known of an entry: undefined until it is known, `none` when there is none. */
export type Quoted = Message | 'none' | undefined

export interface Quotes {
  readonly subscribe: (listener: () => void) => () => void
  get(seq: number): Quoted
  /** Asks for an entry that is not known. */
  want(seq: number): void
  close(): void
}

export interface QuotesOptions {
  readonly client: Pick<Client, 'do' | 'subscribe'>
  readonly room: string
  readonly reading: Pick<Reading, 'state' | 'subscribe'>
}

export function openQuotes({ client, room, reading }: QuotesOptions): Quotes {
  const asked = new Map<number, Quoted>()
  const listeners = new Set<() => void>()
  const set = (seq: number, quoted: Quoted): void => {
    asked.set(seq, quoted)
    for (const listener of listeners) listener()
  }
  // What is said in other words, or taken back, is not quoted as it was.
  const stop = client.subscribe((happening) => {
    if (happening.kind !== 'event' || happening.event.name === undefined) return
    const { name, payload } = happening.event
    if ((name !== 'message.edited' && name !== 'message.erased') || payload.room !== room) return
    if (asked.delete(payload.seq)) for (const listener of listeners) listener()
  })
  return {
    subscribe(listener) {
      listeners.add(listener)
      const quiet = reading.subscribe(listener)
      return () => {
        listeners.delete(listener)
        quiet()
      }
    },
    get(seq) {
      const { entries } = reading.state
      return entries[indexOf(entries, seq)] ?? asked.get(seq)
    },
    want(seq) {
      if (this.get(seq) !== undefined || asked.has(seq)) return
      if (asked.size >= limits.quotes_kept_max) asked.clear()
      asked.set(seq, undefined)
      client.do('message.history', { room, around: seq, limit: 1 }).then(
        ({ entries }) => set(seq, entries.find((entry) => entry.seq === seq) ?? 'none'),
        // It is asked for again when it comes into sight again.
        () => asked.delete(seq),
      )
    },
    close() {
      stop()
      listeners.clear()
    },
  }
}
