// What an entry is after somebody has edited it, taken it back, or reacted to it.

import type { Author, Message, Payload, Reacted } from '@hubbub/protocol'

import { newer } from './entries.ts'
import { type Happening, reduce, type Reducer } from './happening.ts'

/** What a happening makes of one entry. */
export interface EntryChange {
  readonly room: string
  readonly seq: number
  /** The room's count of changes when this one was made. */
  readonly rev: number | undefined
  /** Which changes are known with this one; our own are told besides. */
  readonly tells: 'nothing' | 'itself' | 'all up to it'
  readonly make: (entry: Message) => Message
}

const changes: Reducer<EntryChange | undefined> = {
  events: {
    'message.edited': (_none, payload) => one(payload, (entry) => edited(entry, payload)),
    'message.erased': (_none, payload) => one(payload, (entry) => erased(entry, payload)),
    'message.reacted': (_none, payload) => one(payload, (entry) => reacted(entry, payload)),
    'message.changed': (_none, message) => whole(message, 'all up to it'),
  },
  answers: {
    'message.edit': (_none, { reply }) => whole(reply.message, 'nothing'),
    'message.erase': (_none, { reply }) => whole(reply.message, 'nothing'),
    'message.react': (_none, { reply }) => whole(reply.message, 'nothing'),
    'message.unreact': (_none, { reply }) => whole(reply.message, 'nothing'),
  },
}

/** The change to an entry that a happening is, if it is one. */
export function changeOf(happening: Happening): EntryChange | undefined {
  return reduce(changes, undefined, happening)
}

/** Where an entry stands, and the room's count of changes when it was changed. */
type Place = Pick<Payload<'message.edited'>, 'room' | 'seq' | 'rev'>

/** One change; an entry that was changed after it knows of it already. */
function one({ room, seq, rev }: Place, how: (entry: Message) => Message): EntryChange {
  return { room, seq, rev, tells: 'itself', make: (entry) => ((entry.rev ?? 0) < rev ? how(entry) : entry) }
}

/** What an entry is now. */
function whole(message: Message, tells: EntryChange['tells']): EntryChange {
  const { room, seq, rev } = message
  return { room, seq, rev, tells, make: (entry) => newer(entry, message) }
}

function edited(entry: Message, { body, at, rev }: Payload<'message.edited'>): Message {
  return { ...entry, body, editedAt: at, rev }
}

/** Its place in the order stays, and nothing else that was said. */
function erased(entry: Message, { by, at, reason, rev }: Payload<'message.erased'>): Message {
  const { room, seq, at: saidAt, author } = entry
  const why = reason === undefined ? {} : { reason }
  return { room, seq, at: saidAt, author, body: '', erased: { by, at, ...why }, rev }
}

function reacted(entry: Message, { by, text, on, rev }: Payload<'message.reacted'>): Message {
  const { reactions = [], ...rest } = entry
  const now = on ? withReaction(reactions, text, by) : withoutReaction(reactions, text, by)
  return { ...rest, ...(now.length === 0 ? {} : { reactions: now }), rev }
}

function withReaction(reactions: readonly Reacted[], text: string, by: Author): Reacted[] {
  const known = reactions.find((reaction) => reaction.text === text)
  if (known === undefined) return [...reactions, { text, people: [by] }]
  const people = [...known.people.filter(({ id }) => id !== by.id), by]
  return reactions.map((reaction) => (reaction === known ? { text, people } : reaction))
}

function withoutReaction(reactions: readonly Reacted[], text: string, by: Author): Reacted[] {
  return reactions
    .map((reaction) =>
      reaction.text === text ? { text, people: reaction.people.filter(({ id }) => id !== by.id) } : reaction,
    )
    .filter(({ people }) => people.length > 0)
}
