// What persons do and what is told of them: identify, rename, status, list.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import {
  About,
  Author,
  JoinedRoom,
  Person,
  PersonName,
  MetadataKey,
  MetadataValue,
  PersonRef,
  Reason,
  Role,
  Status,
  Time,
  UserName,
} from './schema.ts'

const alice = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const bob = { id: 8, name: 'bob' }

export const personCommands = {
  'person.identify': command({
    summary:
      'Say who you are. Without a name you are the account that you signed in to, or the server gives you one. `backlog` asks for the last entries of the lobby, as events, before live ones. With `device`, an account is sent what it missed on this device.',
    who: 'anyone',
    input: z.object({
      name: z.optional(PersonName),
      user: z.optional(UserName),
      about: z.optional(About),
      device: z.optional(z.string().check(z.minLength(1), z.maxLength(limits.device_name_chars_max))),
      backlog: z.optional(z.int().check(z.nonnegative(), z.maximum(limits.backlog_entries_max))),
    }),
    reply: z.object({ person: Person, epoch: z.string(), token: z.string(), rooms: z.array(JoinedRoom) }),
    errors: [
      'name-taken',
      'name-reserved',
      'name-invalid',
      'name-confusing',
      'account-required',
      'banned',
      'too-many',
      'already-identified',
      'unavailable',
    ],
    example: {
      input: { name: 'alice' },
      reply: {
        person: alice,
        epoch: 'k3v9',
        token: 'qX0…',
        rooms: [{ slug: 'lobby', name: 'Lobby', kind: 'lobby', topic: '', seq: 41, read: 0 }],
      },
    },
  }),
  'person.rename': command({
    summary: 'Take another name.',
    who: 'identified',
    input: z.object({ name: PersonName }),
    reply: z.object({ person: Person }),
    errors: ['name-taken', 'name-reserved', 'name-invalid', 'name-confusing', 'unavailable'],
    slash: [{ word: 'nick', aliases: ['name'], takes: [{ field: 'name', as: 'rest' }], says: 'take another name' }],
    example: { input: { name: 'alice2' }, reply: { person: { ...alice, name: 'alice2' } } },
  }),
  'person.status': command({
    summary: 'Say whether you are active, away or busy, and why.',
    who: 'identified',
    input: z.object({ status: Status, message: z.optional(Reason) }),
    reply: z.object({ person: Person }),
    errors: ['too-long'],
    slash: [
      {
        word: 'away',
        takes: [{ field: 'message', as: 'rest', optional: true }],
        fixed: { status: 'AWAY' },
        says: 'be shown as away',
      },
      {
        word: 'busy',
        takes: [{ field: 'message', as: 'rest', optional: true }],
        fixed: { status: 'BUSY' },
        says: 'be shown as busy',
      },
      { word: 'active', aliases: ['back'], takes: [], fixed: { status: 'ACTIVE' }, says: 'be shown as active again' },
    ],
    example: { input: { status: 'AWAY' }, reply: { person: { ...alice, status: 'AWAY' } } },
  }),
  'person.list': command({
    summary: 'Ask who is here.',
    who: 'identified',
    input: z.object({}),
    reply: z.object({ people: z.array(Person) }),
    errors: [],
    slash: [{ word: 'who', aliases: ['users', 'names'], takes: [], says: 'see who is here' }],
    example: { input: {}, reply: { people: [alice] } },
  }),
  'person.profile': command({
    summary:
      'Say something of yourself in a line, that you are a program, that you are not to be listed, or that only people who have signed in may write to you; `admit` names somebody who may all the same.',
    who: 'identified',
    input: z.object({
      about: z.optional(About),
      bot: z.optional(z.boolean()),
      invisible: z.optional(z.boolean()),
      accountsOnly: z.optional(z.boolean()),
      admit: z.optional(z.object({ name: PersonRef, on: z.boolean() })),
    }),
    reply: z.object({ person: Person }),
    errors: ['too-long', 'no-such-person'],
    example: { input: { about: 'Alice Liddell' }, reply: { person: { ...alice, about: 'Alice Liddell' } } },
  }),
  'person.about': command({
    summary: 'Ask about somebody who is here. `address` is told to themselves and to operators.',
    who: 'identified',
    input: z.object({ name: PersonRef }),
    reply: z.object({
      person: Person,
      user: z.string(),
      host: z.string(),
      since: Time,
      spokeAt: Time,
      secure: z.boolean(),
      rooms: z.array(z.object({ slug: z.string(), name: z.string(), role: Role })),
      address: z.optional(z.string()),
      certificate: z.optional(z.string()),
    }),
    errors: ['no-such-person'],
    slash: [{ word: 'whois', takes: [{ field: 'name', as: 'rest' }], says: 'ask about somebody' }],
    example: {
      input: { name: 'alice' },
      reply: {
        person: alice,
        user: 'alice',
        host: 'k3v9.hubbub',
        since: 1_790_000_000_000,
        spokeAt: 1_790_000_000_000,
        secure: true,
        rooms: [{ slug: 'lobby', name: 'Lobby', role: 'member' }],
      },
    },
  }),
  'person.was': command({
    summary: 'Ask who had a name before, latest first.',
    who: 'identified',
    input: z.object({ name: PersonRef }),
    reply: z.object({
      people: z.array(
        z.object({
          name: z.string(),
          user: z.string(),
          host: z.string(),
          about: z.string(),
          until: Time,
          account: z.optional(z.string()),
        }),
      ),
    }),
    errors: [],
    example: {
      input: { name: 'bob' },
      reply: { people: [{ name: 'bob', user: 'bob', host: 'k3v9.hubbub', about: 'Bob', until: 1_790_000_000_000 }] },
    },
  }),
  'person.remove': command({
    summary: 'Send somebody away from this server, on all their devices. They may come back.',
    who: 'operator',
    input: z.object({ name: PersonRef, reason: z.optional(Reason) }),
    reply: z.object({}),
    errors: ['no-such-person'],
    slash: [
      {
        word: 'remove',
        takes: [
          { field: 'name', as: 'word' },
          { field: 'reason', as: 'rest', optional: true },
        ],
        says: 'send somebody away from this server',
      },
    ],
    example: { input: { name: 'bob', reason: 'spam' }, reply: {} },
  }),
  'person.metadata': command({
    summary:
      'Read or set what is noted about a person, by key: about oneself, or as an operator about anybody. Null takes a key away.',
    who: 'identified',
    input: z.object({
      name: z.optional(PersonRef),
      set: z.optional(z.record(MetadataKey, z.nullable(MetadataValue))),
    }),
    reply: z.object({ values: z.record(z.string(), z.string()) }),
    errors: ['no-such-person', 'not-allowed', 'too-many', 'too-long', 'bad-input', 'unavailable'],
    example: {
      input: { set: { avatar: 'https://example.org/a.png' } },
      reply: { values: { avatar: 'https://example.org/a.png' } },
    },
  }),
}

export const personEvents = {
  'person.arrived': event({
    summary: 'Somebody is here now.',
    hears: 'everyone',
    payload: z.object({ person: Person }),
    example: { person: alice },
  }),
  'person.departed': event({
    summary: 'Somebody is not here any more.',
    hears: 'everyone',
    payload: z.object({ person: Person, reason: z.optional(z.string()) }),
    example: { person: { ...alice, status: 'OFFLINE' } },
  }),
  'person.renamed': event({
    summary: 'Somebody has another name now.',
    hears: 'everyone',
    payload: z.object({ person: Person, was: z.string() }),
    example: { person: { ...alice, name: 'alice2' }, was: 'alice' },
  }),
  'person.status': event({
    summary: 'Somebody is active, away or busy now.',
    hears: 'everyone',
    payload: z.object({ person: Person }),
    example: { person: { ...alice, status: 'BUSY' } },
  }),
  'person.profile': event({
    summary: 'Somebody says something else of themselves now, or is an operator now, or is not any more.',
    hears: 'everyone',
    payload: z.object({ person: Person }),
    example: { person: { ...alice, about: 'Alice Liddell' } },
  }),
  'person.signed-in': event({
    summary:
      'Somebody who was here as a guest, `was`, has signed in: what was said of `was` is true of `person` now. With `merged`, `person` was here already, on another device.',
    hears: 'everyone',
    payload: z.object({ person: Person, was: Author, merged: z.optional(z.literal(true)) }),
    example: { person: { ...alice, account: 'alice' }, was: { id: 9, name: 'alice' } },
  }),
  'person.signed-out': event({
    summary: 'Somebody, `was`, has signed out and is here as a guest, `person`.',
    hears: 'everyone',
    payload: z.object({ person: Person, was: Author }),
    example: { person: { id: 9, name: 'guest3', status: 'ACTIVE' }, was: { ...bob, account: 'bob' } },
  }),
  'person.metadata': event({
    summary: 'Something else is noted about a person now; null when nothing is.',
    hears: 'everyone',
    payload: z.object({ person: Person, key: z.string(), value: z.nullable(z.string()), by: Author }),
    example: { person: alice, key: 'avatar', value: 'https://example.org/a.png', by: { id: 7, name: 'alice' } },
  }),
}
