// What the operators of a server do, and what is told of the server: operate, claim, announce, ban, look, erase, forget, audit, rehash, stats.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import { Author, Ban, Mask, Message, PersonRef, Reason, RoomKind, RoomRef, Seq, Time } from './schema.ts'

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
  'server.claim': command({
    summary:
      'Become an operator of this server for good, with the claim that it printed when it first started. It works once, for an account.',
    who: 'identified',
    input: z.object({ claim: z.string().check(z.maxLength(64)) }),
    reply: z.object({}),
    errors: ['account-required', 'link-expired', 'too-many-attempts', 'unavailable'],
    example: { input: { claim: '3f9c2b7a41d08e65f1a2b3c4d5e6f708' }, reply: {} },
  }),
  'server.grant': command({
    summary: 'Make an account an operator of this server for good, or (`on` false) no more.',
    who: 'operator',
    input: z.object({ account: PersonRef, on: z._default(z.boolean(), true) }),
    reply: z.object({}),
    errors: ['no-such-account', 'unavailable'],
    example: { input: { account: 'bob' }, reply: {} },
  }),
  'server.accounts': command({
    summary: 'Ask which people there are that can be looked up: accounts and guests, by the beginning of their names.',
    who: 'operator',
    input: z.object({
      text: z._default(z.string().check(z.maxLength(limits.search_text_chars_max)), ''),
      limit: z._default(z.int().check(z.positive(), z.maximum(limits.messages_page_entries_max)), 50),
    }),
    reply: z.object({
      people: z.array(
        z.object({
          id: z.int(),
          name: z.string(),
          account: z.optional(z.string()),
          operator: z.optional(z.literal(true)),
          seenAt: z.optional(Time),
          messages: z.int(),
        }),
      ),
    }),
    errors: ['unavailable'],
    example: {
      input: { text: 'al' },
      reply: { people: [{ id: 7, name: 'alice', account: 'alice', seenAt: 1_790_000_000_000, messages: 12 }] },
    },
  }),
  'server.messages': command({
    summary:
      'Look at everything that is stored, newest first: by one person (their id), in one room, with words in it. `before` is the `next` of the page before. That somebody looked is written down.',
    who: 'operator',
    input: z.object({
      person: z.optional(z.int()),
      room: z.optional(RoomRef),
      text: z.optional(z.string().check(z.maxLength(limits.search_text_chars_max))),
      before: z.optional(z.string().check(z.maxLength(64))),
      limit: z._default(z.int().check(z.positive(), z.maximum(limits.messages_page_entries_max)), 50),
    }),
    reply: z.object({
      entries: z.array(Message),
      rooms: z.array(z.object({ slug: z.string(), name: z.string(), kind: RoomKind })),
      next: z.optional(z.string()),
    }),
    errors: ['no-such-room', 'bad-input', 'unavailable'],
    example: {
      input: { room: 'lobby' },
      reply: {
        entries: [{ room: 'lobby', seq: 42, at: 1_790_000_000_000, author, body: 'hello' }],
        rooms: [{ slug: 'lobby', name: 'Lobby', kind: 'lobby' }],
      },
    },
  }),
  'server.erase': command({
    summary:
      'Take back what anybody said in any room. With `roomId` only if that is the number of the room, which may have a new name.',
    who: 'operator',
    input: z.object({ room: RoomRef, roomId: z.optional(z.int()), seq: Seq, reason: z.optional(Reason) }),
    reply: z.object({}),
    errors: ['no-such-room', 'no-such-message', 'unavailable'],
    example: { input: { room: 'lobby', seq: 42, reason: 'spam' }, reply: {} },
  }),
  'server.forget': command({
    summary:
      'Forget a person with everything they ever said: their messages and files are erased, their account, rooms and credentials are gone, their devices are sent away. `confirm` repeats their name.',
    who: 'operator',
    input: z.object({ person: z.int(), confirm: z.string().check(z.maxLength(1_024)) }),
    reply: z.object({ messages: z.int() }),
    errors: ['no-such-person', 'bad-input', 'not-allowed', 'unavailable'],
    example: { input: { person: 8, confirm: 'bob' }, reply: { messages: 12 } },
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
