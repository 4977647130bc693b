// What is done with messages and told of them: send, edit, erase, react, history, search, read, typing.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import {
  Author,
  Body,
  ClientId,
  Happening,
  Kind,
  Limit,
  Message,
  PersonRef,
  Reaction,
  Reason,
  Room,
  RoomRef,
  Seq,
  Tags,
  Time,
} from './schema.ts'

const hello = { room: 'lobby', seq: 42, at: 1_790_000_000_000, author: { id: 7, name: 'alice' }, body: 'hello' }
const author = hello.author
const bob = { id: 8, name: 'bob' }
const Place = { room: z.optional(RoomRef), to: z.optional(PersonRef) }
const onePlace = <Input extends { room?: string | undefined; to?: string | undefined }>(input: Input): boolean =>
  (input.room === undefined) !== (input.to === undefined)
const Entry = { room: RoomRef, seq: Seq }
const changed = { room: z.string(), seq: Seq, rev: z.int() }

export const messageCommands = {
  'message.send': command({
    summary:
      'Say something in a room, or directly to a person. The reply comes after it is stored; a repeated `clientId` gets the first reply again.',
    who: 'identified',
    input: z
      .object({
        ...Place,
        body: Body,
        clientId: z.optional(ClientId),
        kind: z.optional(Kind),
        reply: z.optional(Seq),
        tags: z.optional(Tags),
        wraps: z.optional(z.array(z.int()).check(z.maxLength(limits.message_wraps_max))),
      })
      .check(z.refine(onePlace, 'bad-input')),
    reply: z.object({ room: z.string(), seq: Seq, at: Time }),
    errors: [
      'no-such-room',
      'no-such-person',
      'no-such-message',
      'not-joined',
      'cannot-speak',
      'account-required',
      'accounts-only',
      'too-long',
      'busy',
      'unavailable',
    ],
    pipelined: 'room',
    slash: [
      {
        word: 'msg',
        aliases: ['m', 'w', 'tell'],
        takes: [
          { field: 'to', as: 'word' },
          { field: 'body', as: 'rest' },
        ],
        says: 'say something to one person',
      },
      {
        word: 'me',
        takes: [{ field: 'body', as: 'rest' }],
        here: true,
        fixed: { kind: 'action' },
        says: 'say what you do',
      },
      {
        word: 'say',
        takes: [{ field: 'body', as: 'rest' }],
        here: true,
        says: 'say something, even if it begins with a slash',
      },
    ],
    example: {
      input: { room: 'lobby', body: 'hello', clientId: 'c1' },
      reply: { room: 'lobby', seq: 42, at: 1_790_000_000_000 },
    },
  }),
  'message.history': command({
    summary:
      'Read a room’s entries in order: after a seq or a time, before one, between two, or around one (without any, the newest). Bounds are exclusive. `from` says which end to take of what is between; `more` tells that there are others that way. With `events` topics and lasting signals are told as well, and count.',
    who: 'member',
    input: z.object({
      room: RoomRef,
      before: z.optional(Seq),
      after: z.optional(Seq),
      around: z.optional(Seq),
      beforeAt: z.optional(Time),
      afterAt: z.optional(Time),
      aroundAt: z.optional(Time),
      from: z.optional(z.enum(['oldest', 'newest'])),
      limit: z._default(Limit, 50),
      events: z.optional(z.boolean()),
    }),
    reply: z.object({ entries: z.array(Message), more: z.boolean(), events: z.optional(z.array(Happening)) }),
    errors: ['no-such-room', 'not-joined', 'unavailable'],
    slash: [
      {
        word: 'history',
        aliases: ['last'],
        takes: [{ field: 'limit', as: 'number', optional: true }],
        here: true,
        says: 'read what was said here',
      },
    ],
    example: { input: { room: 'lobby', after: 41, limit: 50 }, reply: { entries: [hello], more: false } },
  }),
  'message.read': command({
    summary:
      'Say how far you have read, by seq or by time, or ask (with neither). A read marker only moves forward, and is one for all your devices. `mentions` is how many entries after it mention you.',
    who: 'member',
    input: z.object({ room: RoomRef, seq: z.optional(Seq), at: z.optional(Time) }),
    reply: z.object({ seq: Seq, at: z.optional(Time), mentions: z.optional(z.int()) }),
    errors: ['no-such-room', 'not-joined', 'unavailable'],
    example: { input: { room: 'lobby', seq: 42 }, reply: { seq: 42, at: 1_790_000_000_000 } },
  }),
  'message.edit': command({
    summary: 'Say something you said in other words.',
    who: 'member',
    whose: 'own',
    input: z.object({ ...Entry, body: Body }),
    reply: z.object({ message: Message }),
    errors: [
      'no-such-room',
      'not-joined',
      'no-such-message',
      'not-allowed',
      'cannot-speak',
      'account-required',
      'accounts-only',
      'too-long',
      'unavailable',
    ],
    example: {
      input: { room: 'lobby', seq: 42, body: 'hello!' },
      reply: { message: { ...hello, body: 'hello!', rev: 1 } },
    },
  }),
  'message.erase': command({
    summary:
      'Take back something you said, or as a moderator something that anybody said. Its place in the order stays.',
    who: 'member',
    whose: 'own, or any as a moderator',
    input: z.object({ ...Entry, reason: z.optional(Reason) }),
    reply: z.object({ message: Message }),
    errors: ['no-such-room', 'not-joined', 'no-such-message', 'not-allowed', 'unavailable'],
    example: {
      input: { room: 'lobby', seq: 42 },
      reply: { message: { ...hello, body: '', erased: { by: author, at: 1_790_000_000_001 }, rev: 1 } },
    },
  }),
  'message.react': command({
    summary: 'React to something with an emoji or a few characters.',
    who: 'member',
    input: z.object({ ...Entry, text: Reaction }),
    reply: z.object({ message: Message }),
    errors: [
      'no-such-room',
      'not-joined',
      'no-such-message',
      'cannot-speak',
      'account-required',
      'accounts-only',
      'too-many',
      'unavailable',
    ],
    example: {
      input: { room: 'lobby', seq: 42, text: '👍' },
      reply: { message: { ...hello, reactions: [{ text: '👍', people: [bob] }], rev: 1 } },
    },
  }),
  'message.unreact': command({
    summary: 'Take a reaction back.',
    who: 'member',
    input: z.object({ ...Entry, text: Reaction }),
    reply: z.object({ message: Message }),
    errors: ['no-such-room', 'not-joined', 'no-such-message', 'unavailable'],
    example: { input: { room: 'lobby', seq: 42, text: '👍' }, reply: { message: { ...hello, rev: 2 } } },
  }),
  'message.typing': command({
    summary: 'Say that you are typing, have paused, or are done. Nobody keeps it.',
    who: 'identified',
    input: z.object({ ...Place, state: z.enum(['active', 'paused', 'done']) }).check(z.refine(onePlace, 'bad-input')),
    reply: z.object({}),
    errors: [
      'no-such-room',
      'no-such-person',
      'not-joined',
      'cannot-speak',
      'account-required',
      'accounts-only',
      'unavailable',
    ],
    example: { input: { room: 'lobby', state: 'active' }, reply: {} },
  }),
  'message.signal': command({
    summary:
      'Send annotations without words to whoever listens now, on wires that carry them. Nobody keeps them, unless they are `lasting`: then they stand in the history.',
    who: 'identified',
    input: z
      .object({
        ...Place,
        tags: Tags,
        least: z.optional(z.enum(['voice', 'moderator'])),
        lasting: z.optional(z.boolean()),
      })
      .check(z.refine(onePlace, 'bad-input')),
    reply: z.object({ id: z.string(), at: Time }),
    errors: [
      'no-such-room',
      'no-such-person',
      'not-joined',
      'cannot-speak',
      'account-required',
      'accounts-only',
      'too-long',
      'unavailable',
    ],
    example: {
      input: { room: 'lobby', tags: { 'example.org/wave': '1' } },
      reply: { id: 'x7k2', at: 1_790_000_000_000 },
    },
  }),
  'message.aside': command({
    summary:
      'Say something to those in a room who are at least voices, or moderators, and listen now. Nobody keeps it.',
    who: 'member',
    input: z.object({
      room: RoomRef,
      least: z.enum(['voice', 'moderator']),
      body: Body,
      kind: z.optional(Kind),
      tags: z.optional(Tags),
    }),
    reply: z.object({ id: z.string(), at: Time }),
    errors: ['no-such-room', 'not-joined', 'cannot-speak', 'account-required', 'too-long'],
    example: {
      input: { room: 'lobby', least: 'moderator', body: 'look' },
      reply: { id: 'x7k2', at: 1_790_000_000_000 },
    },
  }),
  'message.search': command({
    summary:
      'Find what was said, in the rooms that you are in, newest first: words, in one room, by one person, before or after a time, with a file.',
    who: 'identified',
    input: z.object({
      text: z.optional(z.string().check(z.maxLength(limits.search_text_chars_max))),
      room: z.optional(RoomRef),
      from: z.optional(PersonRef),
      beforeAt: z.optional(Time),
      afterAt: z.optional(Time),
      hasFile: z.optional(z.boolean()),
      limit: z._default(z.int().check(z.positive(), z.maximum(limits.search_entries_max)), 20),
    }),
    reply: z.object({ entries: z.array(Message), more: z.boolean() }),
    errors: ['no-such-room', 'not-joined', 'bad-input', 'unavailable'],
    slash: [{ word: 'search', aliases: ['find'], takes: [{ field: 'text', as: 'rest' }], says: 'find what was said' }],
    example: { input: { text: 'hello' }, reply: { entries: [hello], more: false } },
  }),
  'message.targets': command({
    summary: 'Ask in which of your rooms the newest entry is of between two times, and when it came; in that order.',
    who: 'identified',
    input: z.object({
      afterAt: z.optional(Time),
      beforeAt: z.optional(Time),
      limit: z._default(z.int().check(z.positive(), z.maximum(limits.history_targets_max)), 50),
    }),
    reply: z.object({ targets: z.array(z.object({ room: Room, at: Time })) }),
    errors: ['unavailable'],
    example: {
      input: {},
      reply: { targets: [{ room: { slug: 'lobby', name: 'Lobby', kind: 'lobby', topic: '', seq: 42 }, at: hello.at }] },
    },
  }),
}

export const messageEvents = {
  'message.posted': event({
    summary: 'Somebody said something. It is on disk.',
    hears: 'room',
    payload: Message,
    example: hello,
  }),
  'message.read': event({
    summary: 'You have read a room up to here, perhaps on another device.',
    hears: 'person',
    payload: z.object({ room: z.string(), seq: Seq, at: z.optional(Time), mentions: z.optional(z.int()) }),
    example: { room: 'lobby', seq: 42 },
  }),
  'message.edited': event({
    summary: 'Something is said in other words now.',
    hears: 'room',
    payload: z.object({ ...changed, body: z.string(), at: Time, author: Author }),
    example: { room: 'lobby', seq: 42, rev: 1, body: 'hello!', at: 1_790_000_000_001, author },
  }),
  'message.erased': event({
    summary: 'Something was taken back.',
    hears: 'room',
    payload: z.object({ ...changed, by: Author, at: Time, author: Author, reason: z.optional(z.string()) }),
    example: { room: 'lobby', seq: 42, rev: 1, by: author, at: 1_790_000_000_001, author },
  }),
  'message.reacted': event({
    summary: 'Somebody reacted to something, or (`on` false) took it back.',
    hears: 'room',
    payload: z.object({ ...changed, text: z.string(), on: z.boolean(), by: Author, author: Author, at: Time }),
    example: { room: 'lobby', seq: 42, rev: 1, text: '👍', on: true, by: bob, author, at: 1_790_000_000_001 },
  }),
  'message.changed': event({
    summary: 'What a message is now, for somebody who was away while it changed.',
    hears: 'person',
    payload: Message,
    example: { ...hello, body: 'hello!', editedAt: 1_790_000_000_001, rev: 1 },
  }),
  'message.typing': event({
    summary: 'Somebody is typing, has paused, or is done.',
    hears: 'room',
    payload: z.object({ room: z.string(), person: Author, state: z.enum(['active', 'paused', 'done']) }),
    example: { room: 'lobby', person: bob, state: 'active' },
  }),
  'message.signal': event({
    summary: 'Annotations without words. Nobody keeps them, unless they are `lasting`.',
    hears: 'room',
    payload: z.object({
      room: z.string(),
      author: Author,
      tags: z.record(z.string(), z.string()),
      least: z.optional(z.enum(['voice', 'moderator'])),
      lasting: z.optional(z.literal(true)),
      id: z.string(),
      at: Time,
    }),
    example: { room: 'lobby', author, tags: { 'example.org/wave': '1' }, id: 'x7k2', at: 1_790_000_000_000 },
  }),
  'message.aside': event({
    summary: 'Something said to the voices and moderators of a room, or to its moderators. Nobody keeps it.',
    hears: 'room',
    payload: z.object({
      room: z.string(),
      least: z.enum(['voice', 'moderator']),
      author: Author,
      body: z.string(),
      kind: z.optional(Kind),
      tags: z.optional(z.record(z.string(), z.string())),
      id: z.string(),
      at: Time,
    }),
    example: { room: 'lobby', least: 'moderator', author, body: 'look', id: 'x7k2', at: 1_790_000_000_000 },
  }),
}
