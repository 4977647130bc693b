// Who belongs to which room, since when, how far they have read, and who is invited. Everybody is in the lobby.

import type { Membership, Store, StoredPerson, StoredRoom } from '@hubbub/core'
import type { RoomKind } from '@hubbub/protocol'

import { personExists } from './person.ts'
import type { Writing } from './recent.ts'
import { Refused } from './refused.ts'
import { openRoom, roomColumns, roomOf, type RoomRow, roomTables } from './room.ts'
import { LOBBY } from './schema.ts'
import type { Database } from './sqlite/database.ts'

type Input<Name extends 'joinRoom' | 'leaveRoom' | 'invite' | 'markRead'> = Parameters<Store[Name]>[0]

interface MembershipRow extends RoomRow {
  readonly since: number
  readonly read: number
}

const lobbyMembership = `
  SELECT ${roomColumns}, person.lobby_since AS since, person.lobby_read AS read
  FROM ${roomTables} JOIN person ON person.id = ? WHERE room.id = ${LOBBY}`

const roomMemberships = `
  SELECT ${roomColumns}, member.since AS since, member.read AS read
  FROM ${roomTables} JOIN member ON member.room_id = room.id WHERE member.person_id = ?`

function membershipOf(row: MembershipRow): Membership {
  return { room: roomOf(row), since: row.since, read: row.read }
}

function findMembership(db: Database, { room, person }: { room: number; person: number }): Membership | undefined {
  const row =
    room === LOBBY
      ? db.one<MembershipRow>(lobbyMembership, person)
      : db.one<MembershipRow>(`${roomMemberships} AND room.id = ?`, person, room)
  return row && membershipOf(row)
}

/** The lobby first, then in the order of joining. */
export function memberships(db: Database, person: number): readonly Membership[] {
  const rows = [
    ...db.all<MembershipRow>(lobbyMembership, person),
    ...db.all<MembershipRow>(`${roomMemberships} ORDER BY member.joined_at, room.id`, person),
  ]
  return rows.map(membershipOf)
}

/** In the lobby are those who are here now. */
export function members(db: Database, room: number): readonly StoredPerson[] {
  if (room === LOBBY) return db.all<StoredPerson>('SELECT id, name FROM person WHERE skeleton IS NOT NULL ORDER BY id')
  const sql = 'SELECT id, name FROM member JOIN person ON person.id = person_id WHERE room_id = ? ORDER BY id'
  return db.all<StoredPerson>(sql, room)
}

/** Joining twice is joining once. What was said before counts as read. */
export function addMember(db: Database, one: { room: number; person: number; since: number; at: number }): void {
  const { room, person, since, at } = one
  db.run(
    `INSERT INTO member (room_id, person_id, since, read, joined_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    room,
    person,
    since,
    since,
    at,
  )
}

const mayEnter = {
  'lobby': () => true,
  'public': () => true,
  'invite-only': (db, room, person) => isInvited(db, room.id, person),
  'direct': (_db, room, person) => room.people?.some(({ id }) => id === person) === true,
} satisfies { readonly [Kind in RoomKind]: (db: Database, room: StoredRoom, person: number) => boolean }

export function joinRoom({ db }: Writing, join: Input<'joinRoom'>): Membership | 'not-invited' | 'no-such-room' {
  const { person, at } = join
  const known = findMembership(db, join)
  if (known !== undefined) return known
  if (!personExists(db, person)) throw new Refused('no-such-person')
  const room = openRoom(db, join.room)
  if (room === undefined) return 'no-such-room'
  if (!mayEnter[room.kind](db, room, person)) return 'not-invited'
  db.run('DELETE FROM invitation WHERE room_id = ? AND person_id = ?', room.id, person)
  addMember(db, { room: room.id, person, since: room.seq, at })
  return { room, since: room.seq, read: room.seq }
}

export function leaveRoom(writing: Writing, leave: Input<'leaveRoom'>): { readonly closed: boolean } {
  return { closed: endMembership(writing, leave) }
}

/** Returns whether the room went with its last member: it keeps its entries and gives its slug and name away. */
export function endMembership({ db, recent }: Writing, leave: Input<'leaveRoom'>): boolean {
  const { room, person, at } = leave
  if (db.run('DELETE FROM member WHERE room_id = ? AND person_id = ?', room, person) === 0) return false
  const closed = db.run(
    `UPDATE room SET closed_at = ? WHERE id = ? AND lifetime = 'while-occupied'
     AND NOT EXISTS (SELECT 1 FROM member WHERE room_id = room.id)`,
    at,
    room,
  )
  if (closed === 0) return false
  db.run('DELETE FROM invitation WHERE room_id = ?', room)
  recent.closed(room)
  return true
}

function isInvited(db: Database, room: number, person: number): boolean {
  return db.one('SELECT 1 FROM invitation WHERE room_id = ? AND person_id = ?', room, person) !== undefined
}

export function invite({ db }: Writing, { room, people, by, at }: Input<'invite'>): readonly number[] {
  if (openRoom(db, room) === undefined) throw new Refused('no-such-room')
  if (!people.every((person) => personExists(db, person))) throw new Refused('no-such-person')
  const outside = people.filter((person) => findMembership(db, { room, person }) === undefined)
  return outside.filter((person) => {
    const invited = `INSERT INTO invitation (room_id, person_id, inviter_id, invited_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`
    return db.run(invited, room, person, by, at) > 0
  })
}

/** A marker beyond the newest entry would hide what is said next, so it ends there. */
export function markRead({ db, recent }: Writing, { room, person, seq }: Input<'markRead'>): number {
  const upTo = Math.min(seq, recent.head(room).seq)
  const marked =
    room === LOBBY
      ? db.one<Marked>(
          `UPDATE person SET lobby_read = max(lobby_read, ?) WHERE id = ? RETURNING lobby_read AS read`,
          upTo,
          person,
        )
      : db.one<Marked>(
          `UPDATE member SET read = max(read, ?) WHERE room_id = ? AND person_id = ? RETURNING read`,
          upTo,
          room,
          person,
        )
  if (marked === undefined) throw new Refused('not-joined')
  return marked.read
}

interface Marked {
  readonly read: number
}
