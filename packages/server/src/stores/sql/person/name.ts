// Names of people: in use while somebody is here, reserved where an account has them; unique by what a reader sees.

import { limits } from '@hubbub/protocol/limits'
import { nameSkeleton } from '@hubbub/protocol/names'

import { numbered } from '../numbered.ts'
import type { Database } from '../sqlite/database.ts'

/** Why `person`, or a newcomer, cannot have a name; undefined when they can. */
export function whyNotFree(
  db: Database,
  { skeleton, person }: { skeleton: string; person?: number | undefined },
): 'name-taken' | 'name-reserved' | undefined {
  const user = db.one<{ id: number }>('SELECT id FROM person WHERE skeleton = ?', skeleton)
  if (user !== undefined && user.id !== person) return 'name-taken'
  const owner = db.one<{ id: number }>('SELECT person_id AS id FROM account WHERE skeleton = ?', skeleton)
  return owner !== undefined && owner.id !== person ? 'name-reserved' : undefined
}

/** Somebody is here again: under the name they chose, or with a number if they cannot have it now. */
export function comeBack(db: Database, { id, chosen, at }: { id: number; chosen: string; at: number }): string {
  const as = { joint: '', charsMax: limits.person_name_chars_max }
  const isFree = (name: string): boolean => whyNotFree(db, { skeleton: nameSkeleton(name), person: id }) === undefined
  const name = numbered(chosen, as, isFree)
  db.run('UPDATE person SET name = ?, skeleton = ?, seen_at = ? WHERE id = ?', name, nameSkeleton(name), at, id)
  return name
}

/** They are not here any more. An account takes its own name again. */
export function goAway(db: Database, { id, at }: { id: number; at: number }): void {
  db.run(
    `UPDATE person SET skeleton = NULL, seen_at = ?,
       name = coalesce((SELECT name FROM account WHERE person_id = person.id), name),
       chosen_name = coalesce((SELECT name FROM account WHERE person_id = person.id), chosen_name)
     WHERE id = ?`,
    at,
    id,
  )
}
