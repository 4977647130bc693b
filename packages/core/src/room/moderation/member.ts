// A member of a room by name, here or not: whom moderators act on.

import { foldName, type Person, Refusal } from '@hubbub/protocol'

import type { MemberCall } from '../../brain.ts'
import { personOf } from '../../person/people.ts'

export async function memberNamed({ brain, room }: MemberCall, name: string): Promise<Person> {
  const here = brain.people.find(name)
  if (here?.rooms.has(room.slug) === true) return personOf(here)
  const fold = foldName(name)
  const members = here === undefined && room.kind !== 'lobby' ? await brain.ports.store.members(room.id) : []
  const absent = members.find((member) => foldName(member.name) === fold)
  if (absent === undefined) throw new Refusal('no-such-person', name)
  const { id, account } = absent
  return { id, name: absent.name, status: 'OFFLINE', ...(account === undefined ? {} : { account }) }
}

/** Refuses to act on somebody who has left meanwhile. */
export function checkStillMember({ brain, room }: MemberCall, one: Person): void {
  const here = brain.people.get(one.id)
  if (here !== undefined && !here.rooms.has(room.slug)) throw new Refusal('no-such-person', one.name)
}
