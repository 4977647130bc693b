// Reactions to entries: who reacted with what, in the order in which they did.

import type { Author, Reacted } from '@hubbub/protocol'

import type { Database } from '../sqlite/database.ts'

export interface Place {
  readonly room: number
  readonly seq: number
}

interface Row {
  readonly text: string
  readonly id: number
  readonly name: string
  readonly account: string | null
}

const select = `
  SELECT text, person_id AS id, person_name AS name, account FROM reaction WHERE room_id = ? AND seq = ? ORDER BY rev`

export function reactionsTo(db: Database, { room, seq }: Place): readonly Reacted[] {
  const people = new Map<string, Author[]>()
  for (const { text, id, name, account } of db.all<Row>(select, room, seq)) {
    const author = account === null ? { id, name } : { id, name, account }
    const alike = people.get(text)
    if (alike === undefined) people.set(text, [author])
    else alike.push(author)
  }
  return [...people].map(([text, authors]) => ({ text, people: authors }))
}

interface Reaction extends Place {
  readonly person: Author
  readonly text: string
}

export function hasReacted(db: Database, { room, seq, person, text }: Reaction): boolean {
  const own = 'SELECT 1 FROM reaction WHERE room_id = ? AND seq = ? AND text = ? AND person_id = ?'
  return db.one(own, room, seq, text, person.id) !== undefined
}

export function hasRoomForReaction(db: Database, { room, seq }: Place): boolean {
  const count = 'SELECT count(*) AS count FROM reaction WHERE room_id = ? AND seq = ?'
  return (db.one<{ count: number }>(count, room, seq)?.count ?? 0) < db.limits.reactions_per_message_max
}

export function addReaction(db: Database, { room, seq, person, text }: Reaction, rev: number): void {
  db.run(
    'INSERT INTO reaction (room_id, seq, rev, text, person_id, person_name, account) VALUES (?, ?, ?, ?, ?, ?, ?)',
    room,
    seq,
    rev,
    text,
    person.id,
    person.name,
    person.account ?? null,
  )
}

export function removeReaction(db: Database, { room, seq, person, text }: Reaction): void {
  db.run(
    'DELETE FROM reaction WHERE room_id = ? AND seq = ? AND text = ? AND person_id = ?',
    room,
    seq,
    text,
    person.id,
  )
}

export function removeReactions(db: Database, { room, seq }: Place): void {
  db.run('DELETE FROM reaction WHERE room_id = ? AND seq = ?', room, seq)
}
