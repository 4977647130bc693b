// Rooms as they are read: by id, by slug or name, in a list; each with its roles and bans.

import type { StoredRoom } from '@hubbub/core'
import type { Role } from '@hubbub/protocol'

import type { Input } from '../input.ts'
import { LOBBY } from '../lobby.ts'
import type { Database } from '../sqlite/database.ts'
import { bansOf } from './ban.ts'

/** What `roomOf` reads. */
export const roomColumns = `
  room.id AS id, room.slug AS slug, room.name AS name, room.kind AS kind, room.topic AS topic, room.lifetime AS lifetime,
  room.created_at AS createdAt, room.topic_at AS topicAt, room.topic_by AS topicBy, room.settings AS settings,
  room.rev AS rev,
  coalesce((SELECT seq FROM entry WHERE entry.room_id = room.id ORDER BY seq DESC LIMIT 1), 0) AS seq,
  room.low_id AS lowId, low.name AS lowName, room.high_id AS highId, high.name AS highName`

export const roomTables = `room
  LEFT JOIN person AS low ON low.id = room.low_id
  LEFT JOIN person AS high ON high.id = room.high_id`

const openRooms = `SELECT ${roomColumns} FROM ${roomTables} WHERE room.closed_at IS NULL`

type AsStored = 'people' | 'topicAt' | 'topicBy' | 'settings' | 'roles' | 'bans'

export interface RoomRow extends Omit<StoredRoom, AsStored> {
  readonly topicAt: number | null
  readonly topicBy: string | null
  readonly settings: string
  readonly lowId: number | null
  readonly lowName: string | null
  readonly highId: number | null
  readonly highName: string | null
}

export function roomOf(db: Database, row: RoomRow): StoredRoom {
  const { lowId, lowName, highId, highName, topicAt, topicBy, settings, ...plain } = row
  const room = {
    ...plain,
    ...(topicAt === null ? {} : { topicAt }),
    ...(topicBy === null ? {} : { topicBy }),
    settings: JSON.parse(settings),
    roles: rolesOf(db, row.id),
    bans: bansOf(db, row.id),
  }
  if (lowId === null || lowName === null || highId === null || highName === null) return room
  const people = [
    { id: lowId, name: lowName },
    { id: highId, name: highName },
  ]
  // A direct room is named after its two people, as they are called now.
  return { ...room, name: `${lowName}, ${highName}`, people }
}

/** Those who are more than members. */
function rolesOf(db: Database, room: number): ReadonlyMap<number, Role> {
  const rows =
    room === LOBBY
      ? db.all<RoleRow>('SELECT id AS person, lobby_role AS role FROM person WHERE lobby_role IS NOT NULL')
      : db.all<RoleRow>('SELECT person_id AS person, role FROM member WHERE room_id = ? AND role IS NOT NULL', room)
  return new Map(rows.map(({ person, role }) => [person, role]))
}

interface RoleRow {
  readonly person: number
  readonly role: Role
}

export function openRoom(db: Database, id: number): StoredRoom | undefined {
  const row = db.one<RoomRow>(`${openRooms} AND room.id = ?`, id)
  return row && roomOf(db, row)
}

/** Also a closed one, under a slug that no open room has: the one it had may be another's now. */
export function anyRoom(db: Database, id: number): StoredRoom | undefined {
  const row = db.one<RoomRow & { closed: 0 | 1 }>(
    `SELECT ${roomColumns}, room.closed_at IS NOT NULL AS closed FROM ${roomTables} WHERE room.id = ?`,
    id,
  )
  if (row === undefined) return undefined
  const { closed, ...room } = row
  return roomOf(db, closed ? { ...room, slug: `${room.slug}${closedMark}${id}` } : room)
}

/** No slug has it. */
const closedMark = '~'

/** A closed room, by the slug that it goes by since. */
export function closedRoom(db: Database, { slug }: Input<'closedRoom'>): StoredRoom | undefined {
  const mark = slug.lastIndexOf(closedMark)
  const room = mark < 0 ? undefined : anyRoom(db, Number(slug.slice(mark + 1)))
  return room?.slug === slug ? room : undefined
}

/** A full name goes before a slug: a slug may have been made from what was typed as a name. */
export function findRoom(db: Database, { slug, fold }: Input<'findRoom'>): StoredRoom | undefined {
  const row =
    db.one<RoomRow>(`${openRooms} AND room.fold = ?`, fold) ?? db.one<RoomRow>(`${openRooms} AND room.slug = ?`, slug)
  return row && roomOf(db, row)
}

/** The lobby, the rooms one is in, those one is invited to, then the public ones by name. */
export function listRooms(db: Database, asker: Input<'listRooms'> & { at: number }): readonly StoredRoom[] {
  const { person, limit, at } = asker
  const rows = [
    ...db.all<RoomRow>(`${openRooms} AND room.id = ?`, LOBBY),
    ...db.all<RoomRow>(`${openRooms} AND room.id IN (SELECT room_id FROM member WHERE person_id = ?)`, person),
    ...db.all<RoomRow>(
      `${openRooms} AND room.id IN
         (SELECT room_id FROM invitation WHERE person_id = ? AND (until IS NULL OR until > ?))`,
      person,
      at,
    ),
    ...db.all<RoomRow>(`${openRooms} AND room.kind = 'public' ORDER BY room.fold LIMIT ?`, limit),
  ]
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...byId.values()].slice(0, limit).map((row) => roomOf(db, row))
}
