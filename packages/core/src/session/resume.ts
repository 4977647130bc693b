// session.resume: somebody comes back with a token and hears exactly what they missed.

import { type Input, Refusal } from '@hubbub/protocol'

import type { Call, Handler } from '../brain.ts'
import type { StoredPerson } from '../ports.ts'
import type { LocalRoom } from '../room/rooms.ts'
import { refuseBanned } from '../server/newcomers.ts'
import { start, type Starting } from './start.ts'

export const resume: Handler<'session.resume'> = async (call, input) => {
  const { brain, session } = call
  const { store, random } = brain.ports
  if (session.person !== undefined) throw new Refusal('already-identified')
  if (input.epoch !== undefined && input.epoch !== store.epoch) throw new Refusal('wrong-epoch', store.epoch)
  const digest = random.digest(input.token)
  const found = await takeUp(call, digest)
  // A departure that is under way may free the name after it was taken up.
  const isDeparting = brain.people.turns.isTaken(found.id)
  return brain.people.turns.take(found.id, async () => {
    const stored = isDeparting ? await takeUp(call, digest) : found
    await refuseNewcomer(call, stored)
    const memberships = await store.memberships(stored.id)
    session.tokenDigest = digest
    session.canComeBack = true
    return { ...start(call, { newcomer: { stored }, memberships, ...knownTo(input) }), epoch: store.epoch }
  })
}

async function takeUp({ brain }: Call, digest: string): Promise<StoredPerson> {
  const { store, clock } = brain.ports
  const stored = await store.resumePerson({ digest, at: clock.now() })
  if (stored === undefined) throw new Refusal('resume-unknown')
  return stored
}

/** Refuses those who are kept off this server, or are here too often. */
async function refuseNewcomer({ brain, session }: Call, stored: StoredPerson): Promise<void> {
  const { store, clock, limits } = brain.ports
  const here = brain.people.get(stored.id)
  if (here !== undefined && here.sessions.size >= limits.sessions_per_person_max) throw new Refusal('too-many')
  try {
    await refuseBanned(brain, session, stored)
  } catch (refusal) {
    if (here === undefined) await store.releasePerson({ id: stored.id, forget: false, at: clock.now() })
    throw refusal
  }
}

/**
 * From where on a client wants to hear: from now if it says nothing of rooms, from the beginning of those it does not know.
 * Where it missed more than it wants to be told, in entries or in changes to them, it is told that alone.
 */
function knownTo({ rooms, most = Infinity }: Input<'session.resume'>): Pick<Starting, 'from' | 'rev' | 'skips'> {
  if (rooms === undefined) return { from: (room) => room.seq }
  const known = new Map(rooms.map(({ room, ...mark }) => [room, mark]))
  const from: Starting['from'] = (room, { since }) => known.get(room.slug)?.seq ?? since
  const rev = (room: LocalRoom): number | undefined => known.get(room.slug)?.rev
  return {
    from,
    rev,
    skips: (room, membership) => room.seq - from(room, membership) > most || room.rev - (rev(room) ?? room.rev) > most,
  }
}
