// How people come and go: a person arrives with their first session and departs after their last.

import type { Author } from '@hubbub/protocol'

import type { Brain } from '../brain.ts'
import type { LocalRoom } from '../room/rooms.ts'
import type { LiveSession } from '../session/live-session.ts'
import { personOf, present, type Present } from './people.ts'

// How long to wait before a departure that could not be stored is tried again.
const DEPARTURE_RETRY_MS = 1_000

/** A session that has ended, with whom it was and where. */
export interface Leaving {
  readonly brain: Brain
  readonly session: LiveSession
  readonly person: Present
  readonly rooms: readonly LocalRoom[]
}

/** Gives a session its person. A quiet session's person is not told of and is not among the people here. */
export function arrive(brain: Brain, session: LiveSession, author: Author): Present {
  if (session.options.quiet) return present(author)
  const known = brain.people.get(author.id)
  const person = known ?? brain.people.arrive(author)
  person.cancelDeparture?.()
  person.cancelDeparture = undefined
  person.sessions.add(session)
  if (known === undefined) {
    brain.announce({
      name: 'person.arrived',
      payload: { person: personOf(person) },
      to: 'everyone',
      origin: session.id,
    })
  }
  return person
}

/** Takes a session from its person; with the last one the person departs, after the time to resume if they may. */
export function endPresence(leaving: Leaving): void {
  const { brain, session, person } = leaving
  if (!brain.open) return
  person.sessions.delete(session)
  if (session.options.quiet) return releaseQuietly(leaving)
  if (person.sessions.size > 0) return
  if (!session.canComeBack || session.left) return void depart(leaving)
  const { clock, limits } = brain.ports
  person.cancelDeparture = clock.after(limits.resume_grace_ms, () => void depart(leaving))
}

/** Frees the name of somebody of whose coming nobody was told, unless they are here on another session. */
function releaseQuietly({ brain, session, person }: Leaving): void {
  const { store, clock, log } = brain.ports
  if (brain.people.get(person.id) !== undefined) return
  store.releasePerson({ id: person.id, forget: !session.canComeBack, at: clock.now() }).catch((cause: unknown) => {
    log.warn({ cause, person: person.id }, 'a name could not be freed')
  })
}

async function depart(leaving: Leaving): Promise<void> {
  const { brain, session, person } = leaving
  const { store, clock, log } = brain.ports
  const isBack = (): boolean => person.sessions.size > 0
  if (!brain.open || isBack()) return
  try {
    const { closed } = await store.releasePerson({ id: person.id, forget: !session.canComeBack, at: clock.now() })
    if (!isBack()) tellOfDeparture(leaving, closed)
  } catch (cause) {
    log.warn({ cause, person: person.id }, 'a departure could not be stored; trying again')
    person.cancelDeparture = clock.after(DEPARTURE_RETRY_MS, () => void depart(leaving))
  }
}

function tellOfDeparture({ brain, session, person: one, rooms }: Leaving, closed: readonly string[]): void {
  const person = { ...personOf(one), status: 'OFFLINE' as const }
  const origin = session.id
  brain.announce({ name: 'person.departed', payload: { person }, to: 'everyone', origin })
  if (session.canComeBack) return
  for (const { kind, slug } of rooms) {
    if (kind === 'lobby' || kind === 'direct') continue
    brain.announce({ name: 'room.left', payload: { room: slug, person }, to: { room: slug }, origin })
    if (kind === 'public' && closed.includes(slug)) {
      brain.announce({ name: 'room.closed', payload: { room: slug }, to: 'everyone' })
    }
  }
}
