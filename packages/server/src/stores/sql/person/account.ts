// Accounts: persons who can prove who they are, by a password or by certificates.

import type { Secret, StoredAccount } from '@hubbub/core'

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'
import { whyNotFree } from './name.ts'
import { insertPerson, personExists } from './person.ts'

export function createAccount(
  writing: Writing,
  account: Input<'createAccount'>,
): StoredAccount | 'account-exists' | 'name-taken' {
  const { db, recent } = writing
  const { name, skeleton, person, secret, at } = account
  if (person !== undefined && !personExists(db, person)) throw new Refused('no-such-person')
  if (accountExists(db, { skeleton, person })) return 'account-exists'
  if (whyNotFree(db, { skeleton, person }) !== undefined) return 'name-taken'
  const id = person ?? insertPerson(writing, { name, at })
  db.run(
    'INSERT INTO account (person_id, name, skeleton, hash, scram, registered_at) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    name,
    skeleton,
    ...secretRow(secret),
    at,
  )
  recent.keep(id)
  return made(db, id)
}

function accountExists(db: Database, { skeleton, person = 0 }: { skeleton: string; person?: number | undefined }) {
  return db.one('SELECT 1 FROM account WHERE skeleton = ? OR person_id = ?', skeleton, person) !== undefined
}

function made(db: Database, person: number): StoredAccount {
  const account = findAccount(db, { person })
  if (account === undefined) throw new Error(`there is no account ${person} right after it was made`)
  return account
}

interface AccountRow extends Pick<StoredAccount, 'person' | 'name' | 'registeredAt' | 'seenAt'> {
  readonly operator: 0 | 1
  readonly hash: string | null
  readonly scram: string | null
}

const selectAccount = `
  SELECT account.person_id AS person, account.name AS name, hash, scram, registered_at AS registeredAt, seen_at AS seenAt,
    operator
  FROM account JOIN person ON person.id = account.person_id`

const ofCertificate = 'account.person_id = (SELECT person_id FROM certificate WHERE fingerprint = ?)'

export function findAccount(db: Database, by: Input<'findAccount'>): StoredAccount | undefined {
  if ('skeleton' in by) return accountOf(db, db.one(`${selectAccount} WHERE account.skeleton = ?`, by.skeleton))
  if ('person' in by) return accountOf(db, db.one(`${selectAccount} WHERE account.person_id = ?`, by.person))
  return accountOf(db, db.one(`${selectAccount} WHERE ${ofCertificate}`, by.certificate))
}

function accountOf(db: Database, row: AccountRow | undefined): StoredAccount | undefined {
  if (row === undefined) return undefined
  const { hash, scram, operator, ...account } = row
  const prints = 'SELECT fingerprint FROM certificate WHERE person_id = ? ORDER BY added_at, fingerprint'
  const certificates = db.all<{ fingerprint: string }>(prints, row.person).map(({ fingerprint }) => fingerprint)
  return {
    ...account,
    certificates,
    ...(hash === null ? {} : { secret: secretOf(hash, scram) }),
    ...(operator === 1 ? { operator: true } : {}),
  }
}

function secretOf(hash: string, scram: string | null): Secret {
  return scram === null ? { hash } : { hash, scram: JSON.parse(scram) }
}

function secretRow(secret: Secret | undefined): [hash: string | null, scram: string | null] {
  return [secret?.hash ?? null, secret?.scram === undefined ? null : JSON.stringify(secret.scram)]
}

export function setSecret({ db }: Writing, { person, secret }: Input<'setSecret'>): void {
  const set = db.run('UPDATE account SET hash = ?, scram = ? WHERE person_id = ?', ...secretRow(secret), person)
  if (set === 0) throw new Refused('no-such-account')
}

export function addCertificate({ db }: Writing, change: Input<'addCertificate'>): 'added' | 'taken' {
  const { person, fingerprint, at } = change
  const owner = db.one<{ id: number }>('SELECT person_id AS id FROM certificate WHERE fingerprint = ?', fingerprint)
  if (owner !== undefined) return owner.id === person ? 'added' : 'taken'
  if (findAccount(db, { person }) === undefined) throw new Refused('no-such-account')
  db.run('INSERT INTO certificate (fingerprint, person_id, added_at) VALUES (?, ?, ?)', fingerprint, person, at)
  return 'added'
}

export function removeCertificate({ db }: Writing, { person, fingerprint }: Input<'removeCertificate'>): void {
  db.run('DELETE FROM certificate WHERE fingerprint = ? AND person_id = ?', fingerprint, person)
}
