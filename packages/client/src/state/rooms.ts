// The rooms we are in, by slug, each with its newest entry's seq and our read marker.

import type { JoinedRoom, Message, Role, Room } from '@hubbub/protocol'

import type { Reducer } from './happening.ts'

export type RoomsState = ReadonlyMap<string, JoinedRoom>

export const noRooms: RoomsState = new Map()

export const rooms: Reducer<RoomsState> = {
  events: {
    'message.read': (slice, { room, ...mark }) => change(slice, room, (known) => readUpTo(known, mark)),
    'message.edited': (slice, { room, rev }) => change(slice, room, (known) => changedUpTo(known, rev)),
    'message.erased': (slice, { room, rev }) => change(slice, room, (known) => changedUpTo(known, rev)),
    'message.reacted': (slice, { room, rev }) => change(slice, room, (known) => changedUpTo(known, rev)),
    'room.topic': (slice, { room, topic }) => change(slice, room, (known) => ({ ...known, topic })),
    'room.settings': (slice, { room, kind, settings }) =>
      change(slice, room, (known) => ({ ...known, kind, settings })),
    'room.renamed': (slice, { room }) => change(slice, room.slug, (known) => ({ ...known, name: room.name })),
    'room.closed': (slice, { room }) => without(slice, room),
  },
  answers: {
    'person.identify': (_slice, { reply }) => bySlug(reply.rooms),
    'session.resume': (_slice, { reply }) => bySlug(reply.rooms),
    'room.create': (slice, { reply }) => withRoom(slice, reply.room),
    'room.join': (slice, { reply }) => withRoom(slice, reply.room),
    'room.follow': (slice, { reply }) => withRoom(slice, reply.room),
    'room.direct': (slice, { reply }) => withMembership(slice, reply.room),
    'room.topic': (slice, { input, reply: { topic } }) =>
      change(slice, slugOfRef(slice, input.room), (known) => ({ ...known, topic })),
    'message.read': (slice, { input, reply }) =>
      change(slice, slugOfRef(slice, input.room), (known) => readUpTo(known, reply)),
    'room.settings': (slice, { input, reply: { settings } }) =>
      change(slice, slugOfRef(slice, input.room), (known) => ({ ...known, settings })),
    'room.rename': (slice, { reply: { room } }) => change(slice, room.slug, (known) => ({ ...known, name: room.name })),
  },
  anew: () => noRooms,
}

/** How many entries of a room have not been read. */
export function unread({ seq, read }: Pick<JoinedRoom, 'seq' | 'read'>): number {
  return Math.max(0, seq - read)
}

/** How many entries that have not been read mention us. */
export function unreadMentions(room: Pick<JoinedRoom, 'seq' | 'read' | 'mentions'>): number {
  return Math.min(room.mentions ?? 0, unread(room))
}

/** A room that we are in, by slug or by full name, without regard to case. */
export function findRoom(slice: RoomsState, ref: string): JoinedRoom | undefined {
  const wanted = ref.toLowerCase()
  return (
    slice.get(ref) ?? [...slice.values()].find(({ slug, name }) => slug === wanted || name.toLowerCase() === wanted)
  )
}

/** A room that another of our sessions, or somebody's first word to us, has made us a member of. */
export function withMembership(slice: RoomsState, room: Room): RoomsState {
  return slice.has(room.slug) ? slice : withRoom(slice, { ...room, read: 0 })
}

function slugOfRef(slice: RoomsState, ref: string): string {
  return findRoom(slice, ref)?.slug ?? ref
}

function bySlug(joined: readonly JoinedRoom[]): RoomsState {
  return new Map(joined.map((room) => [room.slug, room]))
}

function withRoom(slice: RoomsState, room: JoinedRoom): RoomsState {
  const known = slice.get(room.slug)
  const seq = Math.max(room.seq, known?.seq ?? 0)
  const read = Math.max(room.read, known?.read ?? 0)
  return new Map(slice).set(room.slug, { ...room, seq, read })
}

function change(slice: RoomsState, slug: string, how: (room: JoinedRoom) => JoinedRoom): RoomsState {
  const known = slice.get(slug)
  return known === undefined ? slice : new Map(slice).set(slug, how(known))
}

type Said = Pick<Message, 'room' | 'seq' | 'at' | 'author' | 'mentions'>

/** Something was said in a room; `me` is who we are. */
export function said(slice: RoomsState, entry: Said, me: number | undefined): RoomsState {
  return change(slice, entry.room, (known) => {
    if (entry.author.id === me) return saidByUs(known, entry)
    if (entry.seq <= known.seq) return known // it was counted by the server, when that told of the room
    const isMention = me !== undefined && entry.mentions?.includes(me) === true && entry.seq > known.read
    return { ...known, seq: entry.seq, ...(isMention ? { mentions: unreadMentions(known) + 1 } : {}) }
  })
}

/** Whoever had read everything before their own words has read those as well. */
function saidByUs(known: JoinedRoom, { seq, at }: Said): JoinedRoom {
  const now = seq > known.seq ? { ...known, seq } : known
  return known.read === seq - 1 ? readUpTo(now, { seq, at, mentions: known.mentions }) : now
}

interface Mark {
  readonly seq: number
  readonly at?: number | undefined
  readonly mentions?: number | undefined
}

/** A read marker stands at a seq and at a time, and both only move forward. What mentions us after it the server counts. */
function readUpTo(room: JoinedRoom, mark: Mark): JoinedRoom {
  const [read, readAt] = [Math.max(mark.seq, room.read), Math.max(mark.at ?? 0, room.readAt ?? 0)]
  const { mentions: counted = 0, ...rest } = room
  const mentions = read >= room.seq ? 0 : mark.seq >= room.read ? (mark.mentions ?? 0) : counted
  if (read === room.read && readAt === (room.readAt ?? 0) && mentions === counted) return room
  return { ...rest, read, ...(readAt === 0 ? {} : { readAt }), ...(mentions === 0 ? {} : { mentions }) }
}

function changedUpTo(room: JoinedRoom, rev: number): JoinedRoom {
  return rev > (room.rev ?? 0) ? { ...room, rev } : room
}

/** Somebody of ours may do more, or less, in a room now. */
export function withRole(slice: RoomsState, slug: string, role: Role): RoomsState {
  return change(slice, slug, ({ role: _was, ...room }) => (role === 'member' ? room : { ...room, role }))
}

/** Forgets a room that we are not in any more. */
export function without(slice: RoomsState, slug: string): RoomsState {
  if (!slice.has(slug)) return slice
  const left = new Map(slice)
  left.delete(slug)
  return left
}
