// The door of the brain: sessions are opened here, and nothing else reaches in.

import type { Author, Reply, Status } from '@hubbub/protocol'

import { Audiences } from './audiences.ts'
import type { Brain } from './brain.ts'
import { deliver } from './delivery.ts'
import { Allowances } from './file/allowances.ts'
import { Attempts } from './person/account/attempts.ts'
import { People } from './person/people.ts'
import { endPresence } from './person/presence.ts'
import { Past } from './person/kit/past.ts'
import type { Act, Listener, Ports } from './ports.ts'
import { Rooms } from './room/rooms.ts'
import { mend } from './room/timeline.ts'
import { KeptOff } from './server/kept-off.ts'
import { openClaim } from './server/operators/claim.ts'
import { statsOf } from './server/stats.ts'
import { LiveSession } from './session/live-session.ts'
import { perform } from './session/perform.ts'
import type { Session, SessionOptions } from './session/session.ts'

/** Somebody who is here, as wires that show more than a name need them. */
export interface PersonView {
  readonly id: number
  readonly author: Author
  readonly status: Status
  /** Why they are away. */
  readonly away: string | undefined
  /** `name!user@host`: what they call themselves, and a name for where they come from that does not tell the address. */
  readonly user: string
  readonly host: string
  readonly about: string
  readonly bot: boolean
  readonly invisible: boolean
  /** Hears in direct rooms only people who have signed in. */
  readonly accountsOnly: boolean
  /** Who may write to them all the same. */
  readonly admitted: ReadonlySet<number>
  readonly operator: boolean
  /** For themselves and for operators to see; empty for those on other nodes. */
  readonly address: string
  readonly secure: boolean
  /** Since when they are here, and when they last said something. */
  readonly since: number
  readonly spokeAt: number
  /** The slugs of the rooms they are in. */
  readonly rooms: ReadonlySet<string>
}

export interface Chat {
  readonly epoch: string
  open(listener: Listener, options: SessionOptions): Session
  /** Who is here, by id or by name (without regard to case). */
  readonly people: { byId(id: number): PersonView | undefined; byName(name: string): PersonView | undefined }
  /** What makes somebody with an account an operator for good, as long as there is no operator of any kind. */
  claim(): Promise<string | undefined>
  /** How many are here, as `server.stats` tells. */
  stats(): Reply<'server.stats'>
  /** Tells every session that the server stops, and ends them. Commands given later are refused with `closing`. */
  close(): void
}

export function createChat(ports: Ports): Chat {
  const brain = openBrain(ports)
  const { people } = brain
  const unsubscribe = ports.bus.subscribe((announcement) => deliver(brain, announcement))
  let sessionCount = 0
  return {
    epoch: ports.store.epoch,
    people: { byId: (id) => people.get(id), byName: (name) => people.find(name) },
    claim: () => openClaim(ports),
    stats: () => statsOf(brain),
    open: (listener, options) => {
      const session = new LiveSession({
        ports,
        listener,
        options,
        id: `s${++sessionCount}`,
        everyone: brain.everyone,
        perform: (command) => perform(brain, session, command),
        ended: (person, rooms) => {
          brain.sessions.delete(session.id)
          return person === undefined ? undefined : endPresence({ brain, session, person, rooms })
        },
      })
      brain.sessions.set(session.id, session)
      return session
    },
    close: () => {
      unsubscribe()
      closeSessions(brain)
    },
  }
}

function openBrain(ports: Ports): Brain {
  const { limits, clock } = ports
  const brain: Brain = {
    ports,
    people: new People(),
    rooms: new Rooms((room) => void mend(brain, room)),
    sessions: new Map(),
    everyone: new Audiences(),
    past: new Past(limits.people_departed_max),
    keptOff: new KeptOff(ports),
    attempts: attemptsOf(ports),
    allowances: new Allowances(ports),
    startedAt: clock.now(),
    announce: (announcement) => ports.bus.publish(announcement),
    record: (act) => record(ports, act),
    open: true,
  }
  return brain
}

function attemptsOf({ clock, limits }: Ports): Brain['attempts'] {
  const subjectsMax = limits.sign_in_subjects_max
  return {
    signIn: new Attempts({
      clock,
      subjectsMax,
      countMax: limits.sign_in_attempts_max,
      windowMs: limits.sign_in_attempts_window_ms,
    }),
    register: new Attempts({
      clock,
      subjectsMax,
      countMax: limits.registrations_per_address_max,
      windowMs: limits.registrations_window_ms,
    }),
  }
}

function record({ store, log }: Ports, act: Act): void {
  store.recordAct(act).catch((cause: unknown) => log.error({ cause, ...act }, 'an act could not be written down'))
}

function closeSessions(brain: Brain): void {
  brain.open = false
  const closing = { reason: 'shutdown', says: 'The server is stopping.' } as const
  for (const session of brain.sessions.values()) {
    session.tell({ name: 'session.closing', payload: closing, backlog: false })
    session.listener.end()
  }
}
