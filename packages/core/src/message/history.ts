// message.history: a page of a room's entries, in order: at either end of what is between two bounds, or around a place.

import type { Happening, Message } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import type { Ports, Span } from '../ports.ts'
import { messageOf } from './kit/entry.ts'
import { given } from './kit/given.ts'

export const history: Handler<'message.history'> = async ({ brain, room }, input) => {
  const { before, after, beforeAt, afterAt, limit, events: withEvents = false } = input
  const from = input.from ?? (after === undefined && afterAt === undefined ? 'newest' : 'oldest')
  const source: Source = { ports: brain.ports, room, withEvents }
  const { items, more } =
    input.around === undefined && input.aroundAt === undefined
      ? await readPage(source, { ...given({ before, after, beforeAt, afterAt }), limit, from })
      : await readAround(source, input)
  const entries = items.flatMap(({ entry }) => entry ?? [])
  return withEvents ? { entries, more, events: items.flatMap(({ event }) => event ?? []) } : { entries, more }
}

interface Source {
  readonly ports: Ports
  readonly room: { readonly id: number; readonly slug: string }
  /** Whether topics and lasting signals are read as well, and count. */
  readonly withEvents: boolean
}

/** An entry, or an event beside them. */
interface Item {
  readonly at: number
  readonly entry?: Message
  readonly event?: Happening
}

interface Page {
  readonly items: readonly Item[]
  readonly more: boolean
}

type Bounds = Omit<Span, 'room'>

async function readPage(source: Source, bounds: Bounds): Promise<Page> {
  const { limit, from } = bounds
  // One more than asked for tells whether there are others.
  const found = await readItems(source, { ...bounds, limit: limit + 1 })
  const more = found.length > limit
  return { items: from === 'oldest' ? found.slice(0, limit) : found.slice(Math.max(0, found.length - limit)), more }
}

/** In the order of time, which is that of seq; of both kinds there are as many as may be wanted. */
async function readItems({ ports, room, withEvents }: Source, bounds: Bounds): Promise<readonly Item[]> {
  const { store } = ports
  const span = { room: room.id, ...bounds }
  const [entries, events] = await Promise.all([store.history(span), withEvents ? store.happenings(span) : []])
  const said: Item[] = entries.map((entry) => ({ at: entry.at, entry: messageOf(ports, room.slug, entry) }))
  if (events.length === 0) return said
  return [...said, ...events.map((event) => ({ at: event.at, event }))].toSorted((one, other) => one.at - other.at)
}

interface Around {
  readonly around?: number | undefined
  readonly aroundAt?: number | undefined
  readonly limit: number
}

/** As many from before a place as from there on, or one less. */
async function readAround(source: Source, { limit, ...middle }: Around): Promise<Page> {
  const half = Math.floor(limit / 2)
  const { around, aroundAt } = source.withEvents ? await middleInTime(source, middle) : middle
  const place = (offset: number) => given({ seq: around && around + offset, at: aroundAt && aroundAt + offset })
  const [before, after] = [place(0), place(-1)]
  const pages = await Promise.all([
    readPage(source, { ...given({ before: before.seq, beforeAt: before.at }), limit: half, from: 'newest' }),
    readPage(source, { ...given({ after: after.seq, afterAt: after.at }), limit: limit - half, from: 'oldest' }),
  ])
  return { items: pages.flatMap(({ items }) => items), more: pages.some(({ more }) => more) }
}

/** Events stand between entries: what is just before an entry and what is from there on is told apart by time alone. */
async function middleInTime({ ports, room }: Source, middle: Omit<Around, 'limit'>): Promise<Omit<Around, 'limit'>> {
  const { around, aroundAt } = middle
  if (around === undefined) return { aroundAt }
  // An entry that was forgotten stands where the first one does that is kept.
  const [entry] = await ports.store.history({ room: room.id, after: around - 1, limit: 1, from: 'oldest' })
  return { aroundAt: entry?.at ?? Number.MAX_SAFE_INTEGER }
}
