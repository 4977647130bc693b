// Persons: made, come back, renamed; a name in use is unique by its skeleton.

import type { Store, StoredPerson } from '@hubbub/core'
import { limits } from '@hubbub/protocol/limits'
import { nameSkeleton } from '@hubbub/protocol/names'

import { numbered } from './numbered.ts'
import type { Writing } from './recent.ts'
import { Refused } from './refused.ts'
import { LOBBY } from './schema.ts'
import type { Database } from './sqlite/database.ts'

type Input<Name extends 'createPerson' | 'resumePerson' | 'renamePerson'> = Parameters<Store[Name]>[0]

const nameInUse = 'SELECT id FROM person WHERE skeleton = ?'

export function createPerson({ db, recent }: Writing, person: Input<'createPerson'>): StoredPerson | 'name-taken' {
  const { name, skeleton, tokenDigest = null, at } = person
  if (db.one(nameInUse, skeleton) !== undefined) return 'name-taken'
  const { seq } = recent.head(LOBBY)
  const created = db.one<{ id: number }>(
    `INSERT INTO person (name, chosen_name, skeleton, token_digest, lobby_since, lobby_read, seen_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    name,
    name,
    skeleton,
    tokenDigest,
    seq,
    seq,
    at,
  )
  return { id: created?.id ?? 0, name }
}

interface PersonRow extends StoredPerson {
  readonly chosen: string
  readonly skeleton: string | null
}

export function resumePerson({ db }: Writing, { digest, at }: Input<'resumePerson'>): StoredPerson | undefined {
  const row = 'SELECT id, name, chosen_name AS chosen, skeleton FROM person WHERE token_digest = ?'
  const person = db.one<PersonRow>(row, digest)
  if (person === undefined) return undefined
  const { id, chosen, skeleton } = person
  if (skeleton !== null) return { id, name: person.name }
  const as = { joint: '', charsMax: limits.person_name_chars_max }
  const name = numbered(chosen, as, (candidate) => db.one(nameInUse, nameSkeleton(candidate)) === undefined)
  db.run('UPDATE person SET name = ?, skeleton = ?, seen_at = ? WHERE id = ?', name, nameSkeleton(name), at, id)
  return { id, name }
}

export function renamePerson({ db }: Writing, change: Input<'renamePerson'>): 'renamed' | 'name-taken' {
  const { id, name, skeleton } = change
  const holder = db.one<{ id: number }>(nameInUse, skeleton)
  if (holder !== undefined && holder.id !== id) return 'name-taken'
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

export function personExists(db: Database, id: number): boolean {
  return db.one('SELECT 1 FROM person WHERE id = ?', id) !== undefined
}
