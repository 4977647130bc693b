// What brings a person back: secrets that are known here by their digests alone, one for each device.

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'

export function personOfToken(db: Database, digest: string): number | undefined {
  return db.one<{ id: number }>('SELECT person_id AS id FROM token WHERE digest = ?', digest)?.id
}

export function addToken({ db }: Writing, { person, digest, at }: Input<'addToken'>): void {
  if (db.one('SELECT 1 FROM person WHERE id = ?', person) === undefined) throw new Refused('no-such-person')
  db.run('INSERT OR REPLACE INTO token (digest, person_id, issued_at) VALUES (?, ?, ?)', digest, person, at)
  endOldTokens(db, person)
}

/** Of too many the oldest go. */
export function endOldTokens(db: Database, person: number): void {
  db.run(
    `DELETE FROM token WHERE person_id = ? AND id <
       (SELECT id FROM token WHERE person_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    person,
    person,
    db.limits.tokens_per_person_max - 1,
  )
}

export function endToken({ db }: Writing, { digest }: Input<'endToken'>): void {
  db.run('DELETE FROM token WHERE digest = ?', digest)
}
