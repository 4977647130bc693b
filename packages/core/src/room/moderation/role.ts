// room.role: what a member may do.

import { Refusal, type Role } from '@hubbub/protocol'

import { roleIn } from '../../access.ts'
import type { Handler, MemberCall } from '../../brain.ts'
import { checkStillMember, memberNamed } from './member.ts'
import { moderate, note, refuseDirect } from './moderate.ts'

export const role: Handler<'room.role'> = (call, { person: name, role: wanted }) =>
  moderate(call, async () => {
    const { brain, session, person, room } = call
    refuseDirect(room)
    const member = await memberNamed(call, name)
    const was = roleIn(room, member)
    const isAboutOwners = was === 'owner' || wanted === 'owner'
    const mayMakeOwners = person.operator || roleIn(room, person) === 'owner' || isClaim(call, member, wanted)
    if (isAboutOwners && !mayMakeOwners) throw new Refusal('not-allowed', name)
    if (wanted === was) return { person: member, role: wanted, was }
    await brain.ports.store.setRole({ room: room.id, person: member.id, role: wanted })
    checkStillMember(call, member)
    const payload = { room: room.slug, person: member, role: wanted, was, by: person.author }
    brain.announce({ name: 'room.role', payload, to: { room: room.slug }, origin: session.id })
    note(call, { act: 'room.role', room: room.slug, subject: member.name, detail: `${was} to ${wanted}` })
    return { person: member, role: wanted, was }
  })

/** A moderator who has signed in may take a room that nobody owns: one they made as a guest, or that its owner has left. */
function isClaim({ person, room }: MemberCall, member: { readonly id: number }, wanted: Role): boolean {
  const isOwn = member.id === person.id && wanted === 'owner' && person.author.account !== undefined
  return isOwn && !room.roles.values().some((role) => role === 'owner')
}
