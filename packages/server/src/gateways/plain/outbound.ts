// What somebody on plain text is shown of each event: a line, calm and readable, or nothing.

import type { Person } from '@hubbub/protocol'

import type { Outbound } from '../gateway.ts'
import { entryLines, type Form, place, written } from './show.ts'

const statusText: Readonly<Record<Person['status'], string>> = {
  ACTIVE: 'is back',
  AWAY: 'is away',
  BUSY: 'is busy',
  OFFLINE: 'is gone',
}

export const outbound = {
  'session.closing': ({ payload }, form) => written([`! ${payload.says}`], form),
  'person.arrived': ({ payload: { person } }, form) => written([`* ${person.name} is here`], form),
  'person.departed': ({ payload: { person } }, form) => written([`* ${person.name} has left`], form),
  'person.renamed': ({ payload: { person, was } }, form) => written([`* ${was} is now ${person.name}`], form),
  'person.status': ({ payload: { person } }, form) => written([`* ${person.name} ${statusText[person.status]}`], form),
  'room.created': ({ payload: { room, by } }, form) =>
    written([`* ${by.name} made the room ${room.name}: /join ${room.slug}`], form),
  'room.closed': ({ payload }, form) => written([`* The room ${payload.room} is gone`], form),
  'room.joined': ({ payload, room }, form) =>
    moved(payload.person, { room: room ?? payload.room, does: 'joined', form }),
  'room.left': ({ payload, room }, form) => moved(payload.person, { room, does: 'left', form }),
  'room.invited': ({ payload: { room, by } }, form) =>
    written([`* ${by.name} invites you to ${room.name}: /join ${room.slug}`], form),
  'room.topic': ({ payload: { topic, by }, room }, form) =>
    written([`${place(room)}* ${by.name} ${topic === '' ? 'cleared the topic' : `set the topic: ${topic}`}`], form),
  'room.resumed': 'silent',
  'message.posted': (heard, form) => written(entryLines(heard, form), form),
  'message.read': 'silent',
  'file.shared': (heard, form) => written(entryLines(heard, form), form),
} satisfies Outbound<Form>

interface Move {
  readonly room: Parameters<typeof place>[0]
  readonly does: 'joined' | 'left'
  readonly form: Form
}

/** Who comes to the lobby is here, and was told of as such; in a direct room nobody moves. */
function moved(person: Person, { room, does, form }: Move): string | null {
  const where = place(room)
  return where === '' ? null : written([`${where}* ${person.name} ${does}`], form)
}
