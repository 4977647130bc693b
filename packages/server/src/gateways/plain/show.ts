// How people, rooms, entries and refusals look as lines of plain text. Knows no connection.

import type { HeardEvent, RoomView } from '@hubbub/core'
import type { Message, Person, Room } from '@hubbub/protocol'

import { fileLink, type LinkBase } from '../kit/links.ts'

export interface Form {
  /** telnet moves to the next line, but not to its beginning, with a newline alone. */
  readonly eol: '\n' | '\r\n'
  /** Where links lead: the address that the client reached us at. */
  readonly at: LinkBase
}

export type Lines = readonly string[]

/** Lines as they go out: nothing in them can move a cursor or turn the direction of what stands around it. */
export function written(lines: Lines, { eol }: Form): string {
  return lines.map((line) => harmless(line) + eol).join('')
}

const control = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** `^[` for an escape; what has no such spelling becomes U+FFFD. */
function harmless(line: string): string {
  return line.replace(control, (char) => {
    if (char === '\t') return ' '
    const code = char.charCodeAt(0)
    return code < 0x80 ? `^${String.fromCharCode(code ^ 0x40)}` : '\ufffd'
  })
}

/** An entry of a room; what was said before one came tells when. */
export function entryLines({ payload, room, backlog }: Entry, form: Form): Lines {
  const { file, author, body, at } = payload
  const before = (backlog ? `[${clockTime(at)}] ` : '') + place(room)
  const direct = room?.kind === 'direct'
  const words = body.split(/\r\n|\r|\n/u)
  if (file !== undefined) {
    const shared = `${before}* ${author.name} shared ${direct ? 'with you ' : ''}${fileLink(file, form.at)}`
    return [shared, ...(body === '' ? [] : words.map(indented))]
  }
  const [first = '', ...more] = words
  return [`${before}<${author.name}${direct ? ' to you' : ''}> ${first}`, ...more.map(indented)]
}

type Entry = Pick<HeardEvent<'message.posted'>, 'room' | 'backlog'> & { readonly payload: Message }

/** Nobody can make these lines look like somebody else's. */
const indented = (line: string): string => `    ${line}`

/** `[dev-talk] ` before what happens anywhere but in the lobby. */
export function place(room: Pick<RoomView, 'slug' | 'kind'> | undefined): string {
  return room === undefined || room.kind === 'lobby' || room.kind === 'direct' ? '' : `[${room.slug}] `
}

/** `14:03` on the server’s clock. */
function clockTime(at: number): string {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}

/** `bob (away)` */
export function personText({ name, status }: Person): string {
  return status === 'ACTIVE' ? name : `${name} (${status.toLowerCase()})`
}

/** `dev-talk (Dev Talk): Tea and code` */
export function roomText({ slug, name, kind, topic }: Omit<Room, 'seq' | 'people'>): string {
  const notes = [...(name === slug ? [] : [name]), ...(kind === 'invite-only' ? ['by invitation'] : [])]
  return slug + (notes.length === 0 ? '' : ` (${notes.join(', ')})`) + (topic === '' ? '' : `: ${topic}`)
}
