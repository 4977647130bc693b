// room.create: a new room with its first member.

import { foldName, type Input, Refusal, type Role, slugOf } from '@hubbub/protocol'

import { isListedRoom } from '../access.ts'
import type { Handler, IdentifiedCall } from '../brain.ts'
import { personOf } from '../person/people.ts'
import { takeSeat } from './join.ts'
import { joinedRoomOf, type LocalRoom, roomOf } from './rooms.ts'
import { keptSettings } from './moderation/settings.ts'

export const create: Handler<'room.create'> = (call, input) =>
  call.brain.people.turns.take(call.person.id, async () => {
    const { limits } = call.brain.ports
    if (call.session.rooms.size >= limits.rooms_joined_per_person_max) throw new Refusal('too-many')
    const role: Role = call.person.author.account === undefined ? 'moderator' : 'owner'
    const stored = await makeRoom(call, input, role)
    if (stored === 'room-exists') throw new Refusal('room-exists', input.name)
    const room = takeSeat(call, stored, 0)
    announceRoom(call, room, role)
    return { room: joinedRoomOf(room, { seq: 0 }, call.person.id) }
  })

type Wanted = Input<'room.create'>

function makeRoom({ brain, person }: IdentifiedCall, { name, kind, lifetime, settings }: Wanted, role: Role) {
  const { store, clock } = brain.ports
  return store.createRoom({
    name,
    fold: foldName(name),
    slug: slugOf(name),
    kind,
    lifetime,
    creator: person.id,
    role,
    settings: keptSettings(settings ?? {}),
    at: clock.now(),
  })
}

function announceRoom({ brain, session, person }: IdentifiedCall, room: LocalRoom, role: Role): void {
  const [shown, by, origin] = [roomOf(room), person.author, session.id]
  if (isListedRoom(room)) {
    brain.announce({ name: 'room.created', payload: { room: shown, by }, to: 'everyone', origin })
  }
  const joined = { room: shown, person: personOf(person), role }
  brain.announce({ name: 'room.joined', payload: joined, to: { room: room.slug }, origin })
}
