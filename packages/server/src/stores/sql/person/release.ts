// Somebody is not here any more: their name is free for others, and what cannot be taken up again ends.

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { endMembership } from '../room/member.ts'
import { goAway } from './name.ts'
import { findPerson } from './person.ts'

export function releasePerson(
  writing: Writing,
  { id, forget, at }: Input<'releasePerson'>,
): { readonly closed: readonly string[] } {
  const { db } = writing
  goAway(db, { id, at })
  if (!forget || findPerson(db, id)?.account !== undefined) return { closed: [] }
  db.run('DELETE FROM invitation WHERE person_id = ?', id)
  db.run('UPDATE person SET lobby_role = NULL WHERE id = ? AND lobby_role IS NOT NULL', id)
  const rooms = db.all<{ id: number; slug: string }>(
    'SELECT room.id AS id, slug FROM member JOIN room ON room.id = room_id WHERE person_id = ?',
    id,
  )
  const closed = rooms.filter((room) => endMembership(writing, { room: room.id, person: id, at }))
  return { closed: closed.map(({ slug }) => slug) }
}
