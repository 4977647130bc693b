// Rooms are made here: no name and no slug of an open room can be mistaken for another's.

import { randomBytes } from 'node:crypto'

import type { Store, StoredRoom } from '@hubbub/core'
import { limits } from '@hubbub/protocol/limits'

import { addMember } from './member.ts'
import { numbered } from './numbered.ts'
import { personExists } from './person.ts'
import type { Writing } from './recent.ts'
import { Refused } from './refused.ts'
import { openRoom } from './room.ts'
import type { Database } from './sqlite/database.ts'

type NewRoom = Parameters<Store['createRoom']>[0]
type Pair = Parameters<Store['openDirectRoom']>[0]

const goesBy = 'SELECT 1 FROM room WHERE closed_at IS NULL AND (fold = ? OR slug = ?)'

/** Whether an open room goes by this, as its name or as its slug. */
function isTaken(db: Database, word: string): boolean {
  return db.one(goesBy, word, word) !== undefined
}

function freeSlug(db: Database, slug: string): string {
  const as = { joint: '-', charsMax: limits.room_name_chars_max }
  return numbered(slug, as, (candidate) => !isTaken(db, candidate))
}

export function createRoom({ db }: Writing, room: NewRoom): StoredRoom | 'room-exists' {
  const { name, fold, kind, lifetime, creator, at } = room
  if (isTaken(db, fold)) return 'room-exists'
  if (!personExists(db, creator)) throw new Refused('no-such-person')
  const id = insertRoom(
    db,
    `INSERT INTO room (slug, name, fold, kind, lifetime, creator_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [freeSlug(db, room.slug), name, fold, kind, lifetime, creator, at],
  )
  addMember(db, { room: id, person: creator, since: 0, at })
  return made(db, id)
}

/** Both are members from the start, and again if they had left. */
export function openDirectRoom(writing: Writing, { people, at }: Pair): StoredRoom {
  const { db } = writing
  const [low, high] = people[0] < people[1] ? people : [people[1], people[0]]
  const pair = 'SELECT id FROM room WHERE low_id = ? AND high_id = ?'
  const id = db.one<{ id: number }>(pair, low, high)?.id ?? createDirectRoom(writing, { people: [low, high], at })
  const room = made(db, id)
  for (const person of people) addMember(db, { room: id, person, since: room.seq, at })
  return room
}

function createDirectRoom({ db, recent }: Writing, { people, at }: Pair): number {
  if (!people.every((person) => personExists(db, person))) throw new Refused('no-such-person')
  for (const person of people) recent.keep(person)
  // The slug tells nobody who talks to whom.
  const slug = freeSlug(db, `dm-${randomBytes(5).toString('hex')}`)
  return insertRoom(
    db,
    `INSERT INTO room (slug, name, kind, lifetime, low_id, high_id, created_at) VALUES (?, '', 'direct', 'kept', ?, ?, ?)`,
    [slug, ...people, at],
  )
}

function insertRoom(db: Database, sql: string, values: readonly (string | number)[]): number {
  return db.one<{ id: number }>(`${sql} RETURNING id`, ...values)?.id ?? 0
}

function made(db: Database, id: number): StoredRoom {
  const room = openRoom(db, id)
  if (room === undefined) throw new Error(`there is no room ${id} right after it was made`)
  return room
}
