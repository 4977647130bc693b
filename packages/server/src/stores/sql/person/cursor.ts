// How far each device of an account was sent each room, for devices that cannot say it themselves.

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'
import { personExists } from './person.ts'

export function cursors(db: Database, { person, device }: Input<'cursors'>): ReadonlyMap<number, number> {
  const saved = 'SELECT room_id AS room, seq FROM cursor WHERE person_id = ? AND device = ?'
  return new Map(db.all<{ room: number; seq: number }>(saved, person, device).map(({ room, seq }) => [room, seq]))
}

/** A cursor moves forward only. Of too many devices those go that have been away longest. */
export function saveCursors({ db }: Writing, { person, device, cursors, at }: Input<'saveCursors'>): void {
  if (!personExists(db, person)) throw new Refused('no-such-person')
  for (const [room, seq] of cursors) {
    db.run(
      `INSERT INTO cursor (person_id, device, room_id, seq, saved_at)
         SELECT ?, ?, id, ?, ? FROM room WHERE id = ? AND closed_at IS NULL
       ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq), saved_at = excluded.saved_at`,
      person,
      device,
      seq,
      at,
      room,
    )
  }
  db.run(
    `DELETE FROM cursor WHERE person_id = ? AND device IN
       (SELECT device FROM cursor WHERE person_id = ? GROUP BY device
        ORDER BY device = ?, max(saved_at), device LIMIT
          max(0, (SELECT count(DISTINCT device) FROM cursor WHERE person_id = ?) - ?))`,
    person,
    person,
    device,
    person,
    db.limits.devices_per_account_max,
  )
}
