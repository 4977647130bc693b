// message.read: somebody says how far they have read; the marker only moves forward.

import type { Handler } from '../brain.ts'

export const read: Handler<'message.read'> = async ({ brain, session, person, room }, input) => {
  const seq = await brain.ports.store.markRead({ room: room.id, person: person.id, seq: Math.min(input.seq, room.seq) })
  const payload = { room: room.slug, seq }
  brain.announce({ name: 'message.read', payload, to: { person: person.id }, origin: session.id })
  return { seq }
}
