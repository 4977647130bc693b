// What this wire's clients are told of each event: one compact object and a newline, or nothing.

import type { HeardEvent, RoomView } from '@hubbub/core'
import type { FileInfo, Message, Status } from '@hubbub/protocol'

import type { Outbound } from '../gateway.ts'
import { fileLink, type LinkBase } from '../kit/links.ts'
import { shownPerson, shownRoom } from './names.ts'

/** An object that a server of this wire sends. */
export type Told =
  | { readonly type: 'RESPONSE'; readonly operation: string; readonly result: string; readonly extra?: string }
  | { readonly type: 'NEW_USER' | 'DISCONNECTED'; readonly username: string }
  | { readonly type: 'NEW_STATUS'; readonly username: string; readonly status: string }
  | { readonly type: 'USER_LIST'; readonly users: Users }
  | { readonly type: 'TEXT_FROM' | 'PUBLIC_TEXT_FROM'; readonly username: string; readonly text: string }
  | { readonly type: 'INVITATION' | 'JOINED_ROOM' | 'LEFT_ROOM'; readonly roomname: string; readonly username: string }
  | { readonly type: 'ROOM_USER_LIST'; readonly roomname: string; readonly users: Users }
  | { readonly type: 'ROOM_TEXT_FROM'; readonly roomname: string; readonly username: string; readonly text: string }

export type Users = Readonly<Record<string, Status>>

/**
 * How a client tells its objects apart. `newline`: by the newline after each. `old`: one read is one object to it, and its
 * reader dies of some types.
 */
export type Framing = 'newline' | 'old'

export interface Form {
  readonly framing: Framing
  /** Where links lead: the address that the client reached us at. */
  readonly at: LinkBase
}

/** Old clients' readers die of these (course-json, "Old-client mode"): they lose a notice, not their ears. */
const heldBack: ReadonlySet<Told['type']> = new Set(['NEW_STATUS', 'LEFT_ROOM', 'DISCONNECTED'])

/** Who speaks when it is the server itself: no person can have this name. */
const SERVER_NAME = '~server'

/** What the server itself has to say. */
export function fromServer(text: string): Told {
  return { type: 'PUBLIC_TEXT_FROM', username: SERVER_NAME, text }
}

/** An object as it goes out: compact, with a newline. */
export function written(told: Told): string {
  return `${JSON.stringify(told)}\n`
}

/** Writes an object in a form that may have to do without it. */
function show(told: Told | null, { framing }: Form): string | null {
  return told === null || (framing === 'old' && heldBack.has(told.type)) ? null : written(told)
}

export const outbound = {
  'session.closing': ({ payload }, form) => show(fromServer(payload.says), form),
  'person.arrived': ({ payload }, form) => show({ type: 'NEW_USER', username: shownPerson(payload.person) }, form),
  'person.departed': ({ payload }, form) => show({ type: 'DISCONNECTED', username: shownPerson(payload.person) }, form),
  'person.renamed': renamed,
  'person.status': ({ payload: { person } }, form) =>
    person.status === 'OFFLINE'
      ? null
      : show({ type: 'NEW_STATUS', username: shownPerson(person), status: person.status }, form),
  // Whoever makes a public room invites everybody: there is no other way to learn of it here.
  'room.created': invitation,
  'room.closed': 'silent',
  'room.joined': ({ payload, room }, form) => show(moved('JOINED_ROOM', room ?? payload.room, payload.person), form),
  'room.left': ({ payload, room }, form) => show(moved('LEFT_ROOM', room, payload.person), form),
  'room.invited': invitation,
  'room.topic': ({ payload, room }, form) =>
    show(said(room, payload.by, payload.topic === '' ? 'cleared the topic' : `set the topic: ${payload.topic}`), form),
  'room.resumed': 'silent',
  'message.posted': ({ payload, room }, form) => show(said(room, payload.author, payload.body), form),
  'message.read': 'silent',
  'file.shared': ({ payload, room }, form) => show(said(room, payload.author, fileLine(payload, form)), form),
} satisfies Outbound<Form>

type Someone = Message['author']

function invitation({ payload }: HeardEvent<'room.invited'> | HeardEvent<'room.created'>, form: Form): string | null {
  return show({ type: 'INVITATION', username: shownPerson(payload.by), roomname: shownRoom(payload.room) }, form)
}

/** Nobody is renamed on this wire: somebody goes and somebody comes. */
function renamed({ payload: { person, was } }: HeardEvent<'person.renamed'>, form: Form): string | null {
  const before = shownPerson({ id: person.id, name: was })
  const now = shownPerson(person)
  if (before === now) return null
  const gone = show({ type: 'DISCONNECTED', username: before }, form) ?? ''
  return gone + (show({ type: 'NEW_USER', username: now }, form) ?? '')
}

/** Everybody is in the lobby, and a direct room is not a room here. */
function moved(
  type: 'JOINED_ROOM' | 'LEFT_ROOM',
  room: Pick<RoomView, 'slug' | 'name' | 'kind'> | undefined,
  who: Someone,
): Told | null {
  if (room === undefined || room.kind === 'lobby' || room.kind === 'direct') return null
  return { type, roomname: shownRoom(room), username: shownPerson(who) }
}

/** The lobby is the general chat, a direct room is a private text. */
function said(room: RoomView | undefined, author: Someone, text: string): Told {
  const username = shownPerson(author)
  if (room?.kind === 'direct') return { type: 'TEXT_FROM', username, text }
  if (room === undefined || room.kind === 'lobby') return { type: 'PUBLIC_TEXT_FROM', username, text }
  return { type: 'ROOM_TEXT_FROM', roomname: shownRoom(room), username, text }
}

function fileLine({ body, file }: { readonly body: string; readonly file: FileInfo }, { at }: Form): string {
  const line = `shared ${fileLink(file, at)}`
  return body === '' ? line : `${body}\n${line}`
}
