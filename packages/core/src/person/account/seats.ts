// The seats of somebody who has become somebody else: all sessions of a person sit in the rooms that the person belongs to.

import { isAtLeast } from '../../access.ts'
import type { Brain } from '../../brain.ts'
import type { Membership, StoredRoom } from '../../ports.ts'
import { roomOf } from '../../room/rooms.ts'
import type { Seated } from '../../session/seated.ts'
import { personOf, type Present } from '../people.ts'

/** Each session is told of the rooms that are new to it, and hears them from now on. */
export async function takeSeats(brain: Brain, person: Present): Promise<void> {
  const { store, log } = brain.ports
  try {
    const memberships = await store.memberships(person.id)
    for (const { room } of memberships) refresh(brain, person, room)
    for (const session of person.sessions) {
      for (const { room } of memberships) if (!session.rooms.has(room.slug)) takeSeat(brain, person, { session, room })
      leaveDirectRooms(person, session, memberships)
    }
  } catch (cause) {
    log.error({ cause, person: person.id }, 'somebody could not take the seats that are theirs')
  }
}

function takeSeat(
  brain: Brain,
  person: Present,
  { session, room }: { session: Seated<Present>; room: StoredRoom },
): void {
  const local = brain.rooms.open(room)
  person.rooms.add(local.slug)
  session.sit(local)
  const payload = { room: roomOf(local), person: personOf(person) }
  session.tell({ name: 'room.joined', payload, room: local, backlog: false })
  session.hear(local, local.seq)
}

/** What two people said to each other stays with those two: the one who was signed in, or of two guests the same two. */
function leaveDirectRooms(person: Present, session: Seated<Present>, memberships: readonly Membership[]): void {
  const own = new Set(memberships.map(({ room }) => room.slug))
  for (const room of session.rooms.values()) {
    if (room.kind !== 'direct' || own.has(room.slug)) continue
    session.tell({ name: 'room.left', payload: { room: room.slug, person: personOf(person) }, room, backlog: false })
    session.stand(room)
    person.rooms.delete(room.slug)
  }
}

/** What the store has made of the two who have become one: their role in a room, and who shares a direct room. */
function refresh({ rooms }: Brain, { id }: Present, { slug, roles, people }: StoredRoom): void {
  const room = rooms.get(slug)
  if (room === undefined) return
  const role = roles.get(id)
  if (role === undefined) room.roles.delete(id)
  else room.roles.set(id, role)
  if (people !== undefined) room.people = people
}

/** A guest gives the roles that they have to the account that they are now: of two in one room the higher stays, as in the store. */
export function takeRoles({ people, rooms }: Brain, account: number, guest: number): void {
  for (const slug of people.get(guest)?.rooms ?? []) {
    const roles = rooms.get(slug)?.roles
    const role = roles?.get(guest)
    if (roles === undefined || role === undefined) continue
    roles.delete(guest)
    if (!isAtLeast(roles.get(account) ?? 'member', role)) roles.set(account, role)
  }
}
