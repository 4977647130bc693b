// What is done when a store is opened: nobody is here yet, so what depended on somebody being here ends, and what has ended goes.

import type { Database } from './database.ts'

interface Tidying {
  readonly now: number
  /** Guests who have left no trace are deleted when they were last seen before this. */
  readonly guestsSeenBefore: number
}

const canComeBack = (person: string): string => `
  (EXISTS (SELECT 1 FROM token WHERE token.person_id = ${person})
   OR EXISTS (SELECT 1 FROM account WHERE account.person_id = ${person}))`

export function tidy(db: Database, { now, guestsSeenBefore }: Tidying): void {
  // Those who were here when the server stopped were seen until then; this is as near to it as can be known.
  db.run('UPDATE person SET skeleton = NULL, seen_at = ? WHERE skeleton IS NOT NULL', now)
  db.run(
    `UPDATE person SET name = account.name, chosen_name = account.name
     FROM account WHERE account.person_id = person.id AND person.name <> account.name`,
  )
  // What somebody has left is not newer than when they were last seen.
  db.run(
    `UPDATE person SET kept = 0 WHERE kept = 1 AND seen_at < (SELECT forgotten_before FROM server)
       AND NOT EXISTS (SELECT 1 FROM account WHERE account.person_id = person.id)
       AND NOT EXISTS (SELECT 1 FROM room WHERE low_id = person.id)
       AND NOT EXISTS (SELECT 1 FROM room WHERE high_id = person.id)`,
  )
  db.run(`DELETE FROM person WHERE kept = 0 AND (seen_at < ? OR NOT ${canComeBack('person.id')})`, guestsSeenBefore)
  for (const belonging of ['member', 'invitation', 'mention']) {
    db.run(`DELETE FROM ${belonging} WHERE NOT ${canComeBack(`${belonging}.person_id`)}`)
  }
  db.run(`UPDATE person SET lobby_role = NULL WHERE lobby_role IS NOT NULL AND NOT ${canComeBack('person.id')}`)
  closeEmptyRooms(db, now)
  endOverdue(db, { now, guestsSeenBefore })
}

function closeEmptyRooms(db: Database, now: number): void {
  db.run(
    `UPDATE room SET closed_at = ? WHERE lifetime = 'while-occupied' AND closed_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM member WHERE room_id = room.id)`,
    now,
  )
  db.run(`DELETE FROM room WHERE closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry WHERE room_id = room.id)`)
}

function endOverdue(db: Database, { now, guestsSeenBefore }: Tidying): void {
  db.run('DELETE FROM invitation WHERE until <= ?', now)
  db.run('DELETE FROM ban WHERE until <= ?', now)
  db.run('DELETE FROM link WHERE until <= ?', now)
  db.run(
    `DELETE FROM ban WHERE room_id <> 0 AND NOT EXISTS
       (SELECT 1 FROM room WHERE room.id = room_id AND closed_at IS NULL)`,
  )
  db.run('DELETE FROM link WHERE room_id IN (SELECT id FROM room WHERE closed_at IS NOT NULL)')
  db.run('DELETE FROM left_marker WHERE left_at < ?', guestsSeenBefore)
}
