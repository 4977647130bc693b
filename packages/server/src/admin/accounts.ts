// What the operator does with accounts from the command line, in the folder of a server that may be running.

import { checkInput, limits, nameSkeleton, Refusal } from '@hubbub/protocol'
import { X509Certificate } from 'node:crypto'

import { openPasswords } from '../passwords.ts'
import { StartError } from '../start-error.ts'
import { type Beside, beside } from '../stores/sql/sqlite/beside.ts'

export interface Target {
  /** The folder of the server. */
  readonly data: string
  /** The name of the account. */
  readonly name: string
}

/** A PHC string, as a configuration takes it. */
export async function hashPassword(password: string): Promise<string> {
  return (await secretOf(password)).hash
}

interface NewUser extends Target {
  readonly password: string
  /** Whether it is an operator of the server from the start. */
  readonly operator: boolean
}

/** Makes an account under a name that nobody has. */
export async function addUser({ data, name, password, operator }: NewUser): Promise<void> {
  const input = explained(() => checkInput('person.register', { name, password }))
  if (input.name === undefined) throw new StartError('an account has a name')
  const account = { name: input.name, skeleton: nameSkeleton(input.name), secret: await secretOf(password) }
  const made = here(data, (store) => {
    const created = store.createAccount({ ...account, at: Date.now() })
    if (typeof created !== 'string' && operator) store.setOperator({ person: created.person, on: true })
    return created
  })
  if (made === 'account-exists') throw new StartError(`there is an account ${name} already`)
  if (made === 'name-taken') throw new StartError(`somebody is here as ${name}; when they have left, try again`)
}

/** Makes an account an operator of the server for good. A server that is running knows when they next sign in. */
export function grantOperator({ data, name }: Target): void {
  here(data, (store) => {
    const account = store.findAccount(nameSkeleton(name))
    if (account === undefined) throw new StartError(`there is no account ${name}`)
    store.setOperator({ person: account.person, on: true })
  })
}

/** Lets a TLS client certificate sign in to the account; returns its SHA-256. */
export function addCertificate({ data, name, pem }: Target & { readonly pem: string }): string {
  const fingerprint = fingerprintOf(pem)
  here(data, (store) => {
    const account = store.findAccount(nameSkeleton(name))
    if (account === undefined) throw new StartError(`there is no account ${name}`)
    const { person, certificates } = account
    if (certificates.length >= limits.certificates_per_account_max && !certificates.includes(fingerprint)) {
      throw new StartError(`${name} has ${certificates.length} certificates, and more it cannot have`)
    }
    const added = store.addCertificate({ person, fingerprint, at: Date.now() })
    if (added === 'taken') throw new StartError('that certificate signs in to another account')
  })
  return fingerprint
}

function fingerprintOf(pem: string): string {
  try {
    return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()
  } catch (cause) {
    throw new StartError('that file holds no certificate in PEM', { cause })
  }
}

function secretOf(password: string) {
  const length = [...password.trim()].length
  if (length < limits.password_chars_min) {
    throw new StartError(`a password has ${limits.password_chars_min} characters or more`)
  }
  return openPasswords({ hash: 'argon2id', secret: '' }).secretOf(password)
}

function here<Result>(data: string, work: (store: Beside) => Result): Result {
  return beside(data, { limits, now: Date.now() }, work)
}

function explained<Result>(check: () => Result): Result {
  try {
    return check()
  } catch (cause) {
    throw cause instanceof Refusal ? new StartError(cause.message, { cause }) : cause
  }
}
