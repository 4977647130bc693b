// How people come and go: a person arrives with their first session and departs after their last.

import type { Payload } from '@hubbub/protocol'

import { isListedRoom } from '../access.ts'
import type { Brain } from '../brain.ts'
import type { StoredPerson } from '../ports.ts'
import type { LocalRoom } from '../room/rooms.ts'
import type { LiveSession } from '../session/live-session.ts'
import { whenceOf } from './kit/origin.ts'
import { authorOf, personOf, present, type Present } from './people.ts'

// How long to wait before a departure that could not be stored is tried again.
const DEPARTURE_RETRY_MS = 1_000

/** Somebody who comes, with what they say of themselves. */
export interface Newcomer {
  readonly stored: StoredPerson
  readonly user?: string | undefined
  readonly about?: string | undefined
}

/** A session that has ended, with whom it was and where. */
export interface Leaving {
  readonly brain: Brain
  readonly session: LiveSession
  readonly person: Present
  readonly rooms: readonly LocalRoom[]
}

// ── Coming ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Gives a session its person. A quiet session's person is not told of and is not among the people here. */
export function arrive(brain: Brain, session: LiveSession, newcomer: Newcomer): Present {
  const { stored } = newcomer
  const isQuiet = session.options.quiet === true
  const person = isQuiet ? present(authorOf(stored)) : brain.people.arrive(stored)
  person.departing?.cancel()
  person.departing = undefined
  if (person.sessions.size === 0) introduce({ brain, session, person }, newcomer)
  if (stored.operator) person.operator = true
  if (!isQuiet) person.sessions.add(session)
  return person
}

/** What others see of somebody is what their first session says; further ones change nothing. */
function introduce({ brain, session, person }: Omit<Leaving, 'rooms'>, { user, about }: Newcomer): void {
  const now = brain.ports.clock.now()
  Object.assign(person, whenceOf(brain, session), { since: now, spokeAt: now })
  if (user !== undefined) person.user = user
  if (about !== undefined) person.about = about
}

/** Tells everybody of somebody whose rooms are known. */
export function announceArrival(brain: Brain, session: LiveSession, person: Present): void {
  const payload = { person: personOf(person) }
  brain.announce({ name: 'person.arrived', payload, to: 'everyone', origin: session.id })
}

// ── Going ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Takes a session from its person; with the last one the person departs, after the time to resume if they may. */
export function endPresence(leaving: Leaving): Promise<void> | undefined {
  const { brain, session, person } = leaving
  if (!brain.open) return undefined
  person.sessions.delete(session)
  if (session.options.quiet) return releaseQuietly(leaving)
  if (person.sessions.size > 0) return undefined
  if (!session.canComeBack || session.left !== undefined) return depart(leaving)
  departLater(leaving, brain.ports.limits.resume_grace_ms)
  return undefined
}

/** Ends all sessions of somebody, who is told why, and does not wait for them to resume. */
export function sendAway(person: Present, why: Payload<'session.closing'>): void {
  for (const session of person.sessions) session.sendAway(why)
  person.departing?.hurry()
}

function departLater(leaving: Leaving, ms: number): void {
  const { brain, person } = leaving
  const cancel = brain.ports.clock.after(ms, () => void depart(leaving))
  const hurry = (): void => {
    cancel()
    void depart(leaving)
  }
  person.departing = { cancel, hurry }
}

/** Frees the name of somebody of whose coming nobody was told, unless they are here on another session. */
async function releaseQuietly({ brain, session, person }: Leaving): Promise<void> {
  const { store, clock, log } = brain.ports
  if (brain.people.get(person.id) !== undefined) return
  await store
    .releasePerson({ id: person.id, forget: !session.canComeBack, at: clock.now() })
    .catch((cause: unknown) => {
      log.warn({ cause, person: person.id }, 'a name could not be freed')
    })
}

/** Departs, unless somebody is coming back as this person at the same time. */
async function depart(leaving: Leaving): Promise<void> {
  const { brain, person } = leaving
  try {
    await brain.people.turns.take(person.id, () => release(leaving))
  } catch (cause) {
    brain.ports.log.warn({ cause, person: person.id }, 'a departure could not be stored; trying again')
    departLater(leaving, DEPARTURE_RETRY_MS)
  }
}

async function release(leaving: Leaving): Promise<void> {
  const { brain, session, person } = leaving
  const { store, clock, policy } = brain.ports
  const isBack = (): boolean => person.sessions.size > 0
  if (!brain.open || isBack()) return
  const isAccount = person.author.account !== undefined
  const forget = isAccount ? !policy().alwaysOn : !session.canComeBack
  const left = forget && isAccount ? await endMemberships(leaving) : []
  const { closed } = await store.releasePerson({ id: person.id, forget, at: clock.now() })
  if (!isBack()) tellOfDeparture(leaving, forget ? [...left, ...closed] : undefined)
}

/** An account leaves all its rooms; returns the slugs of those that closed with it. */
export async function endMemberships({ brain, person, rooms }: Omit<Leaving, 'session'>): Promise<string[]> {
  const { store, clock } = brain.ports
  const closed: string[] = []
  for (const { id, kind, slug } of rooms) {
    if (kind === 'lobby' || kind === 'direct') continue
    const left = await store.leaveRoom({ room: id, person: person.id, at: clock.now() })
    if (left.closed) closed.push(slug)
  }
  return closed
}

/** With `closed`, the person does not belong to their rooms any more, and these went with them. */
function tellOfDeparture({ brain, session, person: one, rooms }: Leaving, closed: readonly string[] | undefined): void {
  const person = { ...personOf(one), status: 'OFFLINE' as const }
  const origin = session.id
  const reason = session.left?.reason
  const payload = reason === undefined ? { person } : { person, reason }
  brain.announce({ name: 'person.departed', payload, to: 'everyone', origin })
  if (closed === undefined) return
  for (const room of rooms) {
    const { kind, slug } = room
    if (kind === 'lobby' || kind === 'direct') continue
    brain.announce({ name: 'room.left', payload: { room: slug, person }, to: { room: slug }, origin })
    if (isListedRoom(room) && closed.includes(slug)) {
      brain.announce({ name: 'room.closed', payload: { room: slug }, to: 'everyone' })
    }
  }
}
