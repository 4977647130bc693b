// All that a client knows, as one value: every happening makes the next one of it.

import type { JoinedRoom, Message } from '@hubbub/protocol'

import type { ConnectionState } from '../connection.ts'
import { type Answered, type AnsweredCommand, type Happening, reduce } from './happening.ts'
import { add, messages, type MessagesState, noMessages, without as withoutMessages } from './messages.ts'
import { nobody, people, type PeopleState } from './people.ts'
import { findRoom, noRooms, rooms, type RoomsState, withMembership, without as withoutRoom, withRole } from './rooms.ts'
import { noSession, session, type SessionState } from './session.ts'
import { nobodyTypes, typing, type TypingState, without as withoutTyping } from './typing.ts'

export interface State {
  readonly connection: ConnectionState
  readonly session: SessionState
  readonly people: PeopleState
  readonly rooms: RoomsState
  readonly messages: MessagesState
  readonly typing: TypingState
}

export function startState(connection: ConnectionState): State {
  return { connection, session: noSession, people: nobody, rooms: noRooms, messages: noMessages, typing: nobodyTypes }
}

export function next(state: State, happening: Happening): State {
  if (happening.kind === 'connection') return { ...state, connection: happening.connection }
  const before = happening.kind === 'answered' ? leaving(state, happening.answered) : state
  const after: State = {
    connection: before.connection,
    session: reduce(session, before.session, happening),
    people: reduce(people, before.people, happening),
    rooms: reduce(rooms, before.rooms, happening),
    messages: reduce(messages, before.messages, happening),
    typing: reduce(typing, before.typing, happening),
  }
  if (happening.kind === 'answered') return withOwn(after, happening.answered)
  return happening.kind === 'event' ? withOurMembership(after, happening) : after
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
    messages: withoutMessages(state.messages, slug),
    typing: withoutTyping(state.typing, slug),
  }
}

/** Somebody's coming, going and being sent out is ours when it is us, on this device or another. */
function withOurMembership(state: State, { event }: Extract<Happening, { kind: 'event' }>): State {
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

/** What we have said ourselves is an entry like all others; the server need not say it back. */
function withOwn(state: State, answered: Answered): State {
  const { me } = state.session
  if (answered.name !== 'message.send' || me === undefined) return state
  const { input, reply } = answered
  const { body, kind, reply: answers } = input
  const more = { ...(kind === undefined ? {} : { kind }), ...(answers === undefined ? {} : { reply: answers }) }
  const entry: Message = { ...reply, author: { id: me.id, name: me.name }, body, ...more }
  const known = withDirectRoom(state.rooms, answered)
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
