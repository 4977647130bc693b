// Rooms as they are read: by id, by slug or name, in a list; and their topic.

import type { Store, StoredRoom } from '@hubbub/core'

import type { Writing } from './recent.ts'
import { Refused } from './refused.ts'
import { LOBBY } from './schema.ts'
import type { Database } from './sqlite/database.ts'

/** What `roomOf` reads. */
export const roomColumns = `
  room.id AS id, room.slug AS slug, room.name AS name, room.kind AS kind, room.topic AS topic, room.lifetime AS lifetime,
  coalesce((SELECT seq FROM entry WHERE entry.room_id = room.id ORDER BY seq DESC LIMIT 1), 0) AS seq,
  room.low_id AS lowId, low.name AS lowName, room.high_id AS highId, high.name AS highName`

export const roomTables = `room
  LEFT JOIN person AS low ON low.id = room.low_id
  LEFT JOIN person AS high ON high.id = room.high_id`

const openRooms = `SELECT ${roomColumns} FROM ${roomTables} WHERE room.closed_at IS NULL`

export interface RoomRow extends Omit<StoredRoom, 'people'> {
  readonly lowId: number | null
  readonly lowName: string | null
  readonly highId: number | null
  readonly highName: string | null
}

/** A direct room is named after its two people, as they are called now. */
export function roomOf(row: RoomRow): StoredRoom {
  const { id, slug, name, kind, topic, seq, lifetime, lowId, lowName, highId, highName } = row
  const room = { id, slug, name, kind, topic, seq, lifetime }
  if (lowId === null || lowName === null || highId === null || highName === null) return room
  const people = [
    { id: lowId, name: lowName },
    { id: highId, name: highName },
  ]
  return { ...room, name: `${lowName}, ${highName}`, people }
}

export function openRoom(db: Database, id: number): StoredRoom | undefined {
  const row = db.one<RoomRow>(`${openRooms} AND room.id = ?`, id)
  return row && roomOf(row)
}

/** A full name goes before a slug: a slug may have been made from what was typed as a name. */
export function findRoom(db: Database, ref: Parameters<Store['findRoom']>[0]): StoredRoom | undefined {
  const { slug, fold } = ref
  const row =
    db.one<RoomRow>(`${openRooms} AND room.fold = ?`, fold) ?? db.one<RoomRow>(`${openRooms} AND room.slug = ?`, slug)
  return row && roomOf(row)
}

/** The lobby, the rooms one is in, those one is invited to, then the public ones by name. */
export function listRooms(db: Database, asker: Parameters<Store['listRooms']>[0]): readonly StoredRoom[] {
  const { person, limit } = asker
  const rows = [
    ...db.all<RoomRow>(`${openRooms} AND room.id = ?`, LOBBY),
    ...db.all<RoomRow>(`${openRooms} AND room.id IN (SELECT room_id FROM member WHERE person_id = ?)`, person),
    ...db.all<RoomRow>(`${openRooms} AND room.id IN (SELECT room_id FROM invitation WHERE person_id = ?)`, person),
    ...db.all<RoomRow>(`${openRooms} AND room.kind = 'public' ORDER BY room.fold LIMIT ?`, limit),
  ]
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...byId.values()].slice(0, limit).map(roomOf)
}

export function setTopic({ db }: Writing, { room, topic }: { room: number; topic: string }): void {
  const set = db.run('UPDATE room SET topic = ? WHERE id = ? AND closed_at IS NULL', topic, room)
  if (set === 0) throw new Refused('no-such-room')
}
