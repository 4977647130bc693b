// What is said when a command has been carried out.

import type { State } from '@hubbub/client'
import type { Asked, CommandName, Reply } from '@hubbub/protocol'

import { showPeople } from '../terminal/format.ts'
import { harmless } from '../terminal/harmless.ts'
import { titleBySlug, titleOf } from './titles.ts'

export interface Done<Name extends CommandName> {
  readonly input: Asked<Name>
  readonly reply: Reply<Name>
  /** The state before the command. */
  readonly state: State
}

/** 'silent' is for what is seen in another way, or cannot be typed. */
type Row<Name extends CommandName> = 'silent' | ((done: Done<Name>) => readonly string[])

const rows: { readonly [Name in CommandName]: Row<Name> } = {
  'session.hello': 'silent',
  'session.resume': 'silent',
  'session.ping': 'silent',
  'session.leave': 'silent',
  'person.identify': 'silent',
  'person.rename': ({ reply }) => [`You are ${reply.person.name} now.`],
  'person.status': ({ reply }) => [`You are shown as ${reply.person.status.toLowerCase()}.`],
  'person.list': ({ reply }) => [`Here now: ${showPeople(reply.people)}.`],
  'room.create': ({ reply }) => [`You have made the room ${reply.room.name}.`],
  'room.join': ({ reply, state }) => [
    `You are in ${titleOf(reply.room, state.session.me?.id)}.`,
    ...about(reply.room.topic),
  ],
  'room.leave': ({ input, state }) => [`You have left ${titleBySlug(state, input.room)}.`],
  'room.invite': ({ reply }) => [
    reply.invited.length === 0 ? 'They are in this room or invited already.' : `Invited: ${reply.invited.join(', ')}.`,
  ],
  'room.list': ({ reply, state }) =>
    reply.rooms.map(
      (room) =>
        `${room.joined ? '*' : ' '} ${titleOf(room, state.session.me?.id)}${room.topic === '' ? '' : `: ${room.topic}`}`,
    ),
  'room.members': ({ reply }) => [`In this room: ${showPeople(reply.people)}.`],
  'room.topic': ({ reply }) =>
    reply.topic === '' ? ['This room is about nothing in particular.'] : about(reply.topic),
  'message.send': 'silent',
  'message.history': 'silent',
  'message.read': 'silent',
  'file.share': 'silent',
  'file.fetch': 'silent',
}

export function answerLines<Name extends CommandName>(name: Name, done: Done<Name>): readonly string[] {
  const row: Row<Name> = rows[name]
  return row === 'silent' ? [] : row(done).map(harmless)
}

function about(topic: string): string[] {
  return topic === '' ? [] : [`It is about: ${topic}`]
}
