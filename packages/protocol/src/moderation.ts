// What moderators do with rooms and what is told of it: settings, roles, kicks, bans, knocks, names, notes.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import {
  Author,
  Ban,
  BanList,
  Mask,
  MetadataKey,
  MetadataValue,
  Person,
  PersonRef,
  Reason,
  Role,
  Room,
  RoomName,
  RoomRef,
  RoomSettings,
} from './schema.ts'

const dev = { slug: 'dev-talk', name: 'Dev Talk', kind: 'public', topic: '', seq: 0 } as const
const author = { id: 7, name: 'alice' }
const ban = { mask: 'bob!*@*', list: 'ban', by: 'alice', at: 1_790_000_000_000 } as const
const bob = { id: 8, name: 'bob', status: 'ACTIVE' } as const

const NullableSettings = z.object({
  moderated: z.nullable(z.boolean()),
  accountsJoin: z.nullable(z.boolean()),
  accountsSpeak: z.nullable(z.boolean()),
  topicLocked: z.nullable(z.boolean()),
  secret: z.nullable(z.boolean()),
  open: z.nullable(z.boolean()),
  noCtcp: z.nullable(z.boolean()),
  membersInvite: z.nullable(z.boolean()),
  key: z.nullable(z.string().check(z.minLength(1), z.maxLength(limits.room_key_chars_max), z.regex(/^[^\s,]+$/u))),
  limit: z.nullable(z.int().check(z.positive(), z.maximum(limits.room_members_max))),
})

export const moderationCommands = {
  'room.settings': command({
    summary:
      'Change how a room is kept; null takes a setting away. `kind` opens a room, or closes it to the uninvited.',
    who: 'moderator',
    input: z.object({
      room: RoomRef,
      kind: z.optional(z.enum(['public', 'invite-only'])),
      set: z._default(z.partial(NullableSettings), {}),
    }),
    reply: z.object({ settings: RoomSettings, kind: z.string() }),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'not-allowed', 'bad-input', 'unavailable'],
    example: {
      input: { room: 'dev-talk', set: { moderated: true } },
      reply: { settings: { moderated: true }, kind: 'public' },
    },
  }),
  'room.role': command({
    summary:
      'Say what a member may do. Moderators make moderators, voices and members; an owner alone makes and unmakes owners.',
    who: 'moderator',
    input: z.object({ room: RoomRef, person: PersonRef, role: Role }),
    reply: z.object({ person: Person, role: Role, was: Role }),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'not-allowed', 'no-such-person', 'unavailable'],
    slash: [
      {
        word: 'role',
        takes: [
          { field: 'person', as: 'word' },
          { field: 'role', as: 'word' },
        ],
        here: true,
        says: 'make somebody owner, moderator, voice or member',
      },
    ],
    example: {
      input: { room: 'dev-talk', person: 'bob', role: 'voice' },
      reply: { person: bob, role: 'voice', was: 'member' },
    },
  }),
  'room.kick': command({
    summary: 'Send somebody out of a room. They may come back, unless they are banned.',
    who: 'moderator',
    input: z.object({ room: RoomRef, person: PersonRef, reason: z.optional(Reason) }),
    reply: z.object({}),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'not-allowed', 'no-such-person', 'unavailable'],
    slash: [
      {
        word: 'kick',
        takes: [
          { field: 'person', as: 'word' },
          { field: 'reason', as: 'rest', optional: true },
        ],
        here: true,
        says: 'send somebody out of this room',
      },
    ],
    example: { input: { room: 'dev-talk', person: 'bob', reason: 'spam' }, reply: {} },
  }),
  'room.ban': command({
    summary:
      'Put a mask on one of a room’s lists: who may not come in, who may nevertheless, who needs no invitation, who may not speak. It ends after `minutes`.',
    who: 'moderator',
    input: z.object({
      room: RoomRef,
      mask: Mask,
      list: z._default(BanList, 'ban'),
      minutes: z.optional(z.int().check(z.positive(), z.maximum(limits.ban_minutes_max))),
      reason: z.optional(Reason),
    }),
    reply: z.object({ ban: Ban, added: z.boolean() }),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'not-allowed', 'too-many', 'bad-input', 'unavailable'],
    slash: [
      {
        word: 'ban',
        takes: [
          { field: 'mask', as: 'word' },
          { field: 'reason', as: 'rest', optional: true },
        ],
        here: true,
        says: 'keep somebody out of this room',
      },
      {
        word: 'mute',
        takes: [{ field: 'mask', as: 'word' }],
        here: true,
        fixed: { list: 'mute' },
        says: 'let somebody read and not speak here',
      },
    ],
    example: { input: { room: 'dev-talk', mask: ban.mask }, reply: { ban, added: true } },
  }),
  'room.unban': command({
    summary: 'Take a mask off one of a room’s lists.',
    who: 'moderator',
    input: z.object({ room: RoomRef, mask: Mask, list: z._default(BanList, 'ban') }),
    reply: z.object({ removed: z.boolean(), mask: z.string() }),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'unavailable'],
    slash: [
      { word: 'unban', takes: [{ field: 'mask', as: 'word' }], here: true, says: 'let somebody into this room again' },
      {
        word: 'unmute',
        takes: [{ field: 'mask', as: 'word' }],
        here: true,
        fixed: { list: 'mute' },
        says: 'let somebody speak here again',
      },
    ],
    example: { input: { room: 'dev-talk', mask: ban.mask }, reply: { removed: true, mask: ban.mask } },
  }),
  'room.bans': command({
    summary: 'Ask for one of a room’s lists: bans and mutes as a member, exceptions as a moderator.',
    who: 'member',
    input: z.object({ room: RoomRef, list: z._default(BanList, 'ban') }),
    reply: z.object({ bans: z.array(Ban) }),
    errors: ['no-such-room', 'not-joined', 'not-moderator'],
    slash: [{ word: 'bans', takes: [], here: true, says: 'see who is kept out of this room' }],
    example: { input: { room: 'dev-talk' }, reply: { bans: [ban] } },
  }),
  'room.knock': command({
    summary: 'Ask the moderators of a room for invited people to be let in.',
    who: 'identified',
    input: z.object({ room: RoomRef, reason: z.optional(Reason) }),
    reply: z.object({ room: z.string() }),
    errors: ['no-such-room', 'already-joined', 'not-allowed', 'banned', 'busy', 'unavailable'],
    slash: [
      {
        word: 'knock',
        takes: [
          { field: 'room', as: 'word' },
          { field: 'reason', as: 'rest', optional: true },
        ],
        says: 'ask to be let into a room',
      },
    ],
    example: { input: { room: 'dev-talk' }, reply: { room: 'dev-talk' } },
  }),
  'room.rename': command({
    summary: 'Give a room another name. Its slug stays, and with it every link.',
    who: 'moderator',
    input: z.object({ room: RoomRef, name: RoomName, reason: z.optional(Reason) }),
    reply: z.object({ room: Room }),
    errors: [
      'no-such-room',
      'not-joined',
      'not-moderator',
      'not-allowed',
      'room-exists',
      'name-invalid',
      'unavailable',
    ],
    slash: [
      { word: 'rename', takes: [{ field: 'name', as: 'rest' }], here: true, says: 'give this room another name' },
    ],
    example: { input: { room: 'dev-talk', name: 'Dev' }, reply: { room: { ...dev, name: 'Dev' } } },
  }),
  'room.metadata': command({
    summary: 'Read what is noted about a room, by key, or as a moderator set it. Null takes a key away.',
    who: 'identified',
    input: z.object({ room: RoomRef, set: z.optional(z.record(MetadataKey, z.nullable(MetadataValue))) }),
    reply: z.object({ values: z.record(z.string(), z.string()) }),
    errors: ['no-such-room', 'not-moderator', 'too-many', 'too-long', 'bad-input', 'unavailable'],
    example: { input: { room: 'dev-talk' }, reply: { values: { url: 'https://example.org' } } },
  }),
}

export const moderationEvents = {
  'room.settings': event({
    summary: 'A room is kept differently now: all its settings, and which of them changed.',
    hears: 'room',
    payload: z.object({
      room: z.string(),
      kind: z.enum(['lobby', 'public', 'invite-only', 'direct']),
      settings: RoomSettings,
      changed: z.array(z.string()),
      by: Author,
    }),
    example: { room: 'dev-talk', kind: 'public', settings: { moderated: true }, changed: ['moderated'], by: author },
  }),
  'room.role': event({
    summary: 'Somebody may do more, or less, in a room now.',
    hears: 'room',
    payload: z.object({ room: z.string(), person: Person, role: Role, was: Role, by: Author }),
    example: { room: 'dev-talk', person: bob, role: 'voice', was: 'member', by: author },
  }),
  'room.kicked': event({
    summary: 'Somebody was sent out of a room.',
    hears: 'room',
    payload: z.object({ room: z.string(), person: Person, by: Author, reason: z.optional(z.string()) }),
    example: { room: 'dev-talk', person: bob, by: author, reason: 'spam' },
  }),
  'room.banned': event({
    summary: 'A mask is on one of a room’s lists now.',
    hears: 'room',
    payload: z.object({ room: z.string(), ban: Ban, by: Author }),
    example: { room: 'dev-talk', ban, by: author },
  }),
  'room.unbanned': event({
    summary: 'A mask is not on one of a room’s lists any more.',
    hears: 'room',
    payload: z.object({ room: z.string(), mask: z.string(), list: BanList, by: Author }),
    example: { room: 'dev-talk', mask: ban.mask, list: 'ban', by: author },
  }),
  'room.knocked': event({
    summary: 'Somebody asks to be let into a room.',
    hears: 'moderators',
    payload: z.object({ room: z.string(), person: Person, reason: z.optional(z.string()) }),
    example: { room: 'dev-talk', person: bob },
  }),
  'room.someone-invited': event({
    summary: 'A moderator has invited somebody to the room.',
    hears: 'moderators',
    payload: z.object({ room: z.string(), person: Person, by: Author }),
    example: { room: 'dev-talk', person: bob, by: author },
  }),
  'room.renamed': event({
    summary: 'A room has another name now.',
    hears: 'room',
    payload: z.object({ room: Room, was: z.string(), by: Author, reason: z.optional(z.string()) }),
    example: { room: { ...dev, name: 'Dev' }, was: 'Dev Talk', by: author },
  }),
  'room.metadata': event({
    summary: 'Something else is noted about a room now; null when nothing is.',
    hears: 'room',
    payload: z.object({ room: z.string(), key: z.string(), value: z.nullable(z.string()), by: Author }),
    example: { room: 'dev-talk', key: 'url', value: 'https://example.org', by: author },
  }),
}
