// What is done when a store is opened: nobody is here yet, so what depended on somebody being here ends.

import type { Database } from './database.ts'

interface Tidying {
  readonly now: number
  /** Guests who have left no trace are deleted when they were last seen before this. */
  readonly guestsSeenBefore: number
}

export function tidy(db: Database, { now, guestsSeenBefore }: Tidying): void {
  // Those who were here when the server stopped were seen until then; this is as near to it as can be known.
  db.run('UPDATE person SET skeleton = NULL, seen_at = ? WHERE skeleton IS NOT NULL', now)
  db.run('DELETE FROM person WHERE kept = 0 AND (token_digest IS NULL OR seen_at < ?)', guestsSeenBefore)
  for (const belonging of ['member', 'invitation']) {
    db.run(
      `DELETE FROM ${belonging} WHERE NOT EXISTS
       (SELECT 1 FROM person WHERE person.id = person_id AND token_digest IS NOT NULL)`,
    )
  }
  db.run(
    `UPDATE room SET closed_at = ? WHERE lifetime = 'while-occupied' AND closed_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM member WHERE room_id = room.id)`,
    now,
  )
  db.run(`DELETE FROM room WHERE closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry WHERE room_id = room.id)`)
}
