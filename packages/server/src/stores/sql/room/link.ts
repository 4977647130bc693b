// Links that let whoever has them into a room, known here by their digests alone.

import type { StoredRoom } from '@hubbub/core'

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'
import { openRoom } from './room.ts'

/** Links that have ended make room for others. */
export function addLink({ db }: Writing, { room, digest, by, at, until }: Input<'addLink'>): 'added' | 'too-many' {
  if (openRoom(db, room) === undefined) throw new Refused('no-such-room')
  db.run('DELETE FROM link WHERE room_id = ? AND until <= ?', room, at)
  const count = 'SELECT count(*) AS count FROM link WHERE room_id = ?'
  if ((db.one<{ count: number }>(count, room)?.count ?? 0) >= db.limits.links_per_room_max) return 'too-many'
  db.run(
    'INSERT INTO link (digest, room_id, by_id, made_at, until) VALUES (?, ?, ?, ?, ?)',
    digest,
    room,
    by,
    at,
    until,
  )
  return 'added'
}

export function findLink(db: Database, { digest, at }: Input<'findLink'>): StoredRoom | undefined {
  const found = db.one<{ room: number }>('SELECT room_id AS room FROM link WHERE digest = ? AND until > ?', digest, at)
  return found && openRoom(db, found.room)
}

export function removeLinks({ db }: Writing, { room, at }: Input<'removeLinks'>): number {
  db.run('DELETE FROM link WHERE room_id = ? AND until <= ?', room, at)
  return db.run('DELETE FROM link WHERE room_id = ?', room)
}
