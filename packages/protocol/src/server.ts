// What the operators of a server do, and what is told of the server: operate, resign, announce, ban, audit, rehash, stats.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import { Author, Ban, Mask, Reason, Time } from './schema.ts'

const author = { id: 7, name: 'alice' }
const spam = { mask: '203.0.113.0/24', list: 'ban', by: 'alice', at: 1_790_000_000_000, reason: 'spam' } as const

export const serverCommands = {
  'server.operate': command({
    summary: 'Become an operator of this server, with the name and password of its configuration.',
    who: 'identified',
    input: z.object({ name: z.string().check(z.maxLength(200)), password: z.string().check(z.maxLength(600)) }),
    reply: z.object({}),
    errors: ['wrong-password', 'too-many-attempts'],
    slash: [
      {
        word: 'oper',
        takes: [
          { field: 'name', as: 'word' },
          { field: 'password', as: 'rest' },
        ],
        says: 'become an operator of this server',
      },
    ],
    example: { input: { name: 'admin', password: 'correct horse' }, reply: {} },
  }),
  'server.resign': command({
    summary: 'Be an operator no more.',
    who: 'operator',
    input: z.object({}),
    reply: z.object({}),
    errors: [],
    example: { input: {}, reply: {} },
  }),
  'server.announce': command({
    summary: 'Tell something to everybody here, or to the operators.',
    who: 'operator',
    input: z.object({
      body: z.string().check(z.minLength(1), z.maxLength(limits.reason_chars_max)),
      to: z._default(z.enum(['everyone', 'operators']), 'everyone'),
    }),
    reply: z.object({}),
    errors: ['too-long'],
    slash: [{ word: 'announce', takes: [{ field: 'body', as: 'rest' }], says: 'tell something to everybody here' }],
    example: { input: { body: 'Back in five minutes.' }, reply: {} },
  }),
  'server.ban': command({
    summary: 'Keep people off this server, by mask, by account or by address; who is here and matches is sent away.',
    who: 'operator',
    input: z.object({
      mask: Mask,
      reason: z.optional(Reason),
      minutes: z.optional(z.int().check(z.positive(), z.maximum(limits.ban_minutes_max))),
    }),
    reply: z.object({ ban: Ban, removed: z.int() }),
    errors: ['bad-input', 'too-many', 'unavailable'],
    example: { input: { mask: spam.mask, reason: 'spam' }, reply: { ban: spam, removed: 1 } },
  }),
  'server.unban': command({
    summary: 'Let people in again.',
    who: 'operator',
    input: z.object({ mask: Mask }),
    reply: z.object({ removed: z.boolean() }),
    errors: ['unavailable'],
    example: { input: { mask: spam.mask }, reply: { removed: true } },
  }),
  'server.bans': command({
    summary: 'Ask who is kept off this server.',
    who: 'operator',
    input: z.object({}),
    reply: z.object({ bans: z.array(Ban) }),
    errors: [],
    example: { input: {}, reply: { bans: [spam] } },
  }),
  'server.audit': command({
    summary: 'Read what moderators and operators did, newest first.',
    who: 'operator',
    input: z.object({
      before: z.optional(z.int()),
      limit: z._default(z.int().check(z.positive(), z.maximum(limits.audit_entries_max)), 50),
    }),
    reply: z.object({
      acts: z.array(
        z.object({
          id: z.int(),
          at: Time,
          by: Author,
          act: z.string(),
          room: z.optional(z.string()),
          subject: z.optional(z.string()),
          detail: z.optional(z.string()),
        }),
      ),
    }),
    errors: [],
    example: {
      input: {},
      reply: {
        acts: [{ id: 3, at: 1_790_000_000_000, by: author, act: 'room.kick', room: 'lobby', subject: 'bob' }],
      },
    },
  }),
  'server.rehash': command({
    summary: 'Read the configuration again. Nobody is dropped.',
    who: 'operator',
    input: z.object({}),
    reply: z.object({ file: z.string() }),
    errors: ['bad-input'],
    slash: [{ word: 'rehash', takes: [], says: 'read the configuration again' }],
    example: { input: {}, reply: { file: 'hubbub.toml' } },
  }),
  'server.stats': command({
    summary: 'Ask how many are here.',
    who: 'identified',
    input: z.object({}),
    reply: z.object({
      people: z.int(),
      invisible: z.int(),
      operators: z.int(),
      rooms: z.int(),
      most: z.int(),
      startedAt: Time,
    }),
    errors: [],
    example: {
      input: {},
      reply: { people: 12, invisible: 2, operators: 1, rooms: 4, most: 20, startedAt: 1_790_000_000_000 },
    },
  }),
}

export const serverEvents = {
  'server.announced': event({
    summary: 'An operator tells something to everybody, or to the operators.',
    hears: 'everyone',
    payload: z.object({ body: z.string(), by: Author, to: z.enum(['everyone', 'operators']) }),
    example: { body: 'Back in five minutes.', by: author, to: 'everyone' },
  }),
}
