// What a client of fixed frames is shown of each event: bare text (frames: "No names"), and neither who comes nor who goes.

import type { HeardEvent } from '@hubbub/core'

import { asideText, type DeedName, deedOf, wordsOf } from '../kit/deeds.ts'
import { fileLink } from '../kit/links.ts'
import type { Outbound } from '../gateway.ts'
import { framesOf } from './frame-writer.ts'

export interface Form {
  readonly size: number
  /** Where links lead: `http://HOST:PORT`. */
  readonly site: string
}

export const outbound = {
  'session.closing': ({ payload }, { size }) => refused(payload.says, size),
  'person.arrived': 'silent',
  'person.departed': 'silent',
  'person.renamed': 'silent',
  'person.status': 'silent',
  'person.profile': 'silent',
  'person.signed-in': 'silent',
  'person.signed-out': 'silent',
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
  'message.posted': said,
  'message.read': 'silent',
  'message.edited': deed,
  'message.erased': deed,
  'message.reacted': deed,
  'message.changed': 'silent',
  'message.typing': 'silent',
  'message.signal': 'silent',
  'message.aside': ({ payload }, { size }) =>
    framesOf(`${payload.author.name} ${asideText(payload, payload.author.name)}`, size),
  'file.shared': (heard, form) => (heard.payload.erased === undefined ? shared(heard, form) : said(heard, form)),
  'server.announced': deed,
} satisfies Outbound<Form>

/** Only what is meant for one person says who spoke: otherwise it would look like the lobby. */
function said({ payload, room }: HeardEvent<'message.posted' | 'file.shared'>, { size }: Form): Buffer {
  const words = wordsOf(payload, payload.author.name)
  return framesOf(room?.kind === 'direct' ? `${payload.author.name} to you: ${words}` : words, size)
}

function shared({ payload: { author, body, file }, room }: HeardEvent<'file.shared'>, { size, site }: Form): Buffer {
  return framesOf(
    `${author.name} shared ${room?.kind === 'direct' ? 'with you ' : ''}${fileLink(file, site)}\n${body}`,
    size,
  )
}

/** Nobody would know whose words are corrected: here a name is said. */
function deed(heard: HeardEvent<DeedName>, { size }: Form): Buffer {
  const { by, does } = deedOf(heard)
  return framesOf(`${by.name} ${heard.room?.kind === 'direct' ? '(to you) ' : ''}${does}`, size)
}

/** A refusal on a wire that has nothing but texts. */
export function refused(says: string, size: number): Buffer {
  return framesOf(`! ${says}`, size)
}
