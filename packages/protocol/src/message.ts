// What is done with messages and told of them: send, history, read.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { Body, ClientId, Limit, Message, PersonRef, RoomRef, Seq, Time } from './schema.ts'

const hello = { room: 'lobby', seq: 42, at: 1_790_000_000_000, author: { id: 7, name: 'alice' }, body: 'hello' }

export const messageCommands = {
  'message.send': command({
    summary:
      'Say something in a room, or directly to a person. The reply comes after it is stored; a repeated `clientId` gets the first reply again.',
    who: 'identified',
    input: z
      .object({ room: z.optional(RoomRef), to: z.optional(PersonRef), body: Body, clientId: z.optional(ClientId) })
      .check(z.refine((input) => (input.room === undefined) !== (input.to === undefined), 'bad-input')),
    reply: z.object({ room: z.string(), seq: Seq, at: Time }),
    errors: ['no-such-room', 'no-such-person', 'not-joined', 'too-long', 'busy', 'unavailable'],
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
      'Read a room’s entries in order: after a seq, or before one (without either, the newest). `more` tells that there are others that way.',
    who: 'member',
    input: z
      .object({ room: RoomRef, before: z.optional(Seq), after: z.optional(Seq), limit: z._default(Limit, 50) })
      .check(z.refine((input) => input.before === undefined || input.after === undefined, 'bad-input')),
    reply: z.object({ entries: z.array(Message), more: z.boolean() }),
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
    summary: 'Say how far you have read. A read marker only moves forward.',
    who: 'member',
    input: z.object({ room: RoomRef, seq: Seq }),
    reply: z.object({ seq: Seq }),
    errors: ['no-such-room', 'not-joined', 'unavailable'],
    example: { input: { room: 'lobby', seq: 42 }, reply: { seq: 42 } },
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
    payload: z.object({ room: z.string(), seq: Seq }),
    example: { room: 'lobby', seq: 42 },
  }),
}
