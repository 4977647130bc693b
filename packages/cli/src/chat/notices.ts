// What is said about events that are not entries of a room: people coming and going, rooms appearing and changing.

import type { State } from '@hubbub/client'
import type { AnyEvent, Author, EventName, Payload, Person } from '@hubbub/protocol'

import { harmless } from '../terminal/harmless.ts'
import { titleBySlug } from './titles.ts'

/** 'silent' is for what is shown elsewhere, or is nothing to read. */
type Row<Name extends EventName> = 'silent' | ((payload: Payload<Name>, state: State) => string | undefined)

const rows: { readonly [Name in EventName]: Row<Name> } = {
  // The connection's own state tells it.
  'session.closing': 'silent',
  'person.arrived': ({ person }, state) => ofOthers(person, state, 'is here'),
  'person.departed': ({ person }, state) => ofOthers(person, state, 'has left'),
  'person.renamed': ({ person, was }, state) =>
    ofOthers({ ...person, name: was }, state, `is called ${person.name} now`),
  'person.status': ({ person }, state) => ofOthers(person, state, `is ${person.status.toLowerCase()}`),
  'room.created': ({ room, by }, state) => ofOthers(by, state, `has made a room: /join ${room.name}`),
  'room.closed': ({ room }, state) => `The room ${titleBySlug(state, room)} is gone`,
  'room.joined': ({ room, person }, state) =>
    room.kind === 'lobby' || room.kind === 'direct' ? undefined : ofOthers(person, state, `has entered ${room.name}`),
  'room.left': ({ room, person }, state) => ofOthers(person, state, `has left ${titleBySlug(state, room)}`),
  'room.invited': ({ room, by }, state) => ofOthers(by, state, `invites you: /join ${room.name}`),
  'room.topic': ({ room, topic, by }, state) =>
    ofOthers(by, state, `has set what ${titleBySlug(state, room)} is about: ${topic}`),
  'room.resumed': 'silent',
  // Entries are shown in the order of seq, whichever way they come.
  'message.posted': 'silent',
  'message.read': 'silent',
  'file.shared': 'silent',
}

/** The line to show, if there is one. `before` is the state that the event has changed. */
export function noticeOf(event: AnyEvent, before: State): string | undefined {
  const row: Row<never> = rows[event.name]
  if (row === 'silent') return undefined
  // A row's key and its argument come from the same event, which the compiler cannot see across the union.
  const text = row(event.payload as never, before)
  return text === undefined ? undefined : harmless(text)
}

/** Our own doings are answered where we do them. */
function ofOthers({ id, name }: Person | Author, { session }: State, does: string): string | undefined {
  return id === session.me?.id ? undefined : `${name} ${does}`
}
