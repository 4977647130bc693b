// How people, rooms, entries and refusals look as lines of plain text. Knows no connection.

import type { HeardEvent, RoomView } from '@hubbub/core'
import type { Message, Person, Reacted, Role, Room } from '@hubbub/protocol'

import { asideTo, type DeedName, deedOf, wordsOf } from '../kit/deeds.ts'
import { fileLink } from '../kit/links.ts'

export interface Form {
  /** telnet moves to the next line, but not to its beginning, with a newline alone. */
  readonly eol: '\n' | '\r\n'
  /** Where links lead: the address that the client reached us at. */
  readonly site: string
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
  const before = (backlog ? `[${clockTime(payload.at)}] ` : '') + place(room)
  const [first = '', ...more] = saidLines(payload, { direct: room?.kind === 'direct', form })
  return [before + first, ...more.map(indented), ...(payload.reactions ?? []).map(reactionLine).map(indented)]
}

type Entry = Pick<HeardEvent<'message.posted'>, 'room' | 'backlog'> & { readonly payload: Message }

/** `<alice> hello`, `* alice waves`, `* alice shared cat.png (20 KB): …` */
function saidLines(message: Message, { direct, form }: { readonly direct: boolean; readonly form: Form }): string[] {
  const { file, author, body, kind, erased, editedAt } = message
  const edited = editedAt === undefined ? '' : ' (edited)'
  if (erased === undefined && file !== undefined) {
    const shared = `* ${author.name} shared ${direct ? 'with you ' : ''}${fileLink(file, form.site)}`
    return [shared, ...(body === '' ? [] : linesOf(body + edited))]
  }
  if (erased === undefined && kind === 'action') return linesOf(`* ${toYou(direct)}${author.name} ${body}${edited}`)
  return linesOf(`<${author.name}${direct ? ' to you' : ''}> ${wordsOf(message, author.name)}${edited}`)
}

function reactionLine({ text, people }: Reacted): string {
  return `${text} ${people.map(({ name }) => name).join(', ')}`
}

/** `* alice corrects: hello!` */
export function deedLines(heard: HeardEvent<DeedName>): Lines {
  const { by, does } = deedOf(heard)
  const [first = '', ...more] = linesOf(`* ${toYou(heard.room?.kind === 'direct')}${by.name} ${does}`)
  return [place(heard.room) + first, ...more.map(indented)]
}

/** `(to moderators) <alice> look` */
export function asideLines({ payload, room }: HeardEvent<'message.aside'>): Lines {
  const { author, body, kind, least } = payload
  const says = kind === 'action' ? `* ${author.name} ${body}` : `<${author.name}> ${body}`
  const [first = '', ...more] = linesOf(says)
  return [`${place(room)}${asideTo[least]} ${first}`, ...more.map(indented)]
}

const toYou = (direct: boolean): string => (direct ? '(to you) ' : '')

const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/u)

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

/** `2026-10-05 14:03` on the server’s clock. */
export function whenText(at: number): string {
  const day = new Date(at)
  const date = [day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${[day.getFullYear(), ...date].join('-')} ${clockTime(at)}`
}

/** `bob (away)`, or as a member of a room `bob (owner, away)` */
export function personText({ name, status, role = 'member' }: Person & { readonly role?: Role }): string {
  const notes = [...(role === 'member' ? [] : [role]), ...(status === 'ACTIVE' ? [] : [status.toLowerCase()])]
  return notes.length === 0 ? name : `${name} (${notes.join(', ')})`
}

/** `dev-talk (Dev Talk): Tea and code` */
export function roomText({ slug, name, kind, topic }: Pick<Room, 'slug' | 'name' | 'kind' | 'topic'>): string {
  const notes = [...(name === slug ? [] : [name]), ...(kind === 'invite-only' ? ['by invitation'] : [])]
  return slug + (notes.length === 0 ? '' : ` (${notes.join(', ')})`) + (topic === '' ? '' : `: ${topic}`)
}
