// What somebody on plain text is shown of each event: a line, calm and readable, or nothing.

import type { HeardEvent } from '@hubbub/core'
import type { Author, Person } from '@hubbub/protocol'

import { because, type DeedName } from '../kit/deeds.ts'
import type { Outbound } from '../gateway.ts'
import { asideLines, deedLines, entryLines, type Form, place, written } from './show.ts'

const statusText: Readonly<Record<Person['status'], string>> = {
  ACTIVE: 'is back',
  AWAY: 'is away',
  BUSY: 'is busy',
  OFFLINE: 'is gone',
}

export const outbound = {
  'session.closing': ({ payload }, form) => written([`! ${payload.says}`], form),
  'person.arrived': ({ payload: { person } }, form) => written([`* ${person.name} is here`], form),
  'person.departed': ({ payload: { person, reason } }, form) =>
    written([`* ${person.name} has left${because(reason)}`], form),
  'person.renamed': ({ payload: { person, was } }, form) => renamed(was, person, form),
  'person.status': ({ payload: { person } }, form) =>
    written([`* ${person.name} ${statusText[person.status]}${because(person.away)}`], form),
  'person.profile': 'silent',
  'person.signed-in': nowKnownAs,
  'person.signed-out': nowKnownAs,
  'person.metadata': 'silent',
  'room.created': ({ payload: { room, by } }, form) =>
    written([`* ${by.name} made the room ${room.name}: /join ${room.slug}`], form),
  'room.closed': ({ payload }, form) => written([`* The room ${payload.room} is gone`], form),
  'room.joined': ({ payload, room }, form) =>
    moved(payload.person, { room: room ?? payload.room, does: 'joined', form }),
  'room.left': ({ payload, room }, form) =>
    moved(payload.person, { room, does: `left${because(payload.reason)}`, form }),
  'room.invited': ({ payload: { room, by } }, form) =>
    written([`* ${by.name} invites you to ${room.name}: /join ${room.slug}`], form),
  'room.topic': deed,
  'room.resumed': 'silent',
  'room.settings': deed,
  'room.role': deed,
  'room.kicked': deed,
  'room.banned': deed,
  'room.unbanned': deed,
  'room.knocked': deed,
  'room.someone-invited': deed,
  'room.renamed': deed,
  'room.metadata': 'silent',
  'message.posted': (heard, form) => written(entryLines(heard, form), form),
  'message.read': 'silent',
  'message.edited': deed,
  'message.erased': deed,
  'message.reacted': deed,
  'message.changed': 'silent',
  'message.typing': 'silent',
  'message.signal': 'silent',
  'message.aside': (heard, form) => written(asideLines(heard), form),
  'file.shared': (heard, form) => written(entryLines(heard, form), form),
  'server.announced': deed,
} satisfies Outbound<Form>

function deed(heard: HeardEvent<DeedName>, form: Form): string {
  return written(deedLines(heard), form)
}

function nowKnownAs({ payload: { person, was } }: HeardEvent<'person.signed-in' | 'person.signed-out'>, form: Form) {
  return was.name === person.name ? null : renamed(was.name, person, form)
}

function renamed(was: string, { name }: Author, form: Form): string {
  return written([`* ${was} is now ${name}`], form)
}

interface Move {
  readonly room: Parameters<typeof place>[0]
  readonly does: string
  readonly form: Form
}

/** Who comes to the lobby is here, and was told of as such; in a direct room nobody moves. */
function moved(person: Person, { room, does, form }: Move): string | null {
  const where = place(room)
  return where === '' ? null : written([`${where}* ${person.name} ${does}`], form)
}
