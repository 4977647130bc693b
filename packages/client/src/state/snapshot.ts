// What lasts of a client's state when it ends, so that the next one can show it before there is a connection.

import { type JoinedRoom, limits, type Person } from '@hubbub/protocol'

import type { State } from './index.ts'
import type { Timeline } from './messages.ts'
import type { SessionState } from './session.ts'

/** Plain data, for JSON or a browser's database. */
export interface Snapshot {
  readonly session: SessionState & { readonly epoch: string }
  readonly people: readonly Person[]
  readonly rooms: readonly JoinedRoom[]
  readonly messages: readonly (Timeline & { readonly room: string })[]
}

/** Undefined while it is not known who we are. */
export function snapshotOf({ session, people, rooms, messages }: State): Snapshot | undefined {
  const { epoch } = session
  if (epoch === undefined || session.me === undefined) return undefined
  return {
    session: { ...session, epoch },
    people: [...people.values()],
    rooms: [...rooms.values()],
    messages: [...messages].map(([room, timeline]) => ({ room, ...newestOf(timeline) })),
  }
}

/** The newest entries that stand without a gap. */
function newestOf({ since, upTo, rev, entries }: Timeline): Timeline {
  const known = entries.filter(({ seq }) => seq > since && seq <= upTo)
  const kept = known.slice(-limits.snapshot_entries_max)
  const last = known.at(-kept.length - 1)?.seq
  return { since: last ?? since, upTo, rev, entries: kept }
}

/** What a client begins with. */
export function restoredState({ session, people, rooms, messages }: Snapshot): Partial<State> {
  return {
    session,
    people: new Map(people.map((person) => [person.id, person])),
    rooms: new Map(rooms.map((room) => [room.slug, room])),
    messages: new Map(messages.map(({ room, ...timeline }) => [room, timeline])),
  }
}
