// What is said about events that are not entries of a room: people coming and going, rooms and entries changing.

import type { State } from '@hubbub/client'
import type { AnyEvent, Author, EventName, Payload, Person } from '@hubbub/protocol'

import { harmless } from '../terminal/harmless.ts'
import { changeOf, editOf, eraseOf, reactionOf } from './changes.ts'
import { because, titleBySlug } from './titles.ts'

/** 'silent' is for what is shown elsewhere, or is nothing to read. */
type Row<Name extends EventName> = 'silent' | ((payload: Payload<Name>, state: State) => string | undefined)

const rows: { readonly [Name in EventName]: Row<Name> } = {
  // The connection's own state tells it.
  'session.closing': 'silent',
  'person.arrived': ({ person }, state) => ofOthers(person, state, 'is here'),
  'person.departed': ({ person, reason }, state) => ofOthers(person, state, `has left${because(reason)}`),
  'person.renamed': ({ person, was }, state) => renamed({ ...person, name: was }, person, state),
  'person.status': ({ person }, state) =>
    ofOthers(person, state, `is ${person.status.toLowerCase()}${because(person.away)}`),
  'person.profile': 'silent',
  'person.signed-in': ({ person, was }, state) => renamed(was, person, state),
  'person.signed-out': ({ person, was }, state) => renamed(was, person, state),
  'person.metadata': 'silent',
  'room.created': ({ room, by }, state) => ofOthers(by, state, `has made a room: /join ${room.name}`),
  'room.closed': ({ room }, state) => `The room ${titleBySlug(state, room)} is gone`,
  'room.joined': ({ room, person }, state) =>
    room.kind === 'lobby' || room.kind === 'direct' ? undefined : ofOthers(person, state, `has entered ${room.name}`),
  'room.left': ({ room, person, reason }, state) =>
    ofOthers(person, state, `has left ${titleBySlug(state, room)}${because(reason)}`),
  'room.invited': ({ room, by }, state) => ofOthers(by, state, `invites you: /join ${room.name}`),
  'room.topic': ({ room, topic, by }, state) =>
    ofOthers(by, state, `has set what ${titleBySlug(state, room)} is about: ${topic}`),
  'room.resumed': 'silent',
  'room.settings': ({ room, by, ...now }, state) =>
    ofOthers(by, state, `has changed how ${titleBySlug(state, room)} is kept: ${settingsText(now)}`),
  'room.role': ({ room, person, role, by }, state) =>
    ofOthers(by, state, `has made ${nameOf(person, state)} ${role} in ${titleBySlug(state, room)}`),
  'room.kicked': ({ room, person, by, reason }, state) =>
    ofOthers(by, state, `has sent ${nameOf(person, state)} out of ${titleBySlug(state, room)}${because(reason)}`),
  'room.banned': ({ room, ban, by }, state) =>
    ofOthers(
      by,
      state,
      `has put ${ban.mask} on the list “${ban.list}” of ${titleBySlug(state, room)}${because(ban.reason)}`,
    ),
  'room.unbanned': ({ room, mask, list, by }, state) =>
    ofOthers(by, state, `has taken ${mask} off the list “${list}” of ${titleBySlug(state, room)}`),
  'room.knocked': ({ room, person, reason }, state) =>
    ofOthers(person, state, `asks to be let into ${titleBySlug(state, room)}${because(reason)}`),
  'room.someone-invited': ({ room, person, by }, state) =>
    ofOthers(by, state, `has invited ${person.name} to ${titleBySlug(state, room)}`),
  'room.renamed': ({ room, was, by, reason }, state) =>
    ofOthers(by, state, `has renamed ${was} to ${room.name}${because(reason)}`),
  'room.metadata': 'silent',
  // Entries are shown in the order of seq, whichever way they come.
  'message.posted': 'silent',
  'message.read': 'silent',
  'message.edited': (payload, state) => ofOthers(payload.author, state, editOf(payload, state)),
  'message.erased': (payload, state) => ofOthers(payload.by, state, eraseOf(payload, state)),
  'message.reacted': (payload, state) => ofOthers(payload.by, state, reactionOf(payload, state)),
  'message.changed': changeOf,
  // The prompt tells it.
  'message.typing': 'silent',
  'message.signal': 'silent',
  'message.aside': ({ author, body, kind, least }, state) =>
    author.id === state.session.me?.id
      ? undefined
      : `(to ${least}s) ${kind === 'action' ? `* ${author.name} ` : `${author.name}: `}${body}`,
  'file.shared': 'silent',
  'server.announced': ({ body, by, to }, state) =>
    ofOthers(by, state, `tells ${to === 'everyone' ? 'everybody' : 'the operators'}: ${body}`),
}

/** These happen to entries, and say in which room when it is not the one that one is in. */
const ofEntries: ReadonlySet<EventName> = new Set<EventName>([
  'message.edited',
  'message.erased',
  'message.reacted',
  'message.changed',
  'message.aside',
])

/** The line to show, if there is one. `before` is the state that the event has changed, `here` the room that one is in. */
export function noticeOf(event: AnyEvent, before: State, here: string): string | undefined {
  const row: Row<never> = rows[event.name]
  if (row === 'silent') return undefined
  // A row's key and its argument come from the same event, which the compiler cannot see across the union.
  const text = row(event.payload as never, before)
  return text === undefined ? undefined : harmless(placeOf(event, before, here) + text)
}

function placeOf({ name, payload }: AnyEvent, before: State, here: string): string {
  if (!ofEntries.has(name) || !('room' in payload) || typeof payload.room !== 'string') return ''
  return payload.room === here ? '' : `[${titleBySlug(before, payload.room)}] `
}

/** Our own doings are answered where we do them. */
function ofOthers({ id, name }: Person | Author, { session }: State, does: string): string | undefined {
  return id === session.me?.id ? undefined : `${name} ${does}`
}

function renamed(was: Author, { id, name }: Author, state: State): string | undefined {
  if (was.name === name || id === state.session.me?.id) return undefined
  return ofOthers(was, state, `is called ${name} now`)
}

function nameOf({ id, name }: Author, { session }: State): string {
  return id === session.me?.id ? 'you' : name
}

/** `moderated on, key off, limit 5`; a key is for those who know it. */
function settingsText({ kind, settings, changed }: Omit<Payload<'room.settings'>, 'room' | 'by'>): string {
  return changed.map((name) => (name === 'kind' ? kind : `${name} ${valueText(settings, name)}`)).join(', ')
}

function valueText(settings: Readonly<Record<string, unknown>>, name: string): string {
  const value = settings[name]
  if (typeof value === 'number') return String(value)
  return value === undefined || value === false ? 'off' : 'on'
}
