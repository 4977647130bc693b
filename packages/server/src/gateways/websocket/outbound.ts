// What our own clients are shown of each event: all of it, as JSON, in a frame that is made once for all listeners.

import type { HeardEvent } from '@hubbub/core'
import { errorFrame, eventFrame, type EventName, type Payload, type Refusal, replyFrame } from '@hubbub/protocol'

import type { Outbound } from '../gateway.ts'
import { outletOf } from '../kit/ears.ts'
import { textFrame } from '../kit/websocket/frames.ts'

const asItIs = ({ name, payload }: HeardEvent<EventName>): Uint8Array =>
  textFrame(JSON.stringify(eventFrame(name, payload)))

export const outbound = {
  'session.closing': asItIs,
  'person.arrived': asItIs,
  'person.departed': asItIs,
  'person.renamed': asItIs,
  'person.status': asItIs,
  'person.profile': asItIs,
  'person.signed-in': asItIs,
  'person.signed-out': asItIs,
  'person.metadata': asItIs,
  'room.created': asItIs,
  'room.closed': asItIs,
  'room.joined': asItIs,
  'room.left': asItIs,
  'room.invited': asItIs,
  'room.topic': asItIs,
  'room.resumed': asItIs,
  'room.settings': asItIs,
  'room.role': asItIs,
  'room.kicked': asItIs,
  'room.banned': asItIs,
  'room.unbanned': asItIs,
  'room.knocked': asItIs,
  'room.someone-invited': asItIs,
  'room.renamed': asItIs,
  'room.metadata': asItIs,
  'message.posted': asItIs,
  'message.read': asItIs,
  'message.edited': asItIs,
  'message.erased': asItIs,
  'message.reacted': asItIs,
  'message.changed': asItIs,
  'message.typing': asItIs,
  'message.signal': asItIs,
  'message.aside': asItIs,
  'file.shared': asItIs,
  'server.announced': asItIs,
} satisfies Outbound<unknown>

/** Somebody's other devices need what this one said, so everybody hears everything; a client knows its own by seq. */
export const outlet = outletOf({ table: outbound, form: undefined, toOrigin: true })

export const reply = (id: number, ok: unknown): Uint8Array => textFrame(JSON.stringify(replyFrame(id, ok)))

export const refusal = (id: number | null, why: Refusal): Uint8Array => textFrame(JSON.stringify(errorFrame(id, why)))

type Reason = Payload<'session.closing'>['reason']

const says = {
  shutdown: 'The server is stopping.',
  lagging: 'You cannot keep up with what you are sent; come back and resume.',
} as const satisfies Partial<Record<Reason, string>>

export const closingEvent = (reason: keyof typeof says): Uint8Array =>
  textFrame(JSON.stringify(eventFrame('session.closing', { reason, says: says[reason] })))
