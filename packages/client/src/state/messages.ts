// The entries of each room, in the order of seq and without doubles, with what is known to be missing.

import { type JoinedRoom, limits, type Message } from '@hubbub/protocol'

import { edited, erased, reacted } from './changes.ts'
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
    'message.edited': (slice, payload) => change(slice, payload, (entry) => edited(entry, payload)),
    'message.erased': (slice, payload) => change(slice, payload, (entry) => erased(entry, payload)),
    'message.reacted': (slice, payload) => change(slice, payload, (entry) => reacted(entry, payload)),
    'message.changed': (slice, message) => caughtUp(replace(slice, message), message.room, message.rev),
    'room.resumed': (slice, { room, seq }) => allChanged(complete(slice, room, seq), room),
    'room.closed': (slice, { room }) => without(slice, room),
  },
  answers: {
    'person.identify': (slice, { reply }) => keepRooms(slice, reply.rooms),
    'session.resume': (slice, { reply }) => keepRooms(slice, reply.rooms),
    'room.create': (slice, { reply: { room } }) => begin(slice, room),
    'room.join': (slice, { reply: { room } }) => begin(slice, room),
    'message.history': (slice, answered) => addPage(slice, answered),
    'message.edit': (slice, { reply }) => replace(slice, reply.message),
    'message.erase': (slice, { reply }) => replace(slice, reply.message),
    'message.react': (slice, { reply }) => replace(slice, reply.message),
    'message.unreact': (slice, { reply }) => replace(slice, reply.message),
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
  return timeline.entries.filter((entry) => entry.seq > seq && entry.seq <= timeline.upTo)
}

/** Adds entries of a room, wherever they belong; of two with one seq the one that was changed last stays. */
export function add(slice: MessagesState, room: string, entries: readonly Message[]): MessagesState {
  const first = entries[0]
  if (first === undefined) return slice
  const known = slice.get(room) ?? { since: first.seq - 1, upTo: first.seq - 1, rev: 0, entries: [] }
  return withTimeline(slice, room, { ...known, entries: merge(known.entries, entries) })
}

function merge(known: readonly Message[], more: readonly Message[]): Message[] {
  const newest = known.at(-1)?.seq ?? 0
  const ascending = more.every((entry, index) => entry.seq > (more[index - 1]?.seq ?? newest))
  if (ascending) return [...known, ...more]
  const bySeq = new Map(known.map((entry) => [entry.seq, entry]))
  for (const entry of more) bySeq.set(entry.seq, newer(bySeq.get(entry.seq), entry))
  return [...bySeq.values()].toSorted((one, other) => one.seq - other.seq)
}

/** Of two that are equally new the whole entry that comes now: a change before it may have been lost. */
function newer(known: Message | undefined, entry: Message): Message {
  return known !== undefined && (known.rev ?? 0) > (entry.rev ?? 0) ? known : entry
}

/** Where an entry stands, and the room's count of changes when it was changed. */
interface Place {
  readonly room: string
  readonly seq: number
  readonly rev: number
}

/** Makes a change to an entry, if that is here and has not been changed after it. An entry that comes later comes changed. */
function change(slice: MessagesState, { room, seq, rev }: Place, how: Change): MessagesState {
  const changed = withEntry(slice, { room, seq }, (entry) => ((entry.rev ?? 0) < rev ? how(entry) : entry))
  // A change that was lost on the way is not skipped: the next resume asks for it.
  return rev === (slice.get(room)?.rev ?? 0) + 1 ? caughtUp(changed, room, rev) : changed
}

/** What an entry is now, if it is here. */
function replace(slice: MessagesState, message: Message): MessagesState {
  return withEntry(slice, message, (known) => newer(known, message))
}

type Change = (entry: Message) => Message

function withEntry(slice: MessagesState, { room, seq }: Pick<Place, 'room' | 'seq'>, how: Change): MessagesState {
  const known = slice.get(room)
  const index = known?.entries.findLastIndex((entry) => entry.seq === seq) ?? -1
  const entry = known?.entries[index]
  if (known === undefined || entry === undefined) return slice
  return new Map(slice).set(room, { ...known, entries: known.entries.with(index, how(entry)) })
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

/** Forgets a room that we are not in any more. */
export function without(slice: MessagesState, room: string): MessagesState {
  if (!slice.has(room)) return slice
  const left = new Map(slice)
  left.delete(room)
  return left
}
