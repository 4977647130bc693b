// The machinery behind the table of requests: keys are read, the command is given, its end becomes an object for the sender.

import type { Chat, Session } from '@hubbub/core'
import { type ErrorCode, type Refusal, refusalOf, Status } from '@hubbub/protocol'

import { isPersonSize, isRoomSize } from './names.ts'
import type { Told } from './outbound.ts'

/** Whose requests these are, and the people they can name. */
export interface Asker {
  readonly session: Session
  readonly people: Chat['people']
}

/** What comes of a request: an object for the sender, the end of the connection, both, or neither. */
export interface Outcome {
  readonly told?: Told
  readonly closes?: true
}

/** A request whose keys are all there and make sense. */
export interface Asked {
  /** No further request may be read before this one has its outcome. */
  readonly alone: boolean
  /** Nothing is read after this one. */
  readonly last: boolean
  /** Gives the command at once. Never rejects. */
  ask(asker: Asker): Promise<Outcome>
}

export interface Row<Keys, Done> {
  readonly keys: { readonly [Key in keyof Keys]: Take<Keys[Key]> }
  readonly does: (asker: Asker, keys: Keys) => Promise<Done>
  /** What the sender gets on success; left out for nothing. */
  readonly answers?: (keys: Keys, done: Done) => Told
  /** What a failure is about, where it is about a name. */
  readonly about?: (keys: Keys, refusal: Refusal) => string
  readonly alone?: (keys: Keys) => boolean
  readonly closes?: true
}

/** Reads the keys of a request of one type; undefined when one is missing or has a bad value. */
export type Reader = (operation: string, object: Readonly<Record<string, unknown>>) => Asked | undefined

export function row<Keys extends object, Done = unknown>(declared: Row<Keys, Done>): Reader {
  return (operation, object) => {
    const keys = takeKeys(declared.keys, object)
    if (keys === undefined) return undefined
    return {
      alone: declared.alone?.(keys) ?? false,
      last: declared.closes ?? false,
      ask: async (asker) => ({
        ...(await outcomeOf(declared, { operation, keys, asker })),
        ...(declared.closes && { closes: true }),
      }),
    }
  }
}

// ── The values of keys ───────────────────────────────────────────────────────────────────────────────────────────────

/** Reads a value, or says `undefined` when it is none of the kind. */
type Take<Value> = (value: unknown) => Value | undefined

export const text: Take<string> = (value) => (typeof value === 'string' ? value : undefined)

export const texts: Take<readonly string[]> = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined

export const newPerson: Take<string> = (value) => (typeof value === 'string' && isPersonSize(value) ? value : undefined)

export const newRoom: Take<string> = (value) => (typeof value === 'string' && isRoomSize(value) ? value : undefined)

export const status: Take<Status> = (value) => Status.options.find((option) => option === value)

function takeKeys<Keys>(takes: Row<Keys, never>['keys'], object: Readonly<Record<string, unknown>>): Keys | undefined {
  const keys: Partial<Keys> = {}
  for (const key in takes) {
    const value = Object.hasOwn(object, key) ? takes[key](object[key]) : undefined
    if (value === undefined) return undefined
    keys[key] = value
  }
  return keys as Keys
}

// ── What comes of it ─────────────────────────────────────────────────────────────────────────────────────────────────

export function success(operation: string, extra: string): Told {
  return { type: 'RESPONSE', operation, result: 'SUCCESS', extra }
}

/** The refusal of what cannot be understood; it has no `extra`, and the connection ends with it. */
export function invalid(result: 'INVALID' | 'NOT_IDENTIFIED'): Outcome {
  return { told: { type: 'RESPONSE', operation: 'INVALID', result }, closes: true }
}

async function outcomeOf<Keys, Done>(
  row: Row<Keys, Done>,
  given: { operation: string; keys: Keys; asker: Asker },
): Promise<Outcome> {
  const { operation, keys, asker } = given
  try {
    const done = await row.does(asker, keys)
    return row.answers === undefined ? {} : { told: row.answers(keys, done) }
  } catch (cause) {
    const refusal = refusalOf(cause)
    return failed(operation, refusal, row.about?.(keys, refusal))
  }
}

function failed(operation: string, refusal: Refusal, about: string | undefined): Outcome {
  const result = results[refusal.code]
  if (result === 'INVALID' || result === 'NOT_IDENTIFIED') return invalid(result)
  return { told: { type: 'RESPONSE', operation, result, extra: about ?? refusal.message } }
}

/**
 * Each refusal in this wire's words. The course knows the first ones; the others are told in the same manner, and what none of
 * its requests can bring about is as invalid as it gets.
 */
const results = {
  'name-taken': 'USER_ALREADY_EXISTS',
  'name-reserved': 'USER_ALREADY_EXISTS',
  'no-such-person': 'NO_SUCH_USER',
  'room-exists': 'ROOM_ALREADY_EXISTS',
  'no-such-room': 'NO_SUCH_ROOM',
  'not-invited': 'NOT_INVITED',
  'not-joined': 'NOT_JOINED',
  'not-identified': 'NOT_IDENTIFIED',
  'bad-input': 'INVALID',
  'unknown-command': 'INVALID',
  'already-identified': 'INVALID',
  'name-invalid': 'INVALID',
  'name-confusing': 'INVALID',
  'no-such-message': 'INVALID',
  'no-such-account': 'INVALID',
  'no-such-file': 'INVALID',
  'file-too-large': 'INVALID',
  'picture-too-large': 'INVALID',
  'storage-full': 'TOO_MANY',
  'link-expired': 'INVALID',
  'wrong-epoch': 'INVALID',
  'resume-unknown': 'INVALID',
  'already-joined': 'INVALID',
  'wrong-password': 'INVALID',
  'weak-password': 'INVALID',
  'already-signed-in': 'INVALID',
  'not-signed-in': 'INVALID',
  'registration-closed': 'INVALID',
  'account-exists': 'INVALID',
  'banned': 'BANNED',
  'wrong-key': 'WRONG_KEY',
  'room-full': 'ROOM_FULL',
  'account-required': 'ACCOUNT_REQUIRED',
  'cannot-speak': 'CANNOT_SPEAK',
  'accounts-only': 'ACCOUNTS_ONLY',
  'not-allowed': 'NOT_ALLOWED',
  'not-moderator': 'NOT_MODERATOR',
  'not-operator': 'NOT_OPERATOR',
  'too-many-attempts': 'TOO_MANY_ATTEMPTS',
  'too-long': 'TOO_LONG',
  'too-many': 'TOO_MANY',
  'busy': 'BUSY',
  'unavailable': 'UNAVAILABLE',
  'closing': 'CLOSING',
  'internal': 'INTERNAL',
} as const satisfies Record<ErrorCode, string>
