// How a session starts to hear: its person arrives, takes their rooms, and hears each from where they left off.

import type { JoinedRoom, Person } from '@hubbub/protocol'

import type { Call } from '../brain.ts'
import { personOf } from '../person/people.ts'
import { arrive } from '../person/presence.ts'
import type { Membership, StoredPerson } from '../ports.ts'
import { joinedRoomOf, type LocalRoom } from '../room/rooms.ts'

/** The seq after which a session wants to hear a room's entries. */
export type From = (room: LocalRoom, membership: Membership) => number

export interface Started {
  readonly person: Person
  readonly rooms: JoinedRoom[]
}

/** Makes `stored` the session's person. What they hear begins after the reply that tells them so. */
export function start(
  { brain, session }: Call,
  stored: StoredPerson,
  given: { memberships: readonly Membership[]; from: From },
): Started {
  const person = arrive(brain, session, { id: stored.id, name: stored.name })
  session.begin(person)
  const seats = given.memberships.map((membership) => {
    const room = brain.rooms.open(membership.room)
    session.sit(room)
    return { room, from: given.from(room, membership), read: membership.read }
  })
  session.afterReply(() => {
    session.hearEveryone()
    for (const { room, from } of seats) session.hear(room, from)
  })
  return { person: personOf(person), rooms: seats.map(({ room, read }) => joinedRoomOf(room, read)) }
}
