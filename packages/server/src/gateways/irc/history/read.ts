// A page of a history as a client can be shown it: with events for those who asked for them, without what was erased.

import type { Asked, Message, Reply } from '@hubbub/protocol'

import type { Client } from '../client.ts'

type History = Reply<'message.history'>

export interface Page {
  readonly entries: readonly Message[]
  readonly events: NonNullable<History['events']>
}

// An empty page tells a client that there is no more, so pages of nothing but erased messages are passed over: so many at most.
const PAGES_MAX = 10

export async function read({ session, has }: Client, asked: Asked<'message.history'>): Promise<Page> {
  const events = has.has('draft/event-playback')
  let bounds = asked
  for (let pages = 1; ; pages++) {
    const history = await session.do('message.history', { ...bounds, events })
    const page = { entries: history.entries.filter(({ erased }) => erased === undefined), events: history.events ?? [] }
    const isEmpty = page.entries.length === 0 && page.events.length === 0
    const next = beyond(asked, history)
    if (!isEmpty || next === undefined || pages === PAGES_MAX) return page
    bounds = next
  }
}

/** Bounds of what comes after a page, from the end that was asked for; undefined when there is nothing. */
function beyond(asked: Asked<'message.history'>, { entries, more }: History): Asked<'message.history'> | undefined {
  const [first, last] = [entries[0], entries.at(-1)]
  if (!more || first === undefined || last === undefined) return undefined
  if (asked.from === 'newest') return { ...asked, before: first.seq }
  return asked.from === 'oldest' ? { ...asked, after: last.seq } : undefined
}
