// room.kick: somebody is sent out of a room.

import { type Person, Refusal } from '@hubbub/protocol'

import { isAtLeast, roleIn } from '../../access.ts'
import type { Handler, MemberCall } from '../../brain.ts'
import { announceClosed } from '../leave.ts'
import { checkStillMember, memberNamed } from './member.ts'
import { moderate, note, refuseDirect } from './moderate.ts'

export const kick: Handler<'room.kick'> = async (call, { person: name, reason }) => {
  const { brain, room } = call
  refuseDirect(room)
  if (room.kind === 'lobby') throw new Refusal('not-allowed', room.slug)
  const member = await memberNamed(call, name)
  // First the person's turn, then the room's, as for everybody who comes and goes.
  await brain.people.turns.take(member.id, () => moderate(call, () => sendOut(call, member, reason)))
  return {}
}

async function sendOut(call: MemberCall, member: Person, reason: string | undefined): Promise<void> {
  const { brain, session, person, room } = call
  checkStillMember(call, member)
  const isAbove = !isAtLeast(roleIn(room, person), roleIn(room, member))
  if (isAbove && !person.operator) throw new Refusal('not-allowed', member.name)
  const { store, clock } = brain.ports
  const { closed } = await store.leaveRoom({ room: room.id, person: member.id, at: clock.now() })
  const payload = { room: room.slug, person: member, by: person.author, ...(reason === undefined ? {} : { reason }) }
  brain.announce({ name: 'room.kicked', payload, to: { room: room.slug }, origin: session.id })
  const detail = reason === undefined ? {} : { detail: reason }
  note(call, { act: 'room.kick', room: room.slug, subject: member.name, ...detail })
  if (closed) announceClosed(call)
}
