// The entries of each room, in the order of seq and without doubles, with what is known to be missing.

import { type JoinedRoom, limits, type Message } from '@hubbub/protocol'

import type { EntryChange } from './changes.ts'
import { merge, withEntry } from './entries.ts'
import type { AnsweredCommand, Reducer } from './happening.ts'

/**
 * What is known of a room's entries. Everything after `since` and up to `upTo` is here; entries beyond `upTo` wait for
 * those between. What was said up to `since` is older than what we have asked for. All changes to entries up to the room's
 * change `rev` are made.
 */
export interface Timeline {
  readonly since: number
  readonly upTo: number
  readonly rev: number
  /** Ascending by seq, each seq once. */
  readonly entries: readonly Message[]
}

export type MessagesState = ReadonlyMap<string, Timeline>

export const noMessages: MessagesState = new Map()

export const messages: Reducer<MessagesState> = {
  events: {
    'message.posted': (slice, message) => add(slice, message.room, [message]),
    'file.shared': (slice, message) => add(slice, message.room, [message]),
    'room.resumed': (slice, { room, seq, skipped }) =>
      skipped === true ? slice : allChanged(complete(slice, room, seq), room),
    'room.closed': (slice, { room }) => without(slice, room),
  },
  answers: {
    'person.identify': (slice, { reply }) => keepRooms(slice, reply.rooms),
    'session.resume': (slice, { reply }) => keepRooms(slice, reply.rooms),
    'room.create': (slice, { reply: { room } }) => begin(slice, room),
    'room.join': (slice, { reply: { room } }) => begin(slice, room),
    'room.follow': (slice, { reply: { room } }) => begin(slice, room),
    'room.direct': (slice, { reply: { room } }) => begin(slice, room),
    'message.history': (slice, answered) => addPage(slice, answered),
  },
  anew: () => noMessages,
}

/** Whether entries are missing between those that are here. */
export function hasGap({ upTo, entries }: Timeline): boolean {
  return (entries.at(-1)?.seq ?? upTo) > upTo
}

/** The entries after `seq` that are here without a gap before them. */
export function entriesAfter(timeline: Timeline | undefined, seq: number): readonly Message[] {
  if (timeline === undefined || seq >= timeline.upTo) return []
  const { entries, upTo } = timeline
  // What is asked for is mostly the newest: looked for from there.
  return entries.slice(
    entries.findLastIndex((entry) => entry.seq <= seq) + 1,
    entries.findLastIndex((entry) => entry.seq <= upTo) + 1,
  )
}

/** Adds entries of a room, wherever they belong; of two with one seq the one that was changed last stays. */
export function add(slice: MessagesState, room: string, entries: readonly Message[]): MessagesState {
  const first = entries[0]
  if (first === undefined) return slice
  const known = slice.get(room) ?? { since: first.seq - 1, upTo: first.seq - 1, rev: 0, entries: [] }
  return withTimeline(slice, room, { ...known, entries: merge(known.entries, entries) })
}

/** Makes a change to an entry, if that is here and has not been changed after it. An entry that comes later comes changed. */
export function changed(slice: MessagesState, { room, seq, rev, tells, make }: EntryChange): MessagesState {
  const known = slice.get(room)
  if (known === undefined) return slice
  const entries = withEntry(known.entries, seq, make)
  const made = entries === known.entries ? slice : new Map(slice).set(room, { ...known, entries })
  // A change that was lost on the way is not skipped: the next resume asks for it.
  const follows = tells === 'all up to it' || (tells === 'itself' && rev === known.rev + 1)
  return follows ? caughtUp(made, room, rev) : made
}

/** All changes have come: those to older entries by themselves, those to newer ones with the entries. */
function allChanged(slice: MessagesState, room: string): MessagesState {
  const revs = slice.get(room)?.entries.map(({ rev = 0 }) => rev) ?? []
  return caughtUp(
    slice,
    room,
    revs.reduce((newest, rev) => Math.max(newest, rev), 0),
  )
}

/** Every change to the room's entries up to `rev` has come. */
function caughtUp(slice: MessagesState, room: string, rev: number | undefined): MessagesState {
  const known = slice.get(room)
  if (known === undefined || rev === undefined || rev <= known.rev) return slice
  return new Map(slice).set(room, { ...known, rev })
}

/** A page of history has no holes: after `after` comes its first entry, whatever its seq. */
function addPage(slice: MessagesState, { input, reply }: AnsweredCommand<'message.history'>): MessagesState {
  const { entries } = reply
  const last = entries.at(-1)
  if (last === undefined) return slice
  const added = add(slice, last.room, entries)
  const known = added.get(last.room)
  const joins = input.after !== undefined && known !== undefined && input.after <= known.upTo
  return joins ? complete(added, last.room, last.seq) : added
}

/** Everything up to `seq` that there is has come. */
function complete(slice: MessagesState, room: string, seq: number): MessagesState {
  const known = slice.get(room)
  return known === undefined || known.upTo >= seq ? slice : withTimeline(slice, room, { ...known, upTo: seq })
}

function withTimeline(slice: MessagesState, room: string, timeline: Timeline): MessagesState {
  return new Map(slice).set(room, trim(settle(timeline)))
}

/** Moves `since` down and `upTo` up over the entries that join them; looks only at the ends, where entries come in. */
function settle({ since, upTo, rev, entries }: Timeline): Timeline {
  let [low, high] = [since, upTo]
  const ahead = entries.findLastIndex(({ seq }) => seq <= upTo) + 1
  for (let i = ahead; entries[i]?.seq === high + 1; i++) high++
  const wanted = entries.findIndex(({ seq }) => seq > since)
  for (let i = (wanted < 0 ? entries.length : wanted) - 1; low > 0 && entries[i]?.seq === low; i--) low--
  return { since: low, upTo: high, rev, entries }
}

/** Lets go of the oldest entries: the server has them all. */
function trim(timeline: Timeline): Timeline {
  const surplus = timeline.entries.length - limits.client_entries_kept_max
  if (surplus <= 0) return timeline
  const last = timeline.entries[surplus - 1]?.seq ?? timeline.since
  return {
    ...timeline,
    since: Math.max(timeline.since, last),
    upTo: Math.max(timeline.upTo, last),
    entries: timeline.entries.slice(surplus),
  }
}

/** A room that was just entered begins with what is said from now on. */
function begin(slice: MessagesState, { slug, seq, rev = 0 }: Entered): MessagesState {
  const known = slice.get(slug)
  if (known === undefined) return new Map(slice).set(slug, { since: seq, upTo: seq, rev, entries: [] })
  return known.since <= seq ? slice : withTimeline(slice, slug, { ...known, since: seq, upTo: seq })
}

type Entered = Pick<JoinedRoom, 'slug' | 'seq' | 'rev'>

/** Only the rooms that we are in, each from where it stood; what was missed follows as events. */
function keepRooms(slice: MessagesState, rooms: readonly Entered[]): MessagesState {
  const here = new Set(rooms.map(({ slug }) => slug))
  return rooms.reduce<MessagesState>(begin, new Map([...slice].filter(([slug]) => here.has(slug))))
}

/** Too much was missed to be told: the room goes on from now, as one that was just entered. */
export function skip(slice: MessagesState, { slug, seq, rev = 0 }: Entered): MessagesState {
  return new Map(slice).set(slug, { since: seq, upTo: seq, rev, entries: [] })
}

/** Forgets a room that we are not in any more. */
export function without(slice: MessagesState, room: string): MessagesState {
  if (!slice.has(room)) return slice
  const left = new Map(slice)
  left.delete(room)
  return left
}
