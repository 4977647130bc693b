// The door of the brain: sessions are opened here, and nothing else reaches in.

import type { Author } from '@hubbub/protocol'

import { Audiences } from './audiences.ts'
import type { Brain } from './brain.ts'
import { deliver } from './delivery.ts'
import { People } from './person/people.ts'
import { endPresence } from './person/presence.ts'
import type { Listener, Ports } from './ports.ts'
import { Rooms } from './room/rooms.ts'
import { mend } from './room/timeline.ts'
import { LiveSession } from './session/live-session.ts'
import { perform } from './session/perform.ts'
import type { Session, SessionOptions } from './session/session.ts'

export interface Chat {
  readonly epoch: string
  open(listener: Listener, options: SessionOptions): Session
  /** Who is here, by id or by name (without regard to case). */
  readonly people: { byId(id: number): Author | undefined; byName(name: string): Author | undefined }
  /** Tells every session that the server stops, and ends them. Commands given later are refused with `closing`. */
  close(): void
}

export function createChat(ports: Ports): Chat {
  const people = new People()
  const brain: Brain = {
    ports,
    people,
    rooms: new Rooms((room) => void mend(brain, room)),
    sessions: new Map(),
    everyone: new Audiences(),
    announce: (announcement) => ports.bus.publish(announcement),
    open: true,
  }
  const unsubscribe = ports.bus.subscribe((announcement) => deliver(brain, announcement))
  let sessionCount = 0
  return {
    epoch: ports.store.epoch,
    people: { byId: (id) => people.get(id)?.author, byName: (name) => people.find(name)?.author },
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
          if (person !== undefined) endPresence({ brain, session, person, rooms })
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

function closeSessions(brain: Brain): void {
  brain.open = false
  const closing = { reason: 'shutdown', says: 'The server is stopping.' } as const
  for (const session of brain.sessions.values()) {
    session.tell({ name: 'session.closing', payload: closing, backlog: false })
    session.listener.end()
  }
}
