// Who is here, as far as the server has said.

import type { Person } from '@hubbub/protocol'

import type { Reducer } from './happening.ts'

export type PeopleState = ReadonlyMap<number, Person>

export const nobody: PeopleState = new Map()

export const people: Reducer<PeopleState> = {
  events: {
    'person.arrived': (slice, { person }) => withPerson(slice, person),
    'person.renamed': (slice, { person }) => withPerson(slice, person),
    'person.status': (slice, { person }) => withPerson(slice, person),
    'person.profile': (slice, { person }) => withPerson(slice, person),
    'person.signed-in': (slice, { person, was }) => withPerson(without(slice, was.id), person),
    'person.signed-out': (slice, { person, was }) => withPerson(without(slice, was.id), person),
    'person.departed': (slice, { person }) => without(slice, person.id),
  },
  answers: {
    'person.list': (_slice, { reply }) => new Map(reply.people.map((person) => [person.id, person])),
    'person.identify': (_slice, { reply: { person } }) => new Map([[person.id, person]]),
    // Who came and went while there was no line is not known: ask for the list, which stands for all that was known.
    'session.resume': (slice, { reply: { person } }) => withPerson(slice, person),
    'person.rename': (slice, { reply }) => withPerson(slice, reply.person),
    'person.status': (slice, { reply }) => withPerson(slice, reply.person),
    'person.profile': (slice, { reply }) => withPerson(slice, reply.person),
    'person.sign-in': (slice, { reply: { person } }) => (person === undefined ? slice : withPerson(slice, person)),
    'person.sign-in-scram': (slice, { reply: { person } }) =>
      person === undefined ? slice : withPerson(slice, person),
    'person.sign-out': (slice, { reply }) => withPerson(slice, reply.person),
  },
  anew: () => nobody,
}

function withPerson(slice: PeopleState, person: Person): PeopleState {
  return new Map(slice).set(person.id, person)
}

function without(slice: PeopleState, id: number): PeopleState {
  if (!slice.has(id)) return slice
  const left = new Map(slice)
  left.delete(id)
  return left
}
