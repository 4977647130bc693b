// All that a client knows, as one value: every happening makes the next one of it.

import type { JoinedRoom, Message, Payload } from '@hubbub/protocol'

import type { ConnectionState } from '../connection.ts'
import type { OutboxState } from '../writing/pending.ts'
import { changeOf } from './changes.ts'
import { type Answered, type AnsweredCommand, type Happening, reduce } from './happening.ts'
import { members, type MembersState, noMembers, without as withoutMembers, withMembers } from './members.ts'
import { add, changed, entriesAfter, messages, type MessagesState, noMessages } from './messages.ts'
import { skip, without as withoutMessages } from './messages.ts'
import { nothingPending, outboxAfter } from './outbox.ts'
import { nobody, people, type PeopleState } from './people.ts'
import { findRoom, noRooms, rooms, type RoomsState, said, unread, withMembership } from './rooms.ts'
import { without as withoutRoom, withRole } from './rooms.ts'
import { noSession, session, type SessionState } from './session.ts'
import { nobodyTypes, typing, type TypingState, without as withoutTyping } from './typing.ts'

export interface State {
  readonly connection: ConnectionState
  readonly session: SessionState
  readonly people: PeopleState
  readonly rooms: RoomsState
  readonly members: MembersState
  readonly messages: MessagesState
  readonly typing: TypingState
  readonly outbox: OutboxState
}

const nothingKnown: Omit<State, 'connection'> = {
  session: noSession,
  people: nobody,
  rooms: noRooms,
  members: noMembers,
  messages: noMessages,
  typing: nobodyTypes,
  outbox: nothingPending,
}

/** `known` is what was known when a client ended, if anything is kept of it. */
export function startState(connection: ConnectionState, known: Partial<State> = {}): State {
  return { ...nothingKnown, ...known, connection }
}

export function next(state: State, happening: Happening): State {
  if (happening.kind === 'connection') return { ...state, connection: happening.connection }
  const before = happening.kind === 'answered' ? leaving(state, happening.answered) : state
  const after: State = {
    connection: before.connection,
    session: reduce(session, before.session, happening),
    people: reduce(people, before.people, happening),
    rooms: reduce(rooms, before.rooms, happening),
    members: reduce(members, before.members, happening),
    messages: withChange(reduce(messages, before.messages, happening), happening),
    typing: reduce(typing, before.typing, happening),
    outbox: outboxAfter(before.outbox, happening),
  }
  if (happening.kind === 'answered') return withAnswer(after, happening.answered)
  return happening.kind === 'event' ? withOurs(after, happening) : after
}

/** How many entries of a room that we have not read are by others, as far as we know the entries. */
export function unreadIn({ rooms, messages, session }: State, slug: string): number {
  const room = rooms.get(slug)
  if (room === undefined) return 0
  const own = entriesAfter(messages.get(slug), room.read).filter(({ author }) => author.id === session.me?.id)
  return Math.max(0, unread(room) - own.length)
}

function withChange(slice: MessagesState, happening: Happening): MessagesState {
  const change = changeOf(happening)
  return change === undefined ? slice : changed(slice, change)
}

/** `room.leave` may name a room in several ways; its slug has to be found before it is gone. */
function leaving(state: State, answered: Answered): State {
  if (answered.name !== 'room.leave') return state
  return withoutTheRoom(state, findRoom(state.rooms, answered.input.room)?.slug)
}

function withoutTheRoom(state: State, slug: string | undefined): State {
  if (slug === undefined) return state
  return {
    ...state,
    rooms: withoutRoom(state.rooms, slug),
    members: withoutMembers(state.members, slug),
    messages: withoutMessages(state.messages, slug),
    typing: withoutTyping(state.typing, slug),
  }
}

type HeardEvent = Extract<Happening, { kind: 'event' }>

/** What an event means depends on who we are. */
function withOurs(state: State, { event }: HeardEvent): State {
  if (event.name === 'message.posted' || event.name === 'file.shared') {
    return { ...state, rooms: said(state.rooms, event.payload, state.session.me?.id) }
  }
  if (event.name === 'room.resumed' && event.payload.skipped === true) return skipped(state, event.payload)
  return withOurMembership(state, event)
}

function skipped(state: State, { room, seq }: Payload<'room.resumed'>): State {
  const rev = state.rooms.get(room)?.rev
  return { ...state, messages: skip(state.messages, { slug: room, seq, ...(rev === undefined ? {} : { rev }) }) }
}

/** Somebody's coming, going and being sent out is ours when it is us, on this device or another. */
function withOurMembership(state: State, event: HeardEvent['event']): State {
  const me = state.session.me?.id
  if (event.name === 'room.left' || event.name === 'room.kicked') {
    return event.payload.person.id === me ? withoutTheRoom(state, event.payload.room) : state
  }
  if (event.name === 'room.role' && event.payload.person.id === me) {
    return { ...state, rooms: withRole(state.rooms, event.payload.room, event.payload.role) }
  }
  if (event.name !== 'room.joined') return state
  const { person, room, role } = event.payload
  const ours = person.id === me || room.people?.some(({ id }) => id === me)
  if (!ours) return state
  const known = withMembership(state.rooms, room)
  return { ...state, rooms: person.id === me && role !== undefined ? withRole(known, room.slug, role) : known }
}

/** What a reply means depends on which room was asked about, and on who we are. */
function withAnswer(state: State, answered: Answered): State {
  if (answered.name === 'message.send') return withOwn(state, answered)
  if (answered.name !== 'room.members') return state
  const { input, reply } = answered
  const slug = findRoom(state.rooms, input.room)?.slug ?? input.room
  return { ...state, members: withMembers(state.members, slug, reply.people) }
}

/** What we have said ourselves is an entry like all others; the server need not say it back. */
function withOwn(state: State, answered: AnsweredCommand<'message.send'>): State {
  const { me } = state.session
  if (me === undefined) return state
  const { input, reply } = answered
  const { body, kind, reply: answers } = input
  const more = { ...(kind === undefined ? {} : { kind }), ...(answers === undefined ? {} : { reply: answers }) }
  const entry: Message = { ...reply, author: { id: me.id, name: me.name }, body, ...more }
  const known = said(withDirectRoom(state.rooms, answered), entry, me.id)
  // What the server has told of it already is more than we know.
  const isTold = state.messages.get(entry.room)?.entries.some(({ seq }) => seq === entry.seq)
  return { ...state, rooms: known, messages: isTold ? state.messages : add(state.messages, entry.room, [entry]) }
}

/** The first word to somebody makes the room of the two. */
function withDirectRoom(known: RoomsState, { input, reply }: AnsweredCommand<'message.send'>): RoomsState {
  if (input.to === undefined) return known
  const room: Omit<JoinedRoom, 'read'> = { slug: reply.room, name: input.to, kind: 'direct', topic: '', seq: reply.seq }
  return withMembership(known, room)
}
