// The rooms that somebody on this node is in, each with its listeners and the newest entry they were told of.

import type { Author, JoinedRoom, Message, Room, RoomKind } from '@hubbub/protocol'

import { Audiences } from '../audiences.ts'
import type { Lifetime, RoomView, StoredRoom } from '../ports.ts'

/** An entry that came before the ones that precede it, with the session it came from. */
export interface HeldEntry {
  readonly message: Message
  readonly origin: string | undefined
}

export class LocalRoom implements RoomView {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly kind: RoomKind
  readonly lifetime: Lifetime
  readonly people?: readonly Author[]
  topic: string
  /** The newest entry that the listeners here were told of. */
  seq: number
  /** Those who have caught up. */
  readonly listeners = new Audiences()
  readonly held = new Map<number, HeldEntry>()
  /** Whether a gap is being read from the store, and whether another was noticed meanwhile. */
  mending: 'no' | 'yes' | 'again' = 'no'

  /** Who sits in the room, caught up or not. Sessions are no more than themselves to a room. */
  readonly #seated = new Set<object>()
  readonly #emptied: (room: LocalRoom) => void

  constructor(stored: StoredRoom, emptied: (room: LocalRoom) => void) {
    this.#emptied = emptied
    this.id = stored.id
    this.slug = stored.slug
    this.name = stored.name
    this.kind = stored.kind
    this.lifetime = stored.lifetime
    this.topic = stored.topic
    this.seq = stored.seq
    if (stored.people !== undefined) this.people = stored.people
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
  readonly #bySlug = new Map<string, LocalRoom>()
  readonly #catchUp: (room: LocalRoom) => void

  /** `catchUp` is asked to look for entries that were stored since the room was read. */
  constructor(catchUp: (room: LocalRoom) => void) {
    this.#catchUp = catchUp
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
  const { slug, name, kind, topic, seq, people } = room
  const shown = { slug, name, kind, topic, seq }
  return people === undefined ? shown : { ...shown, people: [...people] }
}

export function joinedRoomOf(room: RoomView, read: number): JoinedRoom {
  return { ...roomOf(room), read }
}
