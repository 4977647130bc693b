// What a client of this wire may ask: each request with its keys, the command it becomes, and what the sender gets back.

import type { Reply, Status } from '@hubbub/protocol'

import { isShortForm } from './names.ts'
import { called, invite, join, LOBBY, placed, usersOf } from './places.ts'
import { type Asked, newPerson, newRoom, type Reader, row, status, success, text, texts } from './request.ts'

export type RequestType =
  | 'IDENTIFY'
  | 'STATUS'
  | 'USERS'
  | 'TEXT'
  | 'PUBLIC_TEXT'
  | 'NEW_ROOM'
  | 'INVITE'
  | 'JOIN_ROOM'
  | 'ROOM_USERS'
  | 'ROOM_TEXT'
  | 'LEAVE_ROOM'
  | 'DISCONNECT'

interface Keys {
  readonly username: string
  readonly usernames: readonly string[]
  readonly roomname: string
  readonly text: string
  readonly status: Status
}

const aboutPerson = ({ username }: Pick<Keys, 'username'>): string => username
const aboutRoom = ({ roomname }: Pick<Keys, 'roomname'>): string => roomname

const requests = {
  IDENTIFY: row<Pick<Keys, 'username'>>({
    keys: { username: newPerson },
    does: ({ session }, { username }) => session.do('person.identify', { name: username }),
    answers: ({ username }) => success('IDENTIFY', username),
    about: aboutPerson,
  }),
  STATUS: row<Pick<Keys, 'status'>>({
    keys: { status },
    does: ({ session }, keys) => session.do('person.status', keys),
  }),
  USERS: row<object, Reply<'person.list'>>({
    keys: {},
    does: ({ session }) => session.do('person.list', {}),
    answers: (_, { people }) => ({ type: 'USER_LIST', users: usersOf(people) }),
  }),
  TEXT: row<Pick<Keys, 'username' | 'text'>>({
    keys: { username: text, text },
    does: (asker, keys) => asker.session.do('message.send', { to: called(asker, keys.username), body: keys.text }),
    about: aboutPerson,
  }),
  PUBLIC_TEXT: row<Pick<Keys, 'text'>>({
    keys: { text },
    does: ({ session }, keys) => session.do('message.send', { room: LOBBY, body: keys.text }),
  }),
  NEW_ROOM: row<Pick<Keys, 'roomname'>>({
    keys: { roomname: newRoom },
    does: ({ session }, { roomname }) =>
      session.do('room.create', {
        name: roomname,
        kind: 'invite-only',
        lifetime: 'while-occupied',
        settings: { membersInvite: true },
      }),
    answers: ({ roomname }) => success('NEW_ROOM', roomname),
    about: aboutRoom,
  }),
  INVITE: row<Pick<Keys, 'roomname' | 'usernames'>>({
    keys: { roomname: text, usernames: texts },
    does: invite,
    about: ({ roomname }, { code, subject }) =>
      code === 'no-such-person' && subject !== undefined ? subject : roomname,
  }),
  JOIN_ROOM: row<Pick<Keys, 'roomname'>>({
    keys: { roomname: text },
    // To find a room by its short form takes a question of its own.
    alone: ({ roomname }) => isShortForm(roomname),
    does: join,
    answers: ({ roomname }) => success('JOIN_ROOM', roomname),
    about: aboutRoom,
  }),
  ROOM_USERS: row<Pick<Keys, 'roomname'>, Reply<'room.members'>>({
    keys: { roomname: text },
    does: (asker, { roomname }) => asker.session.do('room.members', { room: placed(asker, roomname) }),
    answers: ({ roomname }, { people }) => ({ type: 'ROOM_USER_LIST', roomname, users: usersOf(people) }),
    about: aboutRoom,
  }),
  ROOM_TEXT: row<Pick<Keys, 'roomname' | 'text'>>({
    keys: { roomname: text, text },
    does: (asker, keys) => asker.session.do('message.send', { room: placed(asker, keys.roomname), body: keys.text }),
    about: aboutRoom,
  }),
  LEAVE_ROOM: row<Pick<Keys, 'roomname'>>({
    keys: { roomname: text },
    does: (asker, { roomname }) => asker.session.do('room.leave', { room: placed(asker, roomname) }),
    about: aboutRoom,
  }),
  DISCONNECT: row<object>({
    keys: {},
    does: ({ session }) => session.do('session.leave', {}),
    closes: true,
  }),
} satisfies Record<RequestType, Reader>

/** An object that arrived: its type, and what it asks for if it is a whole request. */
export interface Arrived {
  readonly type: string | undefined
  readonly asked: Asked | undefined
}

export function readRequest(object: string): Arrived {
  const parsed = parse(object)
  const type = parsed?.['type']
  if (parsed === undefined || typeof type !== 'string') return { type: undefined, asked: undefined }
  return { type, asked: isRequestType(type) ? requests[type](type, parsed) : undefined }
}

/** The scanner hands over what begins with a brace, so that what can be parsed is an object. */
function parse(object: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(object)
  } catch {
    return undefined
  }
}

function isRequestType(type: string): type is RequestType {
  return Object.hasOwn(requests, type)
}
