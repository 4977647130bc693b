// All that is stored, in all rooms, newest first: for operators, whoever said it and wherever.

import type { StoredRoom } from '@hubbub/core'

import type { Input } from '../input.ts'
import { entry, type EntryValues } from '../message/entry.ts'
import { isKept } from '../message/kept.ts'
import { lastUpTo } from '../message/time.ts'
import { Refused } from '../refused.ts'
import { anyRoom } from '../room/room.ts'
import type { Database } from '../sqlite/database.ts'
import { waitingRooms } from './spoken.ts'
import { foldText, matcherOf, wordsOf } from './words.ts'

/** Entries, each with the id of its room; those rooms; and where to go on. */
export interface EverythingValues {
  readonly rooms: ReadonlyMap<number, StoredRoom>
  readonly found: readonly (readonly [room: number, entry: EntryValues])[]
  readonly next?: string
}

type Query = Input<'everything'>

export function everything(db: Database, query: Query): EverythingValues {
  return db.snapshot(() => {
    const { found, next } = newest(db, query)
    return { ...valuesOf(db, found), ...(next === undefined ? {} : { next }) }
  })
}

/** Entries with their rooms, as they cross from thread to thread. */
export function valuesOf(
  db: Database,
  places: readonly { readonly room: number; readonly seq: number }[],
): Omit<EverythingValues, 'next'> {
  const ids = [...new Set(places.map(({ room }) => room))]
  const rooms = ids.flatMap((id) => {
    const room = anyRoom(db, id)
    return room === undefined ? [] : [[id, room] as const]
  })
  return { rooms: new Map(rooms), found: places.map((place) => [place.room, entry(db, place)]) }
}

interface Said {
  readonly room: number
  readonly seq: number
  readonly at: number
  readonly body: string
}

/** Everything has one place in time: what was said at the same moment stands in the order of rooms. */
interface Moment {
  readonly at: number
  readonly room: number
}

const end: Moment = { at: Number.MAX_SAFE_INTEGER, room: 0 }
const charsPerEntry = 512

/** Reading has its end: a page may have less than was asked for, and still say where to go on. */
function newest(db: Database, query: Query): { found: readonly Said[]; next?: string } {
  const matches = matcherOf(wordsOf(query.text ?? ''))
  const found: Said[] = []
  let left: number = db.limits.messages_scan_entries_max
  let last: Moment | undefined
  for (const said of merged(streamsOf(db, query, momentOf(query.before)))) {
    if (last !== undefined && (found.length >= query.limit || left <= 0)) return { found, next: textOf(last) }
    left -= 1 + Math.floor(said.body.length / charsPerEntry)
    last = said
    if (matches(foldText(said.body))) found.push(said)
  }
  return { found }
}

const moment = /^(\d{1,16})-(\d{1,16})$/u

function textOf({ at, room }: Moment): string {
  return `${at}-${room}`
}

function momentOf(text: string | undefined): Moment {
  if (text === undefined) return end
  const [, at, room] = moment.exec(text) ?? []
  if (at === undefined || room === undefined) throw new Refused('bad-input')
  return { at: Number(at), room: Number(room) }
}

// ── Where it comes from ──────────────────────────────────────────────────────────────────────────────────────────────

type Stream = Generator<Said>

function streamsOf(db: Database, { person, room }: Query, before: Moment): Stream[] {
  if (person === undefined) {
    const rooms = room === undefined ? db.all<{ id: number }>('SELECT id FROM room').map(({ id }) => id) : [room]
    return rooms.map((id) => saidIn(db, { room: id, after: 0, before }))
  }
  const waiting = waitingRooms(db).filter((one) => room === undefined || one.room === room)
  return [saidBy(db, { person, room, before }), ...waiting.map((one) => saidIn(db, { ...one, before, person }))]
}

const pageEntries = 100

interface In {
  readonly room: number
  readonly after: number
  readonly before: Moment
  readonly person?: number
}

/** What was said in a room, or what of it one person said. */
function* saidIn(db: Database, { room, after, before, person }: In): Stream {
  const page = `
    SELECT room_id AS room, seq, at, body FROM entry
    WHERE room_id = ? AND seq > ? AND seq < ? AND ${isKept} AND person_id = coalesce(?, person_id)
    ORDER BY seq DESC LIMIT ?`
  const upTo = before === end ? Infinity : lastUpTo(db, { room, at: room < before.room ? before.at : before.at - 1 })
  for (let below = Math.min(upTo + 1, Number.MAX_SAFE_INTEGER); below > after;) {
    const entries = db.all<Said & object>(page, room, after, below, person ?? null, pageEntries)
    yield* entries
    below = entries.length < pageEntries ? 0 : (entries.at(-1)?.seq ?? 0)
  }
}

interface By {
  readonly person: number
  readonly room: number | undefined
  readonly before: Moment
}

/** What somebody said, as far as it was brought together. */
function* saidBy(db: Database, { person, room, before }: By): Stream {
  const page = `
    SELECT spoken.room_id AS room, spoken.seq AS seq, spoken.at AS at, body
    FROM spoken JOIN entry ON entry.room_id = spoken.room_id AND entry.seq = spoken.seq
    WHERE spoken.person_id = ? AND (spoken.at, spoken.room_id) < (?, ?) AND spoken.room_id = coalesce(?, spoken.room_id)
    ORDER BY spoken.at DESC, spoken.room_id DESC LIMIT ?`
  for (let from: Moment | undefined = before; from !== undefined;) {
    const entries: Said[] = db.all<Said & object>(page, person, from.at, from.room, room ?? null, pageEntries)
    yield* entries
    from = entries.length < pageEntries ? undefined : entries.at(-1)
  }
}

/** All streams as one, newest first. */
function* merged(streams: readonly Stream[]): Stream {
  const heads: Head[] = streams.flatMap(headOf).toSorted(older)
  for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
    yield head.said
    for (const next of headOf(head.stream)) heads.splice(placeOf(heads, next), 0, next)
  }
}

interface Head {
  readonly said: Said
  readonly stream: Stream
}

function headOf(stream: Stream): Head[] {
  const { value, done } = stream.next()
  return done === true ? [] : [{ said: value, stream }]
}

function older({ said: one }: Head, { said: other }: Head): number {
  return one.at - other.at || one.room - other.room
}

/** Mostly near the end: a room in which something was said just now. */
function placeOf(heads: readonly Head[], head: Head): number {
  let [low, high] = [0, heads.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const one = heads[middle]
    if (one !== undefined && older(one, head) < 0) low = middle + 1
    else high = middle
  }
  return low
}
