// What a session can do and hear: hello, resume, ping, leave.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import { JoinedRoom, Person, Reason, Seq, Time } from './schema.ts'

const lobby = { slug: 'lobby', name: 'Lobby', kind: 'lobby', topic: '', seq: 41, read: 40 } as const
const alice = { id: 7, name: 'alice', status: 'ACTIVE' } as const

export const sessionCommands = {
  'session.hello': command({
    summary: 'Ask what this server is and which history it keeps. May be left out.',
    who: 'anyone',
    input: z.object({ client: z.optional(z.string().check(z.maxLength(200))) }),
    reply: z.object({
      server: z.string(),
      version: z.string(),
      epoch: z.string(),
      lobby: z.string(),
      file_bytes_max: z.int(),
      guests: z.boolean(),
      registration: z.boolean(),
    }),
    errors: [],
    example: {
      input: { client: 'hubbub-cli' },
      reply: {
        server: 'hubbub',
        version: '0.1.0',
        epoch: 'k3v9',
        lobby: 'lobby',
        file_bytes_max: 104_857_600,
        guests: true,
        registration: true,
      },
    },
  }),
  'session.resume': command({
    summary:
      'Come back as the person a token belongs to. With `rooms`, everything after each given seq follows as events, ended by `room.resumed`, then live. With a `rev`, changes to older entries after that come before, as `message.changed`. A room in which more than `most` entries were missed goes on from now instead, and its `room.resumed` says `skipped`.',
    who: 'anyone',
    input: z.object({
      token: z.string().check(z.minLength(1), z.maxLength(200)),
      epoch: z.optional(z.string().check(z.maxLength(64))),
      rooms: z.optional(
        z
          .array(z.object({ room: z.string().check(z.maxLength(200)), seq: Seq, rev: z.optional(z.int()) }))
          .check(z.maxLength(limits.resume_rooms_max)),
      ),
      most: z.optional(z.int().check(z.nonnegative())),
    }),
    reply: z.object({ person: Person, epoch: z.string(), rooms: z.array(JoinedRoom) }),
    errors: ['resume-unknown', 'wrong-epoch', 'already-identified', 'banned', 'too-many', 'unavailable'],
    example: {
      input: { token: 'qX0…', epoch: 'k3v9', rooms: [{ room: 'lobby', seq: 38 }] },
      reply: { person: alice, epoch: 'k3v9', rooms: [lobby] },
    },
  }),
  'session.ping': command({
    summary: 'Ask for a sign of life.',
    who: 'anyone',
    input: z.object({}),
    reply: z.object({ at: Time }),
    errors: [],
    example: { input: {}, reply: { at: 1_790_000_000_000 } },
  }),
  'session.leave': command({
    summary: 'Leave for now. The connection is closed after the reply; a guest’s name is free at once.',
    who: 'anyone',
    input: z.object({ reason: z.optional(Reason) }),
    reply: z.object({}),
    errors: [],
    slash: [
      {
        word: 'quit',
        aliases: ['exit', 'bye'],
        takes: [{ field: 'reason', as: 'rest', optional: true }],
        says: 'leave',
      },
    ],
    example: { input: {}, reply: {} },
  }),
}

export const sessionEvents = {
  'session.closing': event({
    summary:
      'The server is about to close this connection, and why; `lagging` asks the client to come back and resume.',
    hears: 'person',
    payload: z.object({
      reason: z.enum(['shutdown', 'lagging', 'flood', 'replaced', 'removed', 'banned']),
      says: z.string(),
    }),
    example: { reason: 'shutdown', says: 'The server is stopping.' },
  }),
}
