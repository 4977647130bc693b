// room.members: who belongs to a room, here or not, and what they may do in it.

import { type Member, Refusal, type Reply } from '@hubbub/protocol'

import { isListedRoom, joinedRoom, oversees, roleIn } from '../access.ts'
import type { Brain, Handler, IdentifiedCall } from '../brain.ts'
import { personOf, type Present } from '../person/people.ts'
import type { RoomView, StoredPerson } from '../ports.ts'
import { findRoom } from './kit/find.ts'

export const members: Handler<'room.members'> = async (call, { room: ref, noted = [] }) => {
  const { brain, session } = call
  const room = joinedRoom(session, ref) ?? (await findRoom(brain.ports.store, ref))
  if (room === undefined) throw new Refusal('no-such-room', ref)
  if (!session.rooms.has(room.slug) && !isListedRoom(room) && !oversees(call.person, room)) {
    throw new Refusal('not-joined', ref)
  }
  const people = await membersOf(call, room)
  return { people: noted.length === 0 ? people : await withNoted(brain, people, noted) }
}

type People = Reply<'room.members'>['people']

/** What is noted about them under these keys is asked for once, however many they are. */
async function withNoted({ ports }: Brain, people: readonly Member[], keys: readonly string[]): Promise<People> {
  const notes = await ports.store.metadataOf({ people: people.map(({ id }) => id), keys })
  const byPerson = Map.groupBy(notes, ({ person }) => person)
  return people.map((member) => {
    const noted = byPerson.get(member.id)?.map(({ key, value }) => [key, value] as const)
    return noted === undefined ? member : { ...member, noted: Object.fromEntries(noted) }
  })
}

/** Who does not want to be listed is seen by those who are in the room with them. */
async function membersOf({ brain, session, person }: IdentifiedCall, room: RoomView): Promise<Member[]> {
  const seesAll = session.rooms.has(room.slug) || oversees(person, room)
  const isSeen = (one: Present | undefined): boolean => seesAll || one?.invisible !== true
  if (room.kind === 'lobby') return Array.from(brain.people, (one) => memberOf(room, one))
  const stored = await brain.ports.store.members(room.id)
  return stored.flatMap((one) => {
    const here = brain.people.get(one.id)
    return isSeen(here) ? (here === undefined ? absent(one) : memberOf(room, here)) : []
  })
}

function memberOf(room: RoomView, one: Present): Member {
  return { ...personOf(one), role: roleIn(room, one) }
}

function absent({ id, name, account, role }: StoredPerson & Pick<Member, 'role'>): Member {
  return { id, name, status: 'OFFLINE', ...(account === undefined ? {} : { account }), role }
}
