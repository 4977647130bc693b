// What this wire's clients are told of each event: one compact object and a newline, or nothing.

import type { HeardEvent, RoomView } from '@hubbub/core'
import type { Author, FileInfo, Message, Status } from '@hubbub/protocol'

import type { Outbound } from '../gateway.ts'
import { asideText, type DeedName, deedOf, wordsOf } from '../kit/deeds.ts'
import { fileLink } from '../kit/links.ts'
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
  /** Where links lead: `http://HOST:PORT`. */
  readonly site: string
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
  'person.renamed': ({ payload: { person, was } }, form) => replaced({ id: person.id, name: was }, person, form),
  'person.status': ({ payload: { person } }, form) =>
    person.status === 'OFFLINE'
      ? null
      : show({ type: 'NEW_STATUS', username: shownPerson(person), status: person.status }, form),
  'person.profile': 'silent',
  // Whoever was here already on another device does not come again.
  'person.signed-in': ({ payload: { person, was, merged } }, form) =>
    merged ? show({ type: 'DISCONNECTED', username: shownPerson(was) }, form) : replaced(was, person, form),
  'person.signed-out': ({ payload: { person, was } }, form) => replaced(was, person, form),
  'person.metadata': 'silent',
  // Whoever makes a public room invites everybody: there is no other way to learn of it here.
  'room.created': invitation,
  'room.closed': 'silent',
  'room.joined': ({ payload, room }, form) => show(moved('JOINED_ROOM', room ?? payload.room, payload.person), form),
  'room.left': ({ payload, room }, form) => show(moved('LEFT_ROOM', room, payload.person), form),
  'room.invited': invitation,
  'room.topic': deed,
  'room.resumed': 'silent',
  'room.settings': deed,
  'room.role': deed,
  // This wire knows that somebody has left a room, and not why.
  'room.kicked': ({ payload, room }, form) => show(moved('LEFT_ROOM', room, payload.person), form),
  'room.banned': deed,
  'room.unbanned': deed,
  'room.knocked': deed,
  'room.someone-invited': deed,
  'room.renamed': roomRenamed,
  'room.metadata': 'silent',
  'message.posted': ({ payload, room }, form) => show(said(room, payload.author, worded(payload)), form),
  'message.read': 'silent',
  'message.edited': deed,
  'message.erased': deed,
  'message.reacted': deed,
  'message.changed': 'silent',
  'message.typing': 'silent',
  'message.signal': 'silent',
  'message.aside': ({ payload, room }, form) =>
    show(said(room, payload.author, asideText(payload, shownPerson(payload.author))), form),
  'file.shared': ({ payload, room }, form) =>
    show(said(room, payload.author, payload.erased ? worded(payload) : fileLine(payload, form)), form),
  'server.announced': ({ payload: { body, by } }, form) => show(fromServer(`${by.name}: ${body}`), form),
} satisfies Outbound<Form>

/** What somebody does is something that they say. */
function deed(heard: HeardEvent<DeedName>, form: Form): string | null {
  const { by, does } = deedOf(heard)
  return show(said(heard.room, by, does), form)
}

function worded(message: Message): string {
  return wordsOf(message, shownPerson(message.author))
}

function invitation({ payload }: HeardEvent<'room.invited'> | HeardEvent<'room.created'>, form: Form): string | null {
  return show({ type: 'INVITATION', username: shownPerson(payload.by), roomname: shownRoom(payload.room) }, form)
}

/** Nobody is renamed on this wire: somebody goes and somebody comes. */
function replaced(was: Author, person: Author, form: Form): string | null {
  const [before, now] = [shownPerson(was), shownPerson(person)]
  if (before === now) return null
  const gone = show({ type: 'DISCONNECTED', username: before }, form) ?? ''
  return gone + (show({ type: 'NEW_USER', username: now }, form) ?? '')
}

/** No room is renamed on this wire: it is told under the old name, and who is invited under the new one learns it. */
function roomRenamed(heard: HeardEvent<'room.renamed'>): string {
  const { room, was, by } = heard.payload
  const before = heard.room && { ...heard.room, name: was }
  const told = written(said(before, by, deedOf(heard).does))
  const isPlace = room.kind !== 'lobby' && room.kind !== 'direct'
  if (!isPlace || before === undefined || shownRoom(before) === shownRoom(room)) return told
  return told + written({ type: 'INVITATION', username: shownPerson(by), roomname: shownRoom(room) })
}

/** Everybody is in the lobby, and a direct room is not a room here. */
function moved(
  type: 'JOINED_ROOM' | 'LEFT_ROOM',
  room: Pick<RoomView, 'slug' | 'name' | 'kind'> | undefined,
  who: Author,
): Told | null {
  if (room === undefined || room.kind === 'lobby' || room.kind === 'direct') return null
  return { type, roomname: shownRoom(room), username: shownPerson(who) }
}

/** The lobby is the general chat, a direct room is a private text. */
function said(room: RoomView | undefined, author: Author, text: string): Told {
  const username = shownPerson(author)
  if (room?.kind === 'direct') return { type: 'TEXT_FROM', username, text }
  if (room === undefined || room.kind === 'lobby') return { type: 'PUBLIC_TEXT_FROM', username, text }
  return { type: 'ROOM_TEXT_FROM', roomname: shownRoom(room), username, text }
}

function fileLine({ body, file }: { readonly body: string; readonly file: FileInfo }, { site }: Form): string {
  const line = `shared ${fileLink(file, site)}`
  return body === '' ? line : `${body}\n${line}`
}
