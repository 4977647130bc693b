// How a session starts to hear: its person arrives, takes their rooms, and hears each from where they left off.

import type { JoinedRoom, Person } from '@hubbub/protocol'

import type { Call } from '../brain.ts'
import { personOf, type Present } from '../person/people.ts'
import { announceArrival, arrive, type Newcomer } from '../person/presence.ts'
import type { Membership } from '../ports.ts'
import { joinedRoomOf, type LocalRoom, markOf } from '../room/rooms.ts'

export interface Starting {
  readonly newcomer: Newcomer
  readonly memberships: readonly Membership[]
  /** The seq after which the session wants to hear a room's entries. */
  readonly from: (room: LocalRoom, membership: Membership) => number
  /** The change after which it wants to be told of others, if it knows one. */
  readonly rev?: (room: LocalRoom) => number | undefined
  /** Whether it would be told too much: then it hears the room from now on. */
  readonly skips?: (room: LocalRoom, membership: Membership) => boolean
}

export interface Started {
  readonly person: Person
  readonly rooms: JoinedRoom[]
}

/** Makes the newcomer the session's person. What they hear begins after the reply that tells them so. */
export function start({ brain, session }: Call, starting: Starting): Started {
  const { newcomer, memberships, from, rev, skips } = starting
  const isNew = brain.people.get(newcomer.stored.id) === undefined
  const person = arrive(brain, session, newcomer)
  session.begin(person)
  const seats = memberships.map((membership) => {
    const room = brain.rooms.open(membership.room)
    session.sit(room)
    person.rooms.add(room.slug)
    const since = { from: from(room, membership), rev: rev?.(room) }
    return { room, mark: markOf(membership), since: skips?.(room, membership) === true ? undefined : since }
  })
  sitWithOthers(session, person)
  // Whoever shows arrivals by room needs to know the rooms.
  if (isNew && !session.options.quiet) announceArrival(brain, session, person)
  session.afterReply(() => {
    session.hearEveryone()
    for (const { room, since } of seats) {
      if (since === undefined) session.hearFromNow(room)
      else session.hear(room, since.from, since.rev)
    }
  })
  return {
    person: personOf(person),
    rooms: seats.map(({ room, mark }) => joinedRoomOf(room, mark, person.id)),
  }
}

/** What another session of the person has joined since the memberships were read. */
function sitWithOthers(session: Call['session'], person: Present): void {
  for (const other of person.sessions) {
    for (const room of other.rooms.values()) {
      if (session.rooms.has(room.slug)) continue
      session.sit(room)
      session.afterReply(() => session.hear(room, room.seq))
    }
  }
}
