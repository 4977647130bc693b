// The rooms that somebody on this node is in, each with its listeners and the newest entry they were told of.

import {
  type Author,
  type Ban,
  foldName,
  type JoinedRoom,
  type Message,
  type Role,
  type Room,
  type RoomKind,
  type RoomSettings,
} from '@hubbub/protocol'

import { Audiences } from '../audiences.ts'
import type { Lifetime, Membership, ReadMarker, RoomView, StoredRoom } from '../ports.ts'
import { Turns } from '../turns.ts'

/** An entry that came before the ones that precede it, with the session it came from. */
export interface HeldEntry {
  readonly message: Message
  readonly origin: string | undefined
}

export class LocalRoom implements RoomView {
  readonly id: number
  readonly slug: string
  kind: RoomKind
  readonly lifetime: Lifetime
  readonly createdAt: number
  people?: readonly Author[]
  topic: string
  topicAt?: number
  topicBy?: string
  settings: RoomSettings
  /** Who is more than a member. */
  readonly roles: Map<number, Role>
  bans: readonly Ban[]
  /** The newest change to an entry that the listeners here were told of. */
  rev: number
  /** The newest entry that the listeners here were told of. */
  seq: number
  /** Those who have caught up. */
  readonly listeners = new Audiences()
  readonly held = new Map<number, HeldEntry>()
  /** Whether a gap is being read from the store, and whether another was noticed meanwhile. */
  mending: 'no' | 'yes' | 'again' = 'no'

  #name: string
  #fold: string
  /** Who sits in the room, caught up or not. Sessions are no more than themselves to a room. */
  readonly #seated = new Set<object>()
  readonly #emptied: (room: LocalRoom) => void

  constructor(stored: StoredRoom, emptied: (room: LocalRoom) => void) {
    this.#emptied = emptied
    this.id = stored.id
    this.slug = stored.slug
    this.#name = stored.name
    this.#fold = foldName(stored.name)
    this.kind = stored.kind
    this.lifetime = stored.lifetime
    this.createdAt = stored.createdAt
    this.topic = stored.topic
    this.settings = stored.settings
    this.roles = new Map(stored.roles)
    this.bans = stored.bans
    this.rev = stored.rev
    this.seq = stored.seq
    if (stored.topicAt !== undefined) this.topicAt = stored.topicAt
    if (stored.topicBy !== undefined) this.topicBy = stored.topicBy
    if (stored.people !== undefined) this.people = stored.people
  }

  get name(): string {
    return this.#name
  }

  set name(name: string) {
    this.#name = name
    this.#fold = foldName(name)
  }

  /** The name as it is compared. */
  get fold(): string {
    return this.#fold
  }

  roleOf(person: number): Role {
    return this.roles.get(person) ?? 'member'
  }

  seat(session: object): void {
    this.#seated.add(session)
  }

  seats(session: object): boolean {
    return this.#seated.has(session)
  }

  unseat(session: object): void {
    this.#seated.delete(session)
    if (this.#seated.size === 0) this.#emptied(this)
  }
}

export class Rooms {
  /** What is done to a room one after the other. */
  readonly turns = new Turns()
  /** When somebody last knocked at a room, oldest first. */
  readonly knocks = new Map<string, number>()
  readonly #bySlug = new Map<string, LocalRoom>()
  readonly #catchUp: (room: LocalRoom) => void

  /** `catchUp` is asked to look for entries that were stored since the room was read. */
  constructor(catchUp: (room: LocalRoom) => void) {
    this.#catchUp = catchUp
  }

  [Symbol.iterator](): IterableIterator<LocalRoom> {
    return this.#bySlug.values()
  }

  get(slug: string): LocalRoom | undefined {
    return this.#bySlug.get(slug)
  }

  /** The room, from now on kept up to date here. Entries told between the reading of `stored` and now are not missed. */
  open(stored: StoredRoom): LocalRoom {
    const known = this.#bySlug.get(stored.slug)
    if (known !== undefined) return known
    const room = new LocalRoom(stored, () => this.#bySlug.delete(room.slug))
    this.#bySlug.set(room.slug, room)
    this.#catchUp(room)
    return room
  }
}

/** A room as the protocol shows it. */
export function roomOf(room: RoomView): Room {
  const { slug, name, kind, topic, seq, people, settings, rev } = room
  const shown = { slug, name, kind, topic, seq }
  return {
    ...shown,
    ...(people === undefined ? {} : { people: [...people] }),
    ...(Object.keys(settings).length === 0 ? {} : { settings: withoutKey(settings) }),
    ...(rev === 0 ? {} : { rev }),
  }
}

/** The key of a room is for its members to ask for, and not for lists and events. */
function withoutKey({ key, ...settings }: RoomSettings): RoomSettings {
  return key === undefined ? settings : { ...settings, key: '' }
}

/** How far a member has read. */
export function markOf({ read, readAt, mentions }: Membership): ReadMarker {
  return {
    seq: read,
    ...(readAt === undefined ? {} : { at: readAt }),
    ...(mentions === undefined ? {} : { mentions }),
  }
}

/** A room as one of its members sees it. */
export function joinedRoomOf(room: RoomView, mark: ReadMarker, person: number): JoinedRoom {
  const role = room.roles.get(person)
  return {
    ...roomOf(room),
    read: mark.seq,
    ...(mark.at === undefined ? {} : { readAt: mark.at }),
    ...(mark.mentions === undefined ? {} : { mentions: mark.mentions }),
    ...(role === undefined || role === 'member' ? {} : { role }),
  }
}
