// Who belongs to which room, and since when. Everybody is in the lobby.

import type { Membership, StoredPerson, StoredRoom } from '@hubbub/core'
import type { Role, RoomKind } from '@hubbub/protocol'

import type { Input } from '../input.ts'
import { LOBBY } from '../lobby.ts'
import { forgottenUpTo } from '../message/kept.ts'
import { mentionsAfter } from '../message/mention.ts'
import { personColumns, personExists, personOf, type PersonRow, personTables } from '../person/person.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'
import { isInvited } from './invitation.ts'
import { keepMarker, keptMarker } from './marker.ts'
import { openRoom, roomColumns, roomOf, type RoomRow, roomTables } from './room.ts'
import { storedRole } from './setting.ts'

interface MembershipRow extends RoomRow {
  readonly since: number
  readonly read: number
  readonly readAt: number | null
  readonly mentions: number
}

const lobbyMembership = `
  SELECT ${roomColumns}, person.lobby_since AS since, max(person.lobby_read, ${forgottenUpTo('room.id')}) AS read,
    person.lobby_read_at AS readAt,
    ${mentionsAfter({ room: 'room.id', person: 'person.id', read: 'person.lobby_read' })} AS mentions
  FROM ${roomTables} JOIN person ON person.id = ? WHERE room.id = ${LOBBY}`

const roomMemberships = `
  SELECT ${roomColumns}, member.since AS since, max(member.read, ${forgottenUpTo('room.id')}) AS read, member.read_at AS readAt,
    ${mentionsAfter({ room: 'room.id', person: 'member.person_id', read: 'member.read' })} AS mentions
  FROM ${roomTables} JOIN member ON member.room_id = room.id WHERE member.person_id = ?`

function membershipOf(db: Database, { since, read, readAt, mentions, ...room }: MembershipRow): Membership {
  return {
    room: roomOf(db, room),
    since,
    read,
    ...(readAt === null ? {} : { readAt }),
    ...(mentions === 0 ? {} : { mentions }),
  }
}

function findMembership(db: Database, { room, person }: { room: number; person: number }): Membership | undefined {
  const row =
    room === LOBBY
      ? db.one<MembershipRow>(lobbyMembership, person)
      : db.one<MembershipRow>(`${roomMemberships} AND room.id = ?`, person, room)
  return row && membershipOf(db, row)
}

/** The lobby first, then in the order of joining. */
export function memberships(db: Database, person: number): readonly Membership[] {
  const rows = [
    ...db.all<MembershipRow>(lobbyMembership, person),
    ...db.all<MembershipRow>(`${roomMemberships} ORDER BY member.joined_at, room.id`, person),
  ]
  return rows.map((row) => membershipOf(db, row))
}

/** The ids of somebody's rooms; none for somebody who is not known. */
export function roomsOf(db: Database, person: number): readonly number[] {
  if (!personExists(db, person)) return []
  const rooms =
    'SELECT room_id AS room FROM member JOIN room ON room.id = room_id WHERE person_id = ? AND closed_at IS NULL'
  return [LOBBY, ...db.all<{ room: number }>(rooms, person).map(({ room }) => room)]
}

const lobbyMembers = `
  SELECT ${personColumns}, person.lobby_role AS role FROM ${personTables}
  WHERE person.skeleton IS NOT NULL ORDER BY person.id`

const roomMembers = `
  SELECT ${personColumns}, member.role AS role FROM ${personTables}
  JOIN member ON person.id = member.person_id WHERE member.room_id = ? ORDER BY person.id`

/** In the lobby are those who are here now. */
export function members(db: Database, room: number): readonly (StoredPerson & { readonly role: Role })[] {
  const rows =
    room === LOBBY
      ? db.all<PersonRow & { role: Role | null }>(lobbyMembers)
      : db.all<PersonRow & { role: Role | null }>(roomMembers, room)
  return rows.map((row) => ({ ...personOf(row), role: row.role ?? 'member' }))
}

interface NewMember {
  readonly room: number
  readonly person: number
  readonly since: number
  readonly role?: Role | undefined
  readonly at: number
}

/** Joining twice is joining once. What was said before counts as read. */
export function addMember(db: Database, { room, person, since, role = 'member', at }: NewMember): void {
  db.run(
    `INSERT INTO member (room_id, person_id, since, read, read_at, joined_at, role) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    room,
    person,
    since,
    since,
    keptMarker(db, { room, person }),
    at,
    storedRole(role),
  )
}

type Joining = Input<'joinRoom'>

const mayEnter = {
  'lobby': () => true,
  'public': () => true,
  'invite-only': (db, room, { person, uninvited, at }) =>
    uninvited === true || isInvited(db, { room: room.id, person, at }),
  'direct': (_db, room, { person }) => room.people?.some(({ id }) => id === person) === true,
} satisfies { readonly [Kind in RoomKind]: (db: Database, room: StoredRoom, join: Joining) => boolean }

export function joinRoom({ db }: Writing, join: Joining): Membership | 'not-invited' | 'no-such-room' {
  const { person, role, at } = join
  const known = findMembership(db, join)
  if (known !== undefined) return known
  if (!personExists(db, person)) throw new Refused('no-such-person')
  const room = openRoom(db, join.room)
  if (room === undefined) return 'no-such-room'
  if (!mayEnter[room.kind](db, room, join)) return 'not-invited'
  db.run('DELETE FROM invitation WHERE room_id = ? AND person_id = ?', room.id, person)
  addMember(db, { room: room.id, person, since: room.seq, role, at })
  return findMembership(db, join) ?? 'no-such-room'
}

export function leaveRoom(writing: Writing, leave: Input<'leaveRoom'>): { readonly closed: boolean } {
  return { closed: endMembership(writing, leave) }
}

/** Returns whether the room went with its last member: it keeps its entries and gives its slug and name away. */
export function endMembership({ db, recent }: Writing, leave: Input<'leaveRoom'>): boolean {
  const { room, person, at } = leave
  keepMarker(db, leave)
  if (db.run('DELETE FROM member WHERE room_id = ? AND person_id = ?', room, person) === 0) return false
  db.run('DELETE FROM mention WHERE person_id = ? AND room_id = ?', person, room)
  const closed = db.run(
    `UPDATE room SET closed_at = ? WHERE id = ? AND lifetime = 'while-occupied'
     AND NOT EXISTS (SELECT 1 FROM member WHERE room_id = room.id)`,
    at,
    room,
  )
  if (closed === 0) return false
  for (const belonging of ['invitation', 'ban', 'link']) db.run(`DELETE FROM ${belonging} WHERE room_id = ?`, room)
  recent.closed(room)
  return true
}
