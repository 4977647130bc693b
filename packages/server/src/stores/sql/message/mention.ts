// Who is mentioned by what they have not read yet.

import type { Database } from '../sqlite/database.ts'
import type { Place } from './reactions.ts'

/** Notes whom a new entry mentions. Who is not known any more is left out. */
export function noteMentions(
  db: Database,
  { room, seq, people }: Place & { readonly people: readonly number[] },
): void {
  const insert = 'INSERT OR IGNORE INTO mention (person_id, room_id, seq) SELECT id, ?, ? FROM person WHERE id = ?'
  for (const person of people) db.run(insert, room, seq, person)
}

interface Of {
  readonly room: number
  readonly person: number
}

/** How many entries of a room mention somebody, beyond those they have read, as an SQL expression. */
export const mentionsAfter = (of: { room: string; person: string; read: string }): string => `
  (SELECT count(*) FROM mention
   WHERE mention.person_id = ${of.person} AND mention.room_id = ${of.room} AND mention.seq > ${of.read})`

export function countMentions(db: Database, { room, person, after }: Of & { readonly after: number }): number {
  const select = `SELECT ${mentionsAfter({ person: '?', room: '?', read: '?' })} AS count`
  return db.one<{ count: number }>(select, person, room, after)?.count ?? 0
}

/** What was read up to a place mentions nobody any more who has not seen it. */
export function forgetReadMentions(db: Database, { room, person, upTo }: Of & { readonly upTo: number }): void {
  db.run('DELETE FROM mention WHERE person_id = ? AND room_id = ? AND seq <= ?', person, room, upTo)
}

/** These entries mention nobody any more. */
export function forgetMentions(
  db: Database,
  { room, first, last }: { room: number; first: number; last: number },
): void {
  db.run('DELETE FROM mention WHERE room_id = ? AND seq BETWEEN ? AND ?', room, first, last)
}
