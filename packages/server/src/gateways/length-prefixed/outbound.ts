// What a client of this wire is shown of each event: its three keys and nothing else (length-prefixed: any other kills it).

import type { HeardEvent } from '@hubbub/core'
import type { Author, FileInfo, Message } from '@hubbub/protocol'

import type { Outbound } from '../gateway.ts'
import { asideText, type DeedName, deedOf, wordsOf } from '../kit/deeds.ts'
import { fileLink } from '../kit/links.ts'
import { atOnce } from './bodies/steps.ts'
import { type Dialect, type Spoken, writeMessage } from './dialect.ts'
import type { Peers } from './peers.ts'

export interface Form {
  readonly dialect: Dialect
  /** Where links lead: `http://HOST:PORT`. */
  readonly site: string
  readonly peers: Peers
  /** Files whose bytes were written beforehand, by the event that tells of them. */
  readonly files: WeakMap<object, Buffer>
}

export const outbound = {
  'session.closing': ({ payload }, form) => notice(payload.says, form.dialect),
  'person.arrived': ({ payload: { person } }, form) =>
    notice(`A new user has joined the server: ${called(person, form)}`, form.dialect),
  'person.departed': ({ payload: { person } }, form) =>
    notice(`User: ${called(person, form)}, has left the server`, form.dialect),
  'person.renamed': ({ payload: { person, was } }, form) => renamed({ id: person.id, name: was }, person, form),
  'person.status': 'silent',
  'person.profile': 'silent',
  'person.signed-in': ({ payload: { person, was } }, form) => renamed(was, person, form),
  'person.signed-out': ({ payload: { person, was } }, form) => renamed(was, person, form),
  'person.metadata': 'silent',
  'room.created': 'silent',
  'room.closed': 'silent',
  'room.joined': 'silent',
  'room.left': 'silent',
  'room.invited': 'silent',
  'room.topic': 'silent',
  'room.resumed': 'silent',
  'room.settings': 'silent',
  'room.role': 'silent',
  'room.kicked': 'silent',
  'room.banned': 'silent',
  'room.unbanned': 'silent',
  'room.knocked': 'silent',
  'room.someone-invited': 'silent',
  'room.renamed': 'silent',
  'room.metadata': 'silent',
  'message.posted': (heard, form) => spoken(heard, wordsOf(heard.payload, heard.payload.author.name), form),
  'message.read': 'silent',
  'message.edited': deed,
  'message.erased': deed,
  'message.reacted': deed,
  'message.changed': 'silent',
  'message.typing': 'silent',
  'message.signal': 'silent',
  'message.aside': (heard, form) => spoken(heard, asideText(heard.payload, heard.payload.author.name), form),
  'file.shared': (heard, form) => form.files.get(heard.payload) ?? spoken(heard, linkText(heard.payload, form), form),
  'server.announced': deed,
} satisfies Outbound<Form>

/** What somebody does is told by the server, as their coming and going is. */
function deed(heard: HeardEvent<DeedName>, { dialect }: Form): Buffer | null {
  const { by, does } = deedOf(heard)
  return notice(`${by.name} ${heard.room?.kind === 'direct' ? '(to you) ' : ''}${does}`, dialect)
}

function renamed(was: Author, now: Author, form: Form): Buffer | null {
  if (was.name === now.name) return null
  return notice(`User: ${called(was, form)} is now ${now.name}`, form.dialect)
}

/** A sentence of the server's own; the seed's begins in the same way. */
export function notice(says: string, dialect: Dialect): Buffer | null {
  return written({ key: 'Text', user: null, text: `<SERVER MSG> ${says}` }, dialect)
}

/** Who uses the long prefix sends files and expects nothing back. */
function written(said: Spoken, dialect: Dialect): Buffer | null {
  return dialect.prefixBytes === 8 ? null : atOnce(writeMessage(said, dialect))
}

function called(person: Author, { peers }: Form): string {
  const peer = peers.get(person.id)
  return peer === undefined || peer.registered ? person.name : peer.remote
}

type Heard = Pick<HeardEvent<'message.posted'>, 'room'> & { readonly payload: Pick<Message, 'author'> }

/** Where bodies carry no user a text is bare, as it was said; only what is for one person alone says who speaks. */
function spoken({ payload: { author }, room }: Heard, text: string, { dialect }: Form): Buffer | null {
  const direct = dialect.shape === 'named' ? '(to you) ' : `${author.name} to you: `
  return written({ key: 'Text', user: author.name, text: room?.kind === 'direct' ? direct + text : text }, dialect)
}

/** A file that is too large for this wire, or could not be read. */
function linkText(message: Message & { readonly file: FileInfo }, { site }: Form): string {
  const { author, body, file, erased } = message
  if (erased !== undefined) return wordsOf(message, author.name)
  const shared = `${author.name} shared ${fileLink(file, site)}`
  return body === '' ? shared : `${body}\n${shared}`
}

/** The words that went with a file, for whoever gets its bytes. */
export function wordsBeside({ author, body }: Message, { dialect }: Form): Buffer {
  return written({ key: 'Text', user: author.name, text: body }, dialect) ?? Buffer.alloc(0)
}
