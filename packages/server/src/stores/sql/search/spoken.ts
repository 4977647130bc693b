// What somebody said, wherever it was: kept up with the search index, so that an append never waits for it.

import type { Database } from '../sqlite/database.ts'

interface RoomSpan {
  readonly room: number
  readonly first: number
  readonly last: number
}

const ofEntries = `
  SELECT person_id, at, room_id, seq, coalesce(more ->> '$.erased', '') <> '' AS erased
  FROM entry WHERE room_id = ? AND person_id > 0`

/** Entries that have just come into the search index. */
export function noteSpoken(db: Database, { room, first, last }: RoomSpan): void {
  const insert = 'INSERT OR IGNORE INTO spoken (person_id, at, room_id, seq, erased)'
  db.run(`${insert} ${ofEntries} AND seq BETWEEN ? AND ?`, room, first, last)
}

export function noteErased(db: Database, entry: { room: number; person: number; at: number }): void {
  const erased = 'UPDATE spoken SET erased = 1 WHERE person_id = ? AND at = ? AND room_id = ?'
  db.run(erased, entry.person, entry.at, entry.room)
}

/** Before these entries are forgotten. */
export function forgetSpoken(db: Database, { room, first, last }: RoomSpan): void {
  const gone = 'SELECT person_id, at, room_id FROM entry WHERE room_id = ? AND seq BETWEEN ? AND ?'
  db.run(`DELETE FROM spoken WHERE (person_id, at, room_id) IN (${gone})`, room, first, last)
}

/** The rooms with entries that have not come in here yet, and the newest one that has. */
export function waitingRooms(db: Database): readonly { readonly room: number; readonly after: number }[] {
  return db.all(
    `SELECT id AS room, indexed AS after FROM room
     WHERE indexed < (SELECT seq FROM entry WHERE room_id = room.id ORDER BY seq DESC LIMIT 1)`,
  )
}

/** What of somebody stands, from the oldest on: some of it, until there is none. */
export function standingOf(
  db: Database,
  { person, limit }: { person: number; limit: number },
): readonly { readonly room: number; readonly seq: number }[] {
  const known =
    'SELECT room_id AS room, seq FROM spoken WHERE person_id = ? AND erased = 0 ORDER BY at, room_id LIMIT ?'
  const places = db.all<{ room: number; seq: number }>(known, person, limit)
  const waiting = `SELECT room_id AS room, seq FROM (${ofEntries} AND person_id = ? AND seq > ?) WHERE erased = 0 LIMIT ?`
  for (const { room, after } of waitingRooms(db)) {
    if (places.length >= limit) break
    places.push(...db.all<{ room: number; seq: number }>(waiting, room, person, after, limit - places.length))
  }
  return places
}

/** How many entries of somebody stand, and when they last said something. */
export interface Speech {
  readonly messages: number
  readonly spokeAt: number
}

/** Of everybody who said something just now. */
export function recentSpeech(db: Database): ReadonlyMap<number, Speech> {
  const spoken = `
    SELECT person_id AS person, sum(NOT erased) AS messages, max(at) AS spokeAt
    FROM (${ofEntries} AND seq > ?) GROUP BY person_id`
  const all = new Map<number, Speech>()
  for (const { room, after } of waitingRooms(db)) {
    for (const one of db.all<Speech & { person: number }>(spoken, room, after)) {
      const { messages, spokeAt } = all.get(one.person) ?? { messages: 0, spokeAt: 0 }
      all.set(one.person, { messages: messages + one.messages, spokeAt: Math.max(spokeAt, one.spokeAt) })
    }
  }
  return all
}

export function messagesOf(db: Database, person: number): number {
  const count = 'SELECT count(*) AS count FROM spoken WHERE person_id = ? AND erased = 0'
  return db.one<{ count: number }>(count, person)?.count ?? 0
}
