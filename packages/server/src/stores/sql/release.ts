// Somebody is not here any more: their name is free for others, and what cannot be taken up again ends.

import type { Store } from '@hubbub/core'

import { endMembership } from './member.ts'
import type { Writing } from './recent.ts'

type Release = Parameters<Store['releasePerson']>[0]

export function releasePerson(writing: Writing, { id, forget, at }: Release): { readonly closed: readonly string[] } {
  const { db } = writing
  db.run('UPDATE person SET skeleton = NULL, seen_at = ? WHERE id = ?', at, id)
  if (!forget) return { closed: [] }
  db.run('DELETE FROM invitation WHERE person_id = ?', id)
  const rooms = db.all<{ id: number; slug: string }>(
    'SELECT room.id AS id, slug FROM member JOIN room ON room.id = room_id WHERE person_id = ?',
    id,
  )
  const closed = rooms.filter((room) => endMembership(writing, { room: room.id, person: id, at }))
  return { closed: closed.map(({ slug }) => slug) }
}
