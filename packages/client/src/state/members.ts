// Who belongs to each room that we have asked about, with what they may do there.

import type { Member, Person, Role } from '@hubbub/protocol'

import type { Reducer } from './happening.ts'

/** By the room's slug. Rooms that we have not asked about are not there. */
export type MembersState = ReadonlyMap<string, readonly Member[]>

export const noMembers: MembersState = new Map()

export const members: Reducer<MembersState> = {
  events: {
    'room.joined': (slice, { room, person, role = 'member' }) => withMember(slice, room.slug, { ...person, role }),
    'room.left': (slice, { room, person }) => withoutMember(slice, room, person.id),
    'room.kicked': (slice, { room, person }) => withoutMember(slice, room, person.id),
    'room.role': (slice, { room, person, role }) => withMember(slice, room, { ...person, role }),
    'room.closed': (slice, { room }) => without(slice, room),
    'person.arrived': (slice, { person }) => withPerson(slice, person),
    'person.departed': (slice, { person }) => withPerson(slice, { ...person, status: 'OFFLINE' }),
    'person.renamed': (slice, { person }) => withPerson(slice, person),
    'person.status': (slice, { person }) => withPerson(slice, person),
    'person.profile': (slice, { person }) => withPerson(slice, person),
    'person.signed-in': (slice, { person, was }) => withPerson(slice, person, was.id),
    'person.signed-out': (slice, { person, was }) => withPerson(slice, person, was.id),
  },
  answers: {
    'person.rename': (slice, { reply }) => withPerson(slice, reply.person),
    'person.status': (slice, { reply }) => withPerson(slice, reply.person),
    'person.profile': (slice, { reply }) => withPerson(slice, reply.person),
    'room.role': (slice, { input, reply: { person, role } }) => withMember(slice, input.room, { ...person, role }),
  },
  anew: () => noMembers,
}

/** What the server says of a room's members as a whole. */
export function withMembers(slice: MembersState, room: string, people: readonly Member[]): MembersState {
  return new Map(slice).set(room, people)
}

/** Forgets a room. */
export function without(slice: MembersState, room: string): MembersState {
  return slice.has(room) ? new Map([...slice].filter(([slug]) => slug !== room)) : slice
}

function withMember(slice: MembersState, room: string, member: Member): MembersState {
  const known = slice.get(room)
  if (known === undefined) return slice
  const index = known.findIndex(({ id }) => id === member.id)
  return new Map(slice).set(room, index < 0 ? [...known, member] : known.with(index, member))
}

function withoutMember(slice: MembersState, room: string, id: number): MembersState {
  const known = slice.get(room)
  if (known?.some((member) => member.id === id) !== true) return slice
  return new Map(slice).set(
    room,
    known.filter((member) => member.id !== id),
  )
}

/** Somebody is this now, in every room; `was` is who they were, if they were somebody else. */
function withPerson(slice: MembersState, person: Person, was = person.id): MembersState {
  const where = [...slice].filter(([, known]) => known.some(({ id }) => id === was))
  if (where.length === 0) return slice
  return where.reduce((now, [room, known]) => now.set(room, replaced(known, person, was)), new Map(slice))
}

/** Who signs in may be a member already, under their account: then they are that one, with what it may do. */
function replaced(known: readonly Member[], person: Person, was: number): readonly Member[] {
  const roles = new Map(known.map(({ id, role }): [number, Role] => [id, role]))
  const role = roles.get(person.id) ?? roles.get(was) ?? 'member'
  return known
    .filter(({ id }) => id === was || id !== person.id)
    .map((member) => (member.id === was ? { ...person, role } : member))
}
