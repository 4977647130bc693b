// What HTTP shows of each event: nothing, since nobody listens on it.

import type { Outbound } from '../gateway.ts'

export const outbound = {
  'session.closing': 'silent',
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
  'message.posted': 'silent',
  'message.read': 'silent',
  'file.shared': 'silent',
} as const satisfies Outbound<never>
