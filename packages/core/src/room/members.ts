// room.members: who belongs to a room, here or not.

import type { Person } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { personOf } from '../person/people.ts'

export const members: Handler<'room.members'> = async ({ brain, room }) => {
  if (room.kind === 'lobby') return { people: Array.from(brain.people, personOf) }
  const stored = await brain.ports.store.members(room.id)
  return { people: stored.map(({ id, name }) => here(id) ?? { id, name, status: 'OFFLINE' as const }) }

  function here(id: number): Person | undefined {
    const one = brain.people.get(id)
    return one && personOf(one)
  }
}
