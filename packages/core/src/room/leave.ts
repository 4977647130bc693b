// room.leave: somebody does not belong to a room any more.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { personOf } from '../person/people.ts'

export const leave: Handler<'room.leave'> = async ({ brain, session, person, room }) => {
  if (room.kind === 'lobby' || room.kind === 'direct') throw new Refusal('not-allowed', room.slug)
  const { store, clock } = brain.ports
  const { closed } = await store.leaveRoom({ room: room.id, person: person.id, at: clock.now() })
  const left = { room: room.slug, person: personOf(person) }
  brain.announce({ name: 'room.left', payload: left, to: { room: room.slug }, origin: session.id })
  if (closed && room.kind === 'public') {
    brain.announce({ name: 'room.closed', payload: { room: room.slug }, to: 'everyone', origin: session.id })
  }
  return {}
}
