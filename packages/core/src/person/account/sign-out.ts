// person.sign-out: somebody is a guest again, on this connection alone.

import { nameSkeleton, Refusal } from '@hubbub/protocol'

import type { Brain, Call, Handler, IdentifiedCall } from '../../brain.ts'
import type { StoredPerson } from '../../ports.ts'
import { type LocalRoom, roomOf } from '../../room/rooms.ts'
import { createGuest } from '../identify.ts'
import { whereabouts } from '../kit/before.ts'
import { personOf, type Present } from '../people.ts'
import { announceArrival, arrive, endMemberships } from '../presence.ts'
import { takeSeats } from './seats.ts'

export const signOut: Handler<'person.sign-out'> = async (call) => {
  if (call.person.author.account === undefined) throw new Refusal('not-signed-in')
  if (!call.brain.ports.policy().guests) throw new Refusal('account-required')
  refuseQuiet(call)
  return { person: personOf(await becomeGuest(call)) }
}

/** The session's person is a new guest, in the same rooms but for direct ones. The account's other sessions stay its own. */
export async function becomeGuest(call: IdentifiedCall): Promise<Present> {
  const { brain, session, person } = call
  return brain.people.turns.take(person.id, async () => {
    session.unfollow()
    await giveUpToken(call)
    const isLast = person.sessions.size <= 1
    const stored = isLast ? await replaceAccount(call) : await createGuest(brain, { name: undefined })
    const rooms = [...session.rooms.values()].filter(({ kind }) => kind !== 'lobby' && kind !== 'direct')
    for (const { id } of rooms) await joinUninvited(brain, { room: id, person: stored.id })
    if (isLast) await turnIntoGuest(call, stored)
    else partFrom(call, stored, rooms)
    const guest = session.present ?? person
    await takeSeats(brain, guest)
    return guest
  })
}

/** A session that only gives commands is nobody that others see, and stays who it is. */
export function refuseQuiet({ session }: Call): void {
  if (session.options.quiet && session.present !== undefined) throw new Refusal('not-allowed')
}

async function giveUpToken({ brain, session }: IdentifiedCall): Promise<void> {
  session.canComeBack = false
  if (session.tokenDigest !== undefined) await brain.ports.store.endToken({ digest: session.tokenDigest })
  session.tokenDigest = undefined
}

/** The account is not here any more, so the guest may have the name that it had, unless it is the account's own. */
async function replaceAccount({ brain, person }: IdentifiedCall): Promise<StoredPerson> {
  const { store, clock } = brain.ports
  const { name, account = '' } = person.author
  await store.releasePerson({ id: person.id, forget: false, at: clock.now() })
  const isOwn = nameSkeleton(name) === nameSkeleton(account)
  if (isOwn) return createGuest(brain, { name: undefined })
  return createGuest(brain, { name }).catch(() => createGuest(brain, { name: undefined }))
}

async function joinUninvited(brain: Brain, join: { room: number; person: number }): Promise<void> {
  const { store, clock } = brain.ports
  await store.joinRoom({ ...join, uninvited: true, at: clock.now() })
}

async function turnIntoGuest({ brain, session, person }: IdentifiedCall, stored: StoredPerson): Promise<void> {
  const rooms = [...session.rooms.values()]
  if (!brain.ports.policy().alwaysOn) await endMemberships({ brain, person, rooms })
  const guest = personOf({ ...person, id: stored.id, author: stored, operator: false })
  const payload = { person: guest, was: person.author }
  brain.announce({ name: 'person.signed-out', payload, to: 'everyone', origin: session.id })
}

/** The account is here on other devices still: to the others the guest is somebody new, who comes to the same rooms. */
function partFrom({ brain, session, person }: IdentifiedCall, stored: StoredPerson, rooms: readonly LocalRoom[]): void {
  const before = { was: whereabouts(brain, person, [session]) }
  person.sessions.delete(session)
  const guest = arrive(brain, session, { stored, user: person.user, about: person.about })
  guest.rooms.add(brain.ports.store.lobby.slug)
  session.begin(guest)
  const shown = personOf(guest)
  session.tell({ name: 'person.signed-out', payload: { person: shown, was: person.author }, backlog: false, before })
  announceArrival(brain, session, guest)
  for (const room of rooms) {
    const payload = { room: roomOf(room), person: shown }
    brain.announce({ name: 'room.joined', payload, to: { room: room.slug }, origin: session.id })
  }
}
