// Persons: made, come back, renamed.

import type { StoredPerson } from '@hubbub/core'

import type { Input } from '../input.ts'
import { LOBBY } from '../lobby.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'
import { comeBack, whyNotFree } from './name.ts'
import { addToken, personOfToken } from './token.ts'

export function createPerson(
  writing: Writing,
  person: Input<'createPerson'>,
): StoredPerson | 'name-taken' | 'name-reserved' {
  const { name, skeleton, tokenDigest, at } = person
  const why = whyNotFree(writing.db, { skeleton })
  if (why !== undefined) return why
  const id = insertPerson(writing, { name, skeleton, at })
  if (tokenDigest !== undefined) addToken(writing, { person: id, digest: tokenDigest, at })
  return { id, name }
}

/** Without a skeleton they are not here. */
export function insertPerson(
  { db, recent }: Writing,
  { name, skeleton, at }: { name: string; skeleton?: string; at: number },
): number {
  const { seq } = recent.head(LOBBY)
  const insert = `
    INSERT INTO person (name, chosen_name, skeleton, lobby_since, lobby_read, seen_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`
  return db.one<{ id: number }>(insert, name, name, skeleton ?? null, seq, seq, at)?.id ?? 0
}

export function resumePerson({ db }: Writing, { digest, at }: Input<'resumePerson'>): StoredPerson | undefined {
  const id = personOfToken(db, digest)
  const person = id === undefined ? undefined : findPerson(db, id)
  if (person === undefined) return undefined
  const { chosen, isHere, ...stored } = person
  return isHere ? stored : { ...stored, name: comeBack(db, { id: stored.id, chosen, at }) }
}

export function renamePerson(
  { db }: Writing,
  change: Input<'renamePerson'>,
): 'renamed' | 'name-taken' | 'name-reserved' {
  const { id, name, skeleton } = change
  const why = whyNotFree(db, { skeleton, person: id })
  if (why !== undefined) return why
  const renamed = db.run(
    'UPDATE person SET name = ?, chosen_name = ?, skeleton = ? WHERE id = ?',
    name,
    name,
    skeleton,
    id,
  )
  if (renamed === 0) throw new Refused('no-such-person')
  return 'renamed'
}

/** A person, with the name they asked for, and whether they are here. */
interface KnownPerson extends StoredPerson {
  readonly chosen: string
  readonly isHere: boolean
}

export function findPerson(db: Database, id: number): KnownPerson | undefined {
  const row = db.one<PersonRow & { chosen: string; skeleton: string | null }>(
    `SELECT ${personColumns}, person.chosen_name AS chosen, person.skeleton AS skeleton
     FROM ${personTables} WHERE person.id = ?`,
    id,
  )
  return row && { ...personOf(row), chosen: row.chosen, isHere: row.skeleton !== null }
}

export function storedPerson(db: Database, id: number): StoredPerson | undefined {
  const known = `SELECT ${personColumns} FROM ${personTables} WHERE person.id = ? AND person.forgotten_at IS NULL`
  const row = db.one<PersonRow>(known, id)
  return row && personOf(row)
}

export const personColumns =
  'person.id AS id, person.name AS name, account.name AS account, account.operator AS operator'
export const personTables = 'person LEFT JOIN account ON account.person_id = person.id'

export interface PersonRow {
  readonly id: number
  readonly name: string
  readonly account: string | null
  readonly operator: 0 | 1 | null
}

export function personOf({ id, name, account, operator }: PersonRow): StoredPerson {
  if (account === null) return { id, name }
  return operator === 1 ? { id, name, account, operator: true } : { id, name, account }
}

export function personExists(db: Database, id: number): boolean {
  return db.one('SELECT 1 FROM person WHERE id = ?', id) !== undefined
}
