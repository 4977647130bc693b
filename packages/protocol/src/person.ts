// What persons do and what is told of them: identify, rename, status, list.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import { JoinedRoom, Person, PersonName, Status } from './schema.ts'

const alice = { id: 7, name: 'alice', status: 'ACTIVE' } as const

export const personCommands = {
  'person.identify': command({
    summary:
      'Say who you are. Without a name the server gives one. `backlog` asks for the last entries of the lobby, as events, before live ones.',
    who: 'anyone',
    input: z.object({
      name: z.optional(PersonName),
      backlog: z.optional(z.int().check(z.nonnegative(), z.maximum(limits.backlog_entries_max))),
    }),
    reply: z.object({ person: Person, epoch: z.string(), token: z.string(), rooms: z.array(JoinedRoom) }),
    errors: ['name-taken', 'name-invalid', 'name-confusing', 'already-identified', 'unavailable'],
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
    errors: ['name-taken', 'name-invalid', 'name-confusing', 'unavailable'],
    slash: [{ word: 'nick', aliases: ['name'], takes: [{ field: 'name', as: 'rest' }], says: 'take another name' }],
    example: { input: { name: 'alice2' }, reply: { person: { ...alice, name: 'alice2' } } },
  }),
  'person.status': command({
    summary: 'Say whether you are active, away or busy.',
    who: 'identified',
    input: z.object({ status: Status }),
    reply: z.object({ person: Person }),
    errors: [],
    slash: [
      { word: 'away', takes: [], fixed: { status: 'AWAY' }, says: 'be shown as away' },
      { word: 'busy', takes: [], fixed: { status: 'BUSY' }, says: 'be shown as busy' },
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
    payload: z.object({ person: Person }),
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
}
