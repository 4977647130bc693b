// room.join: somebody enters a room that is open to them.

import { type JoinedRoom, Refusal, type Role } from '@hubbub/protocol'

import { joinedRoom } from '../access.ts'
import type { Handler, IdentifiedCall } from '../brain.ts'
import { backlogOf } from '../message/kit/kept-to-itself.ts'
import { personOf } from '../person/people.ts'
import type { Membership, RoomView, StoredRoom } from '../ports.ts'
import { admitted, mayBecomeModerator, type Pass } from './kit/entrance.ts'
import { findRoom } from './kit/find.ts'
import { joinedRoomOf, type LocalRoom, markOf, roomOf } from './rooms.ts'

export const join: Handler<'room.join'> = async (call, { room, key, backlog }) => {
  const { brain, session } = call
  const found = joinedRoom(session, room) ?? (await findRoom(brain.ports.store, room))
  if (found === undefined) throw new Refusal('no-such-room', room)
  return { room: await goInto(call, found, { key, backlog }) }
}

/** How somebody comes: with what pass, and how much of what was said before they want to be told. */
interface Coming extends Pass {
  readonly backlog: number | undefined
}

export function goInto(call: IdentifiedCall, found: RoomView, coming: Coming): Promise<JoinedRoom> {
  return call.brain.people.turns.take(call.person.id, () => {
    const here = call.session.rooms.get(found.slug)
    return here === undefined ? enterRoom(call, found, coming) : stay(call, here)
  })
}

/** Joining a room that one is in changes nothing. */
async function stay({ brain, person }: IdentifiedCall, room: LocalRoom): Promise<JoinedRoom> {
  return joinedRoomOf(room, await brain.ports.store.markRead({ room: room.id, person: person.id }), person.id)
}

async function enterRoom(call: IdentifiedCall, found: RoomView, coming: Coming): Promise<JoinedRoom> {
  const { session, person } = call
  const membership = await becomeMember(call, found, coming)
  const stored = membership.room
  const room = takeSeat(call, stored, backlogOf(call, coming.backlog))
  // Of whom nobody is told that they came and went, nobody is told where they went.
  if (session.options.quiet !== true) announceJoined(call, room, stored.roles.get(person.id))
  return joinedRoomOf(room, markOf(membership), person.id)
}

/** Rooms that count who is in them are entered one after the other. */
function becomeMember(call: IdentifiedCall, room: RoomView, pass: Pass): Promise<Membership> {
  const { rooms } = call.brain
  const isCounted = room.settings.limit !== undefined || mayBecomeModerator(call.brain, room)
  return isCounted ? rooms.turns.take(room.id, () => store(call, room, pass)) : store(call, room, pass)
}

async function store(call: IdentifiedCall, room: RoomView, pass: Pass): Promise<Membership> {
  const { brain, session, person } = call
  const { store, clock, limits } = brain.ports
  if (session.rooms.size >= limits.rooms_joined_per_person_max) throw new Refusal('too-many')
  // What somebody here keeps up to date goes before what was read a while ago.
  const terms = await admitted(call, brain.rooms.get(room.slug) ?? room, pass)
  const membership = await store.joinRoom({ room: room.id, person: person.id, ...terms, at: clock.now() })
  if (typeof membership === 'string') throw new Refusal(membership, room.slug)
  return membership
}

function announceJoined({ brain, session, person }: IdentifiedCall, room: LocalRoom, role: Role | undefined): void {
  const joined = { room: roomOf(room), person: personOf(person), ...(role === undefined ? {} : { role }) }
  brain.announce({ name: 'room.joined', payload: joined, to: { room: room.slug }, origin: session.id })
}

/** The session's place in a room that its person belongs to; it hears the room, after some backlog, once it was answered. */
export function takeSeat({ brain, session }: IdentifiedCall, stored: StoredRoom, backlog: number): LocalRoom {
  const room = brain.rooms.open(stored)
  session.sit(room)
  const from = Math.max(0, room.seq - backlog)
  session.afterReply(() => session.hear(room, from))
  return room
}
