// room.create: a new room with its first member.

import { foldName, Refusal, slugOf } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { personOf } from '../person/people.ts'
import { takeSeat } from './join.ts'
import { joinedRoomOf, roomOf } from './rooms.ts'

export const create: Handler<'room.create'> = async (call, { name, kind, lifetime }) => {
  const { brain, session, person } = call
  const { store, clock, limits } = brain.ports
  if (session.rooms.size >= limits.rooms_joined_per_person_max) throw new Refusal('too-many')
  const stored = await store.createRoom({
    name,
    fold: foldName(name),
    slug: slugOf(name),
    kind,
    lifetime,
    creator: person.id,
    at: clock.now(),
  })
  if (stored === 'room-exists') throw new Refusal('room-exists', name)
  const room = takeSeat(call, stored, 0)
  const shown = roomOf(room)
  if (kind === 'public') {
    brain.announce({
      name: 'room.created',
      payload: { room: shown, by: person.author },
      to: 'everyone',
      origin: session.id,
    })
  }
  const joined = { room: shown, person: personOf(person) }
  brain.announce({ name: 'room.joined', payload: joined, to: { room: room.slug }, origin: session.id })
  return { room: joinedRoomOf(room, 0) }
}
