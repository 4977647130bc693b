// What is noted about people and rooms, by key.

import type { Noted, Subject } from '@hubbub/core'

import type { Input } from './input.ts'
import type { Writing } from './recent.ts'
import { Refused } from './refused.ts'
import type { Database } from './sqlite/database.ts'

/** Each kind of subject has its notes in a table of its own, so that they go with it. */
interface Place {
  readonly table: 'person' | 'room'
  readonly id: number
}

function placeOf(of: Subject): Place {
  return 'person' in of ? { table: 'person', id: of.person } : { table: 'room', id: of.room }
}

const notFound = { person: 'no-such-person', room: 'no-such-room' } as const

export function metadata(db: Database, of: Subject): Readonly<Record<string, string>> {
  const { table, id } = placeOf(of)
  const rows = db.all<{ key: string; value: string }>(
    `SELECT key, value FROM ${table}_note WHERE subject_id = ? ORDER BY key`,
    id,
  )
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}

export function metadataOf(
  db: Database,
  { people, keys }: { people: readonly number[]; keys: readonly string[] },
): readonly Noted[] {
  return db.all<Noted>(
    `SELECT subject_id AS person, key, value FROM person_note
       WHERE subject_id IN (SELECT value FROM json_each(?)) AND key IN (SELECT value FROM json_each(?))
       ORDER BY person, key`,
    JSON.stringify(people),
    JSON.stringify(keys),
  )
}

export function setMetadata({ db }: Writing, { of, key, value }: Input<'setMetadata'>): 'set' | 'too-many' {
  const { table, id } = placeOf(of)
  if (db.one(`SELECT 1 FROM ${table} WHERE id = ?`, id) === undefined) throw new Refused(notFound[table])
  if (value === null) {
    db.run(`DELETE FROM ${table}_note WHERE subject_id = ? AND key = ?`, id, key)
    return 'set'
  }
  const others = `SELECT count(*) AS count FROM ${table}_note WHERE subject_id = ? AND key <> ?`
  const { count } = db.one<{ count: number }>(others, id, key) ?? { count: 0 }
  if (count >= db.limits.metadata_keys_per_subject_max) return 'too-many'
  db.run(`INSERT OR REPLACE INTO ${table}_note (subject_id, key, value) VALUES (?, ?, ?)`, id, key, value)
  return 'set'
}
