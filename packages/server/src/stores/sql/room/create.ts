// Rooms are made here, and named: no name and no slug of an open room can be mistaken for another's.

import { randomBytes } from 'node:crypto'

import type { StoredRoom } from '@hubbub/core'
import { slugOf } from '@hubbub/protocol'
import { limits } from '@hubbub/protocol/limits'

import type { Input } from '../input.ts'
import { numbered } from '../numbered.ts'
import { personExists } from '../person/person.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'
import { addMember } from './member.ts'
import { openRoom } from './room.ts'

/** Whether an open room goes by this, as its name or as its slug. */
function isTaken(db: Database, word: string): boolean {
  const goesBy = 'SELECT 1 FROM room WHERE closed_at IS NULL AND (fold = ? OR slug = ?)'
  return db.one(goesBy, word, word) !== undefined
}

/** Whether a room may not be called this: another one is, or would be found under it by the slug that its name gave it. */
function isTakenName(db: Database, fold: string, except = 0): boolean {
  const goesBy = 'SELECT name, slug, fold FROM room WHERE closed_at IS NULL AND (fold = ? OR slug = ?) AND id <> ?'
  const others = db.all<{ name: string; slug: string; fold: string | null }>(goesBy, fold, fold, except)
  return others.some((other) => other.fold === null || other.fold === fold || isSlugOf(other))
}

/** A room that was renamed keeps its slug, which says nothing of its name then. */
function isSlugOf({ name, slug }: { readonly name: string; readonly slug: string }): boolean {
  const own = slugOf(name)
  const [, stem] = /^(.+)-[\da-f]+$/u.exec(slug) ?? []
  return slug === own || (stem !== undefined && own.startsWith(stem))
}

function freeSlug(db: Database, slug: string): string {
  const as = { joint: '-', charsMax: limits.room_name_chars_max }
  return numbered(slug, as, (candidate) => !isTaken(db, candidate))
}

export function createRoom({ db }: Writing, room: Input<'createRoom'>): StoredRoom | 'room-exists' {
  const { name, fold, kind, lifetime, creator, role, settings, at } = room
  if (isTakenName(db, fold)) return 'room-exists'
  if (!personExists(db, creator)) throw new Refused('no-such-person')
  const id = insertRoom(
    db,
    `INSERT INTO room (slug, name, fold, kind, lifetime, creator_id, settings, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [freeSlug(db, room.slug), name, fold, kind, lifetime, creator, JSON.stringify(settings), at],
  )
  addMember(db, { room: id, person: creator, since: 0, role, at })
  return made(db, id)
}

/** The slug stays, and with it every link. */
export function renameRoom({ db }: Writing, change: Input<'renameRoom'>): 'renamed' | 'room-exists' {
  const { room, name, fold } = change
  if (isTakenName(db, fold, room)) return 'room-exists'
  const renamed = `UPDATE room SET name = ?, fold = ? WHERE id = ? AND closed_at IS NULL AND fold IS NOT NULL`
  if (db.run(renamed, name, fold, room) === 0) throw new Refused('no-such-room')
  return 'renamed'
}

/** Both are members from the start, and again if they had left. */
export function openDirectRoom(writing: Writing, { people, at }: Input<'openDirectRoom'>): StoredRoom {
  const { db } = writing
  const [low, high] = people[0] < people[1] ? people : [people[1], people[0]]
  const pair = 'SELECT id FROM room WHERE low_id = ? AND high_id = ?'
  const id = db.one<{ id: number }>(pair, low, high)?.id ?? createDirectRoom(writing, { people: [low, high], at })
  const room = made(db, id)
  for (const person of people) addMember(db, { room: id, person, since: room.seq, at })
  return room
}

function createDirectRoom({ db, recent }: Writing, { people, at }: Input<'openDirectRoom'>): number {
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
