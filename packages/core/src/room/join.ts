// room.join: somebody enters a room that is open to them.

import { foldName, Refusal, slugOf } from '@hubbub/protocol'

import { joinedRoom } from '../access.ts'
import type { Handler, IdentifiedCall } from '../brain.ts'
import { personOf } from '../person/people.ts'
import type { Membership, StoredRoom } from '../ports.ts'
import { joinedRoomOf, type LocalRoom, roomOf } from './rooms.ts'

export const join: Handler<'room.join'> = async (call, input) => {
  const { brain, session, person } = call
  const here = joinedRoom(session, input.room)
  const membership = await becomeMember(call, here?.slug ?? input.room)
  if (here !== undefined) return { room: joinedRoomOf(here, membership.read) }
  const backlog = input.backlog ?? session.options.backlog
  const room = takeSeat(call, membership.room, backlog)
  const joined = { room: roomOf(room), person: personOf(person) }
  // Of whom nobody is told that they came and went, nobody is told where they went.
  if (!session.options.quiet) {
    brain.announce({ name: 'room.joined', payload: joined, to: { room: room.slug }, origin: session.id })
  }
  return { room: joinedRoomOf(room, membership.read) }
}

async function becomeMember({ brain, session, person }: IdentifiedCall, ref: string): Promise<Membership> {
  const { store, clock, limits } = brain.ports
  const room = await store.findRoom({ slug: slugOf(ref), fold: foldName(ref) })
  if (room === undefined) throw new Refusal('no-such-room', ref)
  if (session.rooms.size >= limits.rooms_joined_per_person_max) throw new Refusal('too-many')
  const membership = await store.joinRoom({ room: room.id, person: person.id, at: clock.now() })
  if (typeof membership === 'string') throw new Refusal(membership, ref)
  return membership
}

/** The session's place in a room that its person belongs to; it hears the room, after some backlog, once it was answered. */
export function takeSeat({ brain, session }: IdentifiedCall, stored: StoredRoom, backlog: number): LocalRoom {
  const room = brain.rooms.open(stored)
  session.sit(room)
  const from = Math.max(0, room.seq - backlog)
  session.afterReply(() => session.hear(room, from))
  return room
}
