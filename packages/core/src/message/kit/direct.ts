// The direct room of two people, found or made, whether the other is here or will come.

import { foldName, nameSkeleton, Refusal } from '@hubbub/protocol'

import type { Brain, IdentifiedCall } from '../../brain.ts'
import { admit, personOf, type Present } from '../../person/people.ts'
import type { RoomView } from '../../ports.ts'
import { type LocalRoom, roomOf } from '../../room/rooms.ts'

/** The id of somebody by name: who is here, or an account. */
export async function idNamed({ people, ports }: Brain, name: string): Promise<number | undefined> {
  const here = people.find(name)
  if (here !== undefined) return here.id
  const account = await ports.store.findAccount({ skeleton: nameSkeleton(name) })
  // A name that only looks like the account's is a slip, and what was to be said is for somebody else.
  return account !== undefined && foldName(account.name) === foldName(name) ? account.person : undefined
}

/** The same, for whoever has to be there. Throws `no-such-person`. */
export async function idOf(brain: Brain, name: string): Promise<number> {
  const id = await idNamed(brain, name)
  if (id === undefined) throw new Refusal('no-such-person', name)
  return id
}

/** The room shared with somebody, made if there is none yet. Throws `no-such-person`. */
export async function directRoom(call: IdentifiedCall, name: string): Promise<LocalRoom> {
  return openDirectRoom(call, await idOf(call.brain, name))
}

export async function openDirectRoom(call: IdentifiedCall, id: number): Promise<LocalRoom> {
  const { brain, session, person } = call
  const known = session.directRoomWith(id)
  if (known !== undefined) return known
  const stored = await brain.ports.store.openDirectRoom({ people: [person.id, id], at: brain.ports.clock.now() })
  const opened = session.directRoomWith(id)
  if (opened !== undefined) return opened
  const room = brain.rooms.open(stored)
  if (session.options.quiet) session.sit(room)
  for (const one of new Set([person, brain.people.get(id)])) if (one !== undefined) announceSeat(call, room, one)
  return room
}

/** Refuses to speak directly to somebody who hears accounts only, unless one has signed in or is heard all the same. */
export function checkHearsFrom(hearer: Present | undefined, speaker: Present): void {
  if (hearer?.accountsOnly !== true || hearer.id === speaker.id || speaker.author.account !== undefined) return
  if (!hearer.admitted.has(speaker.id)) throw new Refusal('accounts-only', hearer.author.name)
}

/** Whoever is spoken to by somebody who hears accounts only may answer them. */
export function letAnswer({ brain, person }: IdentifiedCall, { people = [] }: RoomView): void {
  if (person.accountsOnly) for (const { id } of people) admit(person, id, brain.ports.limits)
}

function announceSeat({ brain, session }: IdentifiedCall, room: LocalRoom, one: Present): void {
  const payload = { room: roomOf(room), person: personOf(one) }
  brain.announce({ name: 'room.joined', payload, to: { room: room.slug }, origin: session.id })
}
