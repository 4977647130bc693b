// What a client of fixed frames is shown of each event: bare text (frames: "No names"), and neither who comes nor who goes.

import { fileLink, type LinkBase } from '../kit/links.ts'
import type { Outbound } from '../gateway.ts'
import { framesOf } from './frame-writer.ts'

export interface Form {
  readonly size: number
  /** Where links lead: the address that the client reached us at. */
  readonly at: LinkBase
}

export const outbound = {
  'session.closing': ({ payload }, { size }) => refused(payload.says, size),
  'person.arrived': 'silent',
  'person.departed': 'silent',
  'person.renamed': 'silent',
  'person.status': 'silent',
  'room.created': 'silent',
  'room.closed': 'silent',
  'room.joined': 'silent',
  'room.left': 'silent',
  'room.invited': 'silent',
  'room.topic': 'silent',
  'room.resumed': 'silent',
  // Only what is meant for one person says who spoke: otherwise it would look like the lobby.
  'message.posted': ({ payload, room }, { size }) =>
    framesOf(room?.kind === 'direct' ? `${payload.author.name} to you: ${payload.body}` : payload.body, size),
  'message.read': 'silent',
  'file.shared': ({ payload: { author, body, file }, room }, { size, at }) =>
    framesOf(`${author.name} shared ${room?.kind === 'direct' ? 'with you ' : ''}${fileLink(file, at)}\n${body}`, size),
} satisfies Outbound<Form>

/** A refusal on a wire that has nothing but texts. */
export function refused(says: string, size: number): Buffer {
  return framesOf(`! ${says}`, size)
}
