// What somebody on plain text reads after each command that they gave.

import type { RoomView } from '@hubbub/core'
import type { Asked, CommandName, Reply } from '@hubbub/protocol'

import { entryLines, type Form, type Lines, personText, roomText } from './show.ts'

/** Where and how the reply is read. */
export interface Asker {
  readonly form: Form
  readonly rooms: ReadonlyMap<string, RoomView>
  readonly server: string
}

type ReplyRow<Name extends CommandName> = 'silent' | ((reply: Reply<Name>, asked: Asked<Name>, asker: Asker) => Lines)

const statusText = { ACTIVE: 'active', AWAY: 'away', BUSY: 'busy' } as const

const replies = {
  'session.hello': ({ server, version }) => [`* This is ${server} ${version}`],
  'session.resume': 'silent',
  'session.ping': () => ['* pong'],
  'session.leave': () => ['* Bye'],
  'person.identify': ({ person }, _asked, { server }) => [
    `* Welcome to ${server}, ${person.name}. What you type is said in the lobby.`,
    '* /nick NAME takes another name, /help shows what else there is.',
  ],
  'person.rename': ({ person }) => [`* You are now ${person.name}`],
  'person.status': (_reply, { status }) => [`* You are shown as ${statusText[status]}`],
  'person.list': ({ people }) => [`* Here: ${people.map(personText).join(', ')}`],
  'room.create': ({ room }) => [`* You made ${roomText(room)}. What you type is said there now.`],
  'room.join': ({ room }) => [`* You are in ${roomText(room)}. What you type is said there now.`],
  'room.leave': (_reply, { room }) => [`* You left ${room}. What you type is said in the lobby now.`],
  'room.invite': (_reply, { people, room }) => [`* Invited to ${room}: ${people.join(', ')}`],
  'room.list': ({ rooms }) => rooms.map((room) => `* ${roomText(room)}${room.joined ? ' [joined]' : ''}`),
  'room.members': ({ people }, { room }) => [`* In ${room}: ${people.map(personText).join(', ')}`],
  'room.topic': ({ topic }, { room }) => [topic === '' ? `* ${room} has no topic` : `* Topic of ${room}: ${topic}`],
  'message.send': 'silent',
  'message.history': ({ entries }, { room }, { form, rooms }) =>
    entries.length === 0
      ? ['* Nothing was said here yet']
      : entries.flatMap((payload) => entryLines({ payload, backlog: true, ...roomNamed(rooms, room) }, form)),
  'message.read': 'silent',
  'file.share': 'silent',
  'file.fetch': 'silent',
} satisfies { readonly [Name in CommandName]: ReplyRow<Name> }

function roomNamed(rooms: ReadonlyMap<string, RoomView>, slug: string): { room?: RoomView } {
  const room = rooms.get(slug)
  return room === undefined ? {} : { room }
}

/** A command with its reply. */
export interface Answered<Name extends CommandName> {
  readonly name: Name
  readonly asked: Asked<Name>
  readonly reply: Reply<Name>
}

export function replyLines<Name extends CommandName>({ name, asked, reply }: Answered<Name>, asker: Asker): Lines {
  // Each row stands under its own command, which a type cannot say of a name known only at run time.
  const row = replies[name] as ReplyRow<Name>
  return row === 'silent' ? [] : row(reply, asked, asker)
}
