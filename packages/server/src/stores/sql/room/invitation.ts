// Who is invited to which room, and until when.

import type { Input } from '../input.ts'
import { LOBBY } from '../lobby.ts'
import { personExists } from '../person/person.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'
import { openRoom } from './room.ts'

export function isInvited(db: Database, { room, person, at }: { room: number; person: number; at: number }): boolean {
  const invited = `SELECT 1 FROM invitation WHERE room_id = ? AND person_id = ? AND (until IS NULL OR until > ?)`
  return db.one(invited, room, person, at) !== undefined
}

/** An invitation that has ended makes room for another. */
export function invite({ db }: Writing, { room, people, by, at, until }: Input<'invite'>): readonly number[] {
  if (openRoom(db, room) === undefined) throw new Refused('no-such-room')
  if (!people.every((person) => personExists(db, person))) throw new Refused('no-such-person')
  const outside = people.filter((person) => !isIn(db, { room, person }))
  return outside.filter((person) => {
    const invited = `
      INSERT INTO invitation (room_id, person_id, inviter_id, invited_at, until) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET inviter_id = excluded.inviter_id, invited_at = excluded.invited_at, until = excluded.until
        WHERE until <= excluded.invited_at`
    return db.run(invited, room, person, by, at, until ?? null) > 0
  })
}

function isIn(db: Database, { room, person }: { room: number; person: number }): boolean {
  const member = 'SELECT 1 FROM member WHERE room_id = ? AND person_id = ?'
  return room === LOBBY || db.one(member, room, person) !== undefined
}

/** In the order in which they came. */
export function invitations(db: Database, { person, at }: Input<'invitations'>): readonly number[] {
  const rooms = `
    SELECT room_id AS room FROM invitation JOIN room ON room.id = room_id
    WHERE person_id = ? AND closed_at IS NULL AND (until IS NULL OR until > ?) ORDER BY invited_at, room_id`
  return db.all<{ room: number }>(rooms, person, at).map(({ room }) => room)
}
