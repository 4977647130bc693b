// room.leave: somebody does not belong to a room any more.

import { Refusal } from '@hubbub/protocol'

import { isListedRoom } from '../access.ts'
import type { Handler, MemberCall } from '../brain.ts'
import { personOf } from '../person/people.ts'

export const leave: Handler<'room.leave'> = (call, { reason }) => {
  const { brain, person, room } = call
  if (room.kind === 'lobby' || room.kind === 'direct') throw new Refusal('not-allowed', room.slug)
  return brain.people.turns.take(person.id, async () => {
    // Who was sent out meanwhile, or left on another device, is not in the room any more, and everybody knows.
    if (call.session.rooms.get(room.slug) === room) await leaveRoom(call, reason)
    return {}
  })
}

async function leaveRoom(call: MemberCall, reason: string | undefined): Promise<void> {
  const { brain, session, person, room } = call
  const { store, clock } = brain.ports
  const { closed } = await store.leaveRoom({ room: room.id, person: person.id, at: clock.now() })
  const left = { room: room.slug, person: personOf(person), ...(reason === undefined ? {} : { reason }) }
  brain.announce({ name: 'room.left', payload: left, to: { room: room.slug }, origin: session.id })
  if (closed) announceClosed(call)
}

/** Tells everybody that a room is gone of which everybody knew. */
export function announceClosed({ brain, session, room }: MemberCall): void {
  if (!isListedRoom(room)) return
  brain.announce({ name: 'room.closed', payload: { room: room.slug }, to: 'everyone', origin: session.id })
}
