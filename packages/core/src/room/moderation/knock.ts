// room.knock: somebody asks the moderators of a room to be let in.

import { Refusal } from '@hubbub/protocol'

import { joinedRoom } from '../../access.ts'
import type { Handler, IdentifiedCall } from '../../brain.ts'
import { isListed } from '../../mask.ts'
import { personOf } from '../../person/people.ts'
import type { RoomView } from '../../ports.ts'
import { findRoom } from '../kit/find.ts'

export const knock: Handler<'room.knock'> = async (call, { room: ref, reason }) => {
  const { brain, session, person } = call
  if (joinedRoom(session, ref) !== undefined) throw new Refusal('already-joined', ref)
  const room = await findRoom(brain.ports.store, ref)
  if (room === undefined || room.settings.secret === true || room.kind === 'direct')
    throw new Refusal('no-such-room', ref)
  checkMayKnock(call, room)
  const payload = { room: room.slug, person: personOf(person), ...(reason === undefined ? {} : { reason }) }
  brain.announce({ name: 'room.knocked', payload, to: { room: room.slug }, origin: session.id })
  return { room: room.slug }
}

function checkMayKnock({ brain, person }: IdentifiedCall, room: RoomView): void {
  const now = brain.ports.clock.now()
  const given = { one: person, now }
  if (room.kind !== 'invite-only' && room.settings.key === undefined) throw new Refusal('not-allowed', room.slug)
  if (isListed(room.bans, 'ban', given) && !isListed(room.bans, 'ban-exception', given)) {
    throw new Refusal('banned', room.slug)
  }
  const { knocks } = brain.rooms
  forgetOld(knocks, now - brain.ports.limits.knock_every_ms)
  const knocker = `${room.id} ${person.id}`
  if (knocks.has(knocker)) throw new Refusal('busy', room.slug)
  knocks.set(knocker, now)
}

/** They stand in the order of their times, so that what is old is at the front. */
function forgetOld(knocks: Map<string, number>, before: number): void {
  for (const [knocker, at] of knocks) {
    if (at > before) return
    knocks.delete(knocker)
  }
}
