// What is done with rooms and told of them: create, join, leave, invite, list, members, topic.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import {
  Author,
  JoinedRoom,
  ListedRoom,
  Member,
  MetadataKey,
  Person,
  PersonRef,
  Reason,
  Role,
  Room,
  RoomName,
  RoomRef,
  RoomSettings,
  Seq,
  Time,
  Topic,
} from './schema.ts'

const dev = { slug: 'dev-talk', name: 'Dev Talk', kind: 'public', topic: '', seq: 0 } as const
const joinedDev = { ...dev, read: 0 } as const
const alice = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const author = { id: 7, name: 'alice' }
const listedDev = { ...dev, joined: true, here: 3, createdAt: 1_790_000_000_000 } as const

export const roomCommands = {
  'room.create': command({
    summary:
      'Make a room and be its first member: its owner, if you have signed in, else a moderator. A room `while-occupied` closes when its last member leaves.',
    who: 'identified',
    input: z.object({
      name: RoomName,
      kind: z._default(z.enum(['public', 'invite-only']), 'public'),
      lifetime: z._default(z.enum(['kept', 'while-occupied']), 'kept'),
      settings: z.optional(RoomSettings),
    }),
    reply: z.object({ room: JoinedRoom }),
    errors: ['room-exists', 'name-invalid', 'too-many', 'unavailable'],
    slash: [
      {
        word: 'create',
        takes: [{ field: 'name', as: 'rest' }],
        fixed: { kind: 'public' },
        says: 'make a room that anybody may join',
      },
      {
        word: 'private',
        takes: [{ field: 'name', as: 'rest' }],
        fixed: { kind: 'invite-only' },
        says: 'make a room for invited people',
      },
    ],
    example: { input: { name: 'Dev Talk' }, reply: { room: joinedDev } },
  }),
  'room.join': command({
    summary: 'Enter a room. `backlog` asks for its last entries, as events, before live ones.',
    who: 'identified',
    input: z.object({
      room: RoomRef,
      key: z.optional(z.string().check(z.maxLength(limits.room_key_chars_max))),
      backlog: z.optional(z.int().check(z.nonnegative(), z.maximum(limits.backlog_entries_max))),
    }),
    reply: z.object({ room: JoinedRoom }),
    errors: [
      'no-such-room',
      'not-invited',
      'banned',
      'wrong-key',
      'room-full',
      'account-required',
      'too-many',
      'unavailable',
    ],
    slash: [
      {
        word: 'join',
        aliases: ['j'],
        takes: [{ field: 'room', as: 'rest' }],
        says: 'enter a room, or go to one you are in',
      },
    ],
    example: { input: { room: 'dev-talk' }, reply: { room: joinedDev } },
  }),
  'room.leave': command({
    summary: 'Leave a room. Nobody leaves the lobby but by leaving the server.',
    who: 'member',
    input: z.object({ room: RoomRef, reason: z.optional(Reason) }),
    reply: z.object({}),
    errors: ['no-such-room', 'not-joined', 'not-allowed', 'unavailable'],
    slash: [{ word: 'leave', aliases: ['part'], takes: [], here: true, says: 'leave this room' }],
    example: { input: { room: 'dev-talk' }, reply: {} },
  }),
  'room.invite': command({
    summary:
      'Invite people to a room: all of them or, if one is unknown, none. Who is in it or invited already is passed over. To a room for invited people only moderators invite. With `minutes`, invitations end after that time.',
    who: 'member',
    input: z.object({
      room: RoomRef,
      people: z.array(PersonRef).check(z.minLength(1), z.maxLength(limits.invite_people_max)),
      minutes: z.optional(z.int().check(z.positive(), z.maximum(limits.ban_minutes_max))),
    }),
    reply: z.object({ invited: z.array(z.string()) }),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'not-allowed', 'no-such-person', 'unavailable'],
    slash: [
      { word: 'invite', takes: [{ field: 'people', as: 'words' }], here: true, says: 'invite people to this room' },
    ],
    example: { input: { room: 'dev-talk', people: ['bob'] }, reply: { invited: ['bob'] } },
  }),
  'room.list': command({
    summary: 'Ask which rooms there are: the public ones, and those you are in or invited to.',
    who: 'identified',
    input: z.object({}),
    reply: z.object({ rooms: z.array(ListedRoom) }),
    errors: [],
    slash: [{ word: 'rooms', aliases: ['list'], takes: [], says: 'see which rooms there are' }],
    example: { input: {}, reply: { rooms: [listedDev] } },
  }),
  'room.members': command({
    summary:
      'Ask who belongs to a room: one that you are in, or one that is public and not secret. `noted` asks as well what is noted about them under these keys.',
    who: 'identified',
    input: z.object({
      room: RoomRef,
      noted: z.optional(z.array(MetadataKey).check(z.maxLength(limits.metadata_keys_per_subject_max))),
    }),
    reply: z.object({
      people: z.array(z.extend(Member, { noted: z.optional(z.record(z.string(), z.string())) })),
    }),
    errors: ['no-such-room', 'not-joined'],
    slash: [{ word: 'members', takes: [], here: true, says: 'see who belongs to this room' }],
    example: { input: { room: 'dev-talk' }, reply: { people: [{ ...alice, role: 'owner' }] } },
  }),
  'room.topic': command({
    summary: 'Set what a room is about, or ask for it. Where the topic is locked, moderators set it.',
    who: 'member',
    input: z.object({ room: RoomRef, topic: z.optional(Topic) }),
    reply: z.object({ topic: z.string() }),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'too-long', 'unavailable'],
    slash: [
      {
        word: 'topic',
        takes: [{ field: 'topic', as: 'rest', optional: true }],
        here: true,
        says: 'see or set what this room is about',
      },
    ],
    example: { input: { room: 'dev-talk', topic: 'Tea' }, reply: { topic: 'Tea' } },
  }),
  'room.direct': command({
    summary: 'Open the room that you share with one person; it is made if there is none yet. Nobody is told.',
    who: 'identified',
    input: z.object({ person: PersonRef }),
    reply: z.object({ room: Room }),
    errors: ['no-such-person', 'unavailable'],
    example: {
      input: { person: 'bob' },
      reply: { room: { slug: 'dm-1a2b3c', name: 'alice, bob', kind: 'direct', topic: '', seq: 0 } },
    },
  }),
  'room.link': command({
    summary:
      'Make a link that lets whoever has it into a room, for some time. Who may invite people may make one. `path` is on this server.',
    who: 'member',
    input: z.object({
      room: RoomRef,
      minutes: z._default(z.int().check(z.positive(), z.maximum(limits.ban_minutes_max)), 10_080),
    }),
    reply: z.object({ path: z.string(), until: Time }),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'not-allowed', 'too-many', 'unavailable'],
    slash: [{ word: 'link', takes: [], here: true, says: 'make a link that invites to this room' }],
    example: {
      input: { room: 'dev-talk' },
      reply: { path: '/i/3f9c2b7a41d08e65f1a2b3c4d5e6f708', until: 1_790_604_800_000 },
    },
  }),
  'room.unlink': command({
    summary: 'Take back every link to a room.',
    who: 'moderator',
    input: z.object({ room: RoomRef }),
    reply: z.object({ links: z.int() }),
    errors: ['no-such-room', 'not-joined', 'not-moderator', 'unavailable'],
    slash: [{ word: 'unlink', takes: [], here: true, says: 'take back all links to this room' }],
    example: { input: { room: 'dev-talk' }, reply: { links: 2 } },
  }),
  'room.follow': command({
    summary: 'Enter a room by a link to it. `backlog` is as with `room.join`.',
    who: 'identified',
    input: z.object({
      link: z.string().check(z.minLength(1), z.maxLength(64)),
      backlog: z.optional(z.int().check(z.nonnegative(), z.maximum(limits.backlog_entries_max))),
    }),
    reply: z.object({ room: JoinedRoom }),
    errors: ['link-expired', 'banned', 'room-full', 'account-required', 'too-many', 'unavailable'],
    example: { input: { link: '3f9c2b7a41d08e65f1a2b3c4d5e6f708' }, reply: { room: joinedDev } },
  }),
  'room.about': command({
    summary: 'Ask about one room that you may know of.',
    who: 'identified',
    input: z.object({ room: RoomRef }),
    reply: z.object({ room: ListedRoom, role: z.optional(Role) }),
    errors: ['no-such-room', 'unavailable'],
    example: { input: { room: 'dev-talk' }, reply: { room: listedDev, role: 'owner' } },
  }),
}

export const roomEvents = {
  'room.created': event({
    summary: 'There is a new public room.',
    hears: 'everyone',
    payload: z.object({ room: Room, by: Author }),
    example: { room: dev, by: author },
  }),
  'room.closed': event({
    summary: 'A room is gone.',
    hears: 'everyone',
    payload: z.object({ room: z.string() }),
    example: { room: 'dev-talk' },
  }),
  'room.joined': event({
    summary: 'Somebody belongs to a room now.',
    hears: 'room',
    payload: z.object({ room: Room, person: Person, role: z.optional(Role) }),
    example: { room: dev, person: alice },
  }),
  'room.left': event({
    summary: 'Somebody does not belong to a room any more.',
    hears: 'room',
    payload: z.object({ room: z.string(), person: Person, reason: z.optional(z.string()) }),
    example: { room: 'dev-talk', person: alice },
  }),
  'room.invited': event({
    summary: 'You are invited to a room.',
    hears: 'person',
    payload: z.object({ room: Room, by: Author }),
    example: { room: dev, by: author },
  }),
  'room.topic': event({
    summary: 'A room is about something else now.',
    hears: 'room',
    payload: z.object({ room: z.string(), topic: z.string(), by: Author, at: z.optional(Time) }),
    example: { room: 'dev-talk', topic: 'Tea', by: author },
  }),
  'room.resumed': event({
    summary:
      'You have been sent all that you missed in a room, up to `seq`, or (`skipped`) it was too much to send; live from here.',
    hears: 'person',
    payload: z.object({ room: z.string(), seq: Seq, skipped: z.optional(z.literal(true)) }),
    example: { room: 'lobby', seq: 41 },
  }),
}
