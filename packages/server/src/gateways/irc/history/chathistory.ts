// CHATHISTORY: pages of what was said, in a batch, always answered (draft/chathistory).

import type { RoomView } from '@hubbub/core'
import { type Asked, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import { isChannel } from '../names.ts'
import type { Line } from '../lines/line.ts'
import { placeOf } from '../say/place.ts'
import { readLimit } from './limit.ts'
import { pageLines } from './page.ts'
import { read } from './read.ts'
import { type Place, readSelector, type Selected } from './selectors.ts'
import { targets } from './targets.ts'

type Bounds = Omit<Asked<'message.history'>, 'room' | 'limit' | 'events'>

interface Subcommand {
  /** How many places it takes. */
  readonly places: 1 | 2
  /** Whether `*` may stand for a place. */
  readonly anywhere?: true
  /** What is read. Of two places both are entries, or both are times. */
  readonly bounds: (first: Place | undefined, last: Place | undefined) => Bounds
}

const subcommands: Readonly<Record<string, Subcommand>> = {
  LATEST: { places: 1, anywhere: true, bounds: (from) => ({ ...after(from), from: 'newest' }) },
  BEFORE: { places: 1, bounds: (to) => ({ ...before(to), from: 'newest' }) },
  AFTER: { places: 1, bounds: (from) => ({ ...after(from), from: 'oldest' }) },
  AROUND: { places: 1, bounds: around },
  // Forwards from the first, or backwards from it when it is the later one.
  BETWEEN: {
    places: 2,
    bounds: (first, last) =>
      isBefore(first, last)
        ? { ...after(first), ...before(last), from: 'oldest' }
        : { ...after(last), ...before(first), from: 'newest' },
  },
}

function after(place: Place | undefined): Bounds {
  if (place === undefined) return {}
  return 'seq' in place ? { after: place.seq } : { afterAt: place.at }
}

function before(place: Place | undefined): Bounds {
  if (place === undefined) return {}
  return 'seq' in place ? { before: place.seq } : { beforeAt: place.at }
}

function around(place: Place | undefined): Bounds {
  if (place === undefined) return {}
  return 'seq' in place ? { around: place.seq } : { aroundAt: place.at }
}

function isBefore(one: Place | undefined, other: Place | undefined): boolean {
  if (one === undefined || other === undefined) return true
  if ('seq' in one) return 'seq' in other && one.seq <= other.seq
  return 'at' in other && one.at <= other.at
}

export async function chathistory(client: Client, { params: [word = '', ...rest] }: Line): Promise<void> {
  const name = word.toUpperCase()
  if (name === 'TARGETS') {
    const isTold = await targets(client, rest)
    return isTold ? undefined : fail(client, ['INVALID_PARAMS', name, 'Insufficient or invalid parameters'])
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined
  if (subcommand === undefined) return fail(client, ['INVALID_PARAMS', word, 'Unknown subcommand'])
  const [target = '', ...selectors] = rest
  const limit = readLimit(selectors[subcommand.places], client.server.ports.limits.history_page_entries_max)
  if (limit === undefined) return fail(client, ['INVALID_PARAMS', name, 'Insufficient or invalid parameters'])
  const { room } = placeOf(client, target)
  if (room === undefined) return nothingThere(client, name, target)
  try {
    await show(client, { name, target, room, limit, selectors }, subcommand)
  } catch (cause) {
    fail(client, ['MESSAGE_ERROR', name, target, refusalOf(cause).message])
  }
}

interface Asking {
  readonly name: string
  readonly target: string
  readonly room: RoomView
  readonly limit: number
  readonly selectors: readonly string[]
}

async function show(client: Client, asking: Asking, { places, anywhere, bounds }: Subcommand): Promise<void> {
  const { name, target, room, limit } = asking
  const selected = asking.selectors.slice(0, places).map((selector) => readSelector(selector, room))
  if (selected.includes('unknown-type')) {
    return fail(client, ['INVALID_MSGREFTYPE', name, target, 'Use timestamp= or msgid='])
  }
  if (selected.includes('invalid') || (selected.includes('anywhere') && anywhere !== true)) {
    return fail(client, ['INVALID_PARAMS', name, 'Insufficient or invalid parameters'])
  }
  if (selected.includes('nowhere')) return client.batch('chathistory', [target], [])
  const [first, last] = await comparable(client, room, selected.map(placeIn))
  const page = await read(client, { room: room.slug, ...bounds(first, last), limit })
  client.batch('chathistory', [target], pageLines(client, room, page))
}

function placeIn(selected: Selected): Place | undefined {
  return typeof selected === 'string' ? undefined : selected
}

/** An entry and a time are compared as times. */
async function comparable({ session }: Client, room: RoomView, places: (Place | undefined)[]) {
  const hasTime = places.some((place) => place !== undefined && 'at' in place)
  if (places.length < 2 || !hasTime) return places
  return Promise.all(places.map(async (place) => (place !== undefined && 'seq' in place ? inTime(place.seq) : place)))

  async function inTime(seq: number): Promise<Place> {
    const { entries } = await session.do('message.history', { room: room.slug, around: seq, limit: 1 })
    return { at: entries[0]?.at ?? 0 }
  }
}

/** Somebody with whom nothing was said yet has an empty history; a channel that one is not in has none to be seen. */
function nothingThere(client: Client, name: string, target: string): void {
  const isPerson = !isChannel(target) && client.server.ports.chat.people.byName(target) !== undefined
  if (isPerson) return client.batch('chathistory', [target], [])
  fail(client, ['INVALID_TARGET', name, target, 'Messages could not be retrieved'])
}

/** `FAIL CHATHISTORY CODE subcommand … :sentence` (draft/chathistory, "Errors and Warnings"). */
function fail(client: Client, words: readonly [code: string, ...rest: string[]]): void {
  client.standard('FAIL', 'CHATHISTORY', ...words)
}
