// What persons do with their accounts: register, sign in and out, change the password, name certificates.

import * as z from 'zod/mini'

import { command } from './define.ts'
import { AccountName, Password, Person, PersonRef, Time } from './schema.ts'

const fingerprint = 'b0d4…'

export const accountCommands = {
  'person.register': command({
    summary:
      'Make an account, and be signed in to it. Without `name` it has the name that you have now; before you have said who you are, the name is needed.',
    who: 'anyone',
    input: z.object({
      name: z.optional(AccountName),
      password: Password,
      email: z.optional(z.string().check(z.maxLength(254))),
    }),
    reply: z.object({ account: z.string() }),
    errors: [
      'account-exists',
      'name-taken',
      'name-invalid',
      'name-confusing',
      'weak-password',
      'already-signed-in',
      'registration-closed',
      'too-many-attempts',
      'unavailable',
    ],
    slash: [{ word: 'register', takes: [{ field: 'password', as: 'rest' }], says: 'keep your name, with a password' }],
    example: { input: { name: 'alice', password: 'correct horse' }, reply: { account: 'alice' } },
  }),
  'person.sign-in': command({
    summary:
      'Prove who you are, by a password, or without one by the certificate of this connection. Before you have said who you are, `person.identify` follows; after it, you are that account from now on.',
    who: 'anyone',
    input: z.object({ account: z.optional(PersonRef), password: z.optional(Password) }),
    reply: z.object({ account: z.string(), person: z.optional(Person) }),
    errors: ['wrong-password', 'too-many-attempts', 'banned', 'too-many', 'unavailable'],
    slash: [
      {
        word: 'login',
        aliases: ['signin'],
        takes: [
          { field: 'account', as: 'word' },
          { field: 'password', as: 'rest' },
        ],
        says: 'sign in to your account',
      },
    ],
    example: { input: { account: 'alice', password: 'correct horse' }, reply: { account: 'alice' } },
  }),
  'person.sign-in-scram': command({
    summary:
      'Prove who you are without sending the password (SCRAM-SHA-256, RFC 5802 and 7677): first with the client-first-message, then with the client-final-message. `account` is there once you are signed in.',
    who: 'anyone',
    input: z.object({ message: z.string().check(z.maxLength(2_048)) }),
    reply: z.object({ message: z.string(), account: z.optional(z.string()), person: z.optional(Person) }),
    errors: ['wrong-password', 'bad-input', 'too-many-attempts', 'banned', 'too-many', 'unavailable'],
    example: {
      input: { message: 'n,,n=alice,r=fyko+d2lbbFgONRv9qkxdawL' },
      reply: { message: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096' },
    },
  }),
  'person.sign-out': command({
    summary: 'Be a guest again on this connection. Its token is worth nothing any more.',
    who: 'identified',
    input: z.object({}),
    reply: z.object({ person: Person }),
    errors: ['not-signed-in', 'account-required', 'not-allowed', 'unavailable'],
    slash: [{ word: 'logout', aliases: ['signout'], takes: [], says: 'sign out' }],
    example: { input: {}, reply: { person: { id: 9, name: 'guest3', status: 'ACTIVE' } } },
  }),
  'person.password': command({
    summary: 'Change the password of your account.',
    who: 'identified',
    input: z.object({ old: Password, new: Password }),
    reply: z.object({}),
    errors: ['not-signed-in', 'wrong-password', 'weak-password', 'too-many-attempts', 'unavailable'],
    slash: [
      {
        word: 'password',
        takes: [
          { field: 'old', as: 'word' },
          { field: 'new', as: 'rest' },
        ],
        says: 'change your password',
      },
    ],
    example: { input: { old: 'correct horse', new: 'battery staple' }, reply: {} },
  }),
  'person.certificate': command({
    summary:
      'Name the TLS client certificates that prove who you are, by their SHA-256: add one (without `fingerprint` the one of this connection), remove one, or list them.',
    who: 'identified',
    input: z.object({
      act: z.enum(['add', 'remove', 'list']),
      fingerprint: z.optional(z.string().check(z.regex(/^[0-9a-fA-F:]{64,95}$/u))),
    }),
    reply: z.object({ fingerprints: z.array(z.string()) }),
    errors: ['not-signed-in', 'bad-input', 'too-many', 'unavailable'],
    example: { input: { act: 'list' }, reply: { fingerprints: [fingerprint] } },
  }),
  'person.account': command({
    summary: 'Ask about an account, your own without a name.',
    who: 'identified',
    input: z.object({ name: z.optional(PersonRef) }),
    reply: z.object({ account: z.string(), registeredAt: Time, seenAt: Time, here: z.boolean() }),
    errors: ['no-such-account', 'not-signed-in', 'unavailable'],
    example: {
      input: { name: 'alice' },
      reply: { account: 'alice', registeredAt: 1_790_000_000_000, seenAt: 1_790_000_000_000, here: true },
    },
  }),
}
