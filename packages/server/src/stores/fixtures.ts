// What the tests of stores share: a store to try, and people, rooms and entries to fill it with.

import type { Appended, NewEntry, NewFile, Store, StoredRoom } from '@hubbub/core'
import { type Author, foldName, nameSkeleton, slugOf } from '@hubbub/protocol'

/** A store under test, with the means to make its life hard. */
export interface StoreAtHand {
  /** The store that is open now. */
  readonly store: Store
  /** Makes every commit impossible until the returned function is called. */
  obstruct(): () => void
  /** Closes the store and opens it again, at `now` by its clock. */
  reopen(now?: number): Promise<Store>
  /**
   * Closes the store, lets another process append without end and kills it after so many acknowledgements; then opens the
   * store again. The bodies are `entry 1`, `entry 2` …, in the order of appending.
   */
  killWhileAppending(to: { room: StoredRoom; author: Author; acknowledgements: number }): Promise<readonly Appended[]>
  close(): Promise<void>
}

export const noon = 1_790_000_000_000

let made = 0

/** A name that no other test uses. */
export function unusedName(begin: string): string {
  return `${begin} ${String(++made).padStart(4, '0')}`
}

export async function person(store: Store, begin = 'somebody', tokenDigest?: string): Promise<Author> {
  const name = unusedName(begin)
  const token = tokenDigest === undefined ? {} : { tokenDigest }
  const created = await store.createPerson({ name, skeleton: nameSkeleton(name), at: noon, ...token })
  if (typeof created === 'string') throw new Error(`${name}: ${created}`)
  return created
}

type NewRoom = Parameters<Store['createRoom']>[0]

export function newRoom(name: string, creator: Author, more: Partial<NewRoom> = {}): NewRoom {
  const names = { name, fold: foldName(name), slug: slugOf(name) }
  return {
    ...names,
    kind: 'public',
    lifetime: 'kept',
    creator: creator.id,
    role: 'moderator',
    settings: {},
    at: noon,
    ...more,
  }
}

export async function room(store: Store, creator: Author, more: Partial<NewRoom> = {}): Promise<StoredRoom> {
  const created = await store.createRoom(newRoom(unusedName('room'), creator, more))
  if (created === 'room-exists') throw new Error('the room exists')
  return created
}

export function entry(room: { id: number }, author: Author, body: string, more: Partial<NewEntry> = {}): NewEntry {
  return { room: room.id, author, body, at: noon, ...more }
}

export function file(id: string): NewFile {
  return { id, name: `${id}.png`, type: 'image/png', bytes: 7, sha256: id.padEnd(64, '0') }
}

/** The bodies in a room, in order. */
export async function bodies(store: Store, { id }: { id: number }): Promise<string[]> {
  const entries = await store.history({ room: id, limit: 10_000, from: 'oldest' })
  return entries.map(({ body }) => body)
}
