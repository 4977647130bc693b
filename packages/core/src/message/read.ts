// message.read: somebody says how far they have read; the marker only moves forward.

import type { Handler } from '../brain.ts'
import { given } from './kit/given.ts'

export const read: Handler<'message.read'> = async ({ brain, session, person, room }, { seq, at }) => {
  const { store, clock } = brain.ports
  const upTo = given({
    seq: seq && Math.min(seq, room.seq),
    // Where nothing was said yet a marker stands at the time that was given: in the future it would hide what will be said.
    at: at && (room.seq === 0 ? Math.min(at, clock.now()) : at),
  })
  const { moved, ...mark } = await store.markRead({ room: room.id, person: person.id, ...upTo })
  if (moved) {
    const payload = { room: room.slug, ...mark }
    brain.announce({ name: 'message.read', payload, to: { person: person.id }, origin: session.id })
  }
  return mark
}
