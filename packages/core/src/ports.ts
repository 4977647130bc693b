// What the brain needs from the world, each port with its guarantees written out. Implementations live in other packages.

import type { AnyEvent, Author, EventName, FileInfo, Limits, Message, Payload, RoomKind } from '@hubbub/protocol'

// ── Time and chance ──────────────────────────────────────────────────────────────────────────────────────────────────

export interface Clock {
  /** Milliseconds since 1970, UTC. May step backwards; nothing is ordered by it. */
  now(): number
  /** Calls `then` once after `ms`, unless the returned function is called first. Does not keep a process alive. */
  after(ms: number, then: () => void): () => void
  /** Calls `then` in a later turn of the event loop, when every promise of this turn has settled. */
  soon(then: () => void): void
}

export interface Random {
  /** A text of letters and digits that nobody can guess (at least 120 bits). */
  secret(): string
  /** A one-way digest of a secret, the same each time. */
  digest(secret: string): string
}

export interface Log {
  warn(fields: object, says: string): void
  error(fields: object, says: string): void
}

// ── The store ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A person as stored, under the name they have, or had when they were last here. */
export interface StoredPerson {
  readonly id: number
  readonly name: string
}

export interface StoredRoom {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly kind: RoomKind
  readonly topic: string
  /** The newest entry's number, 0 while there is none. */
  readonly seq: number
  readonly lifetime: Lifetime
  /** The two of a direct room, in the order of their ids; absent for others. */
  readonly people?: readonly Author[]
}

export type Lifetime = 'kept' | 'while-occupied'

/** A room that a person belongs to, with `since` the room's newest entry when they came, and how far they have read. */
export interface Membership {
  readonly room: StoredRoom
  readonly since: number
  readonly read: number
}

export interface NewEntry {
  readonly room: number
  readonly author: Author
  readonly body: string
  readonly file?: NewFile
  readonly clientId?: string
  /** The clock's time; the entry's own time is later if the room already has an entry of this time or a later one. */
  readonly at: number
}

export interface NewFile {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly sha256: string
}

/** Where an entry went. `repeated` says that the author's clientId was known: these are the first entry's numbers. */
export interface Appended {
  readonly seq: number
  readonly at: number
  readonly repeated: boolean
  /** The first entry's file, when the repeated one shared a file. */
  readonly file?: NewFile
}

/** An entry of a room as read back: a protocol message without its room. */
export type StoredEntry = Omit<Message, 'room' | 'file'> & { readonly file?: NewFile }

export interface Span {
  readonly room: number
  /** Entries with a greater seq only. */
  readonly after?: number
  /** Entries with a smaller seq only. */
  readonly before?: number
  readonly limit: number
  /** Which end to take when there are more than `limit`: the ones next to `after`, or the newest. */
  readonly from: 'oldest' | 'newest'
}

/**
 * Everything that lasts. Guarantees of every implementation, each a test of the contract suite:
 * 1. A write's promise resolves only after the write is on disk for good; it rejects with Refusal `unavailable` when that
 *    could not be done, and then the write is not visible to reads (unless the store was killed in between).
 * 2. Writes take effect in the order in which they were given. A write that rejects does not harm the others.
 * 3. `append` gives each room's entries 1, 2, 3 … without gaps, and times that strictly increase within the room.
 * 4. (author's id, clientId) is unique: a repeat resolves with the first entry's numbers and appends nothing, for ever.
 * 5. A read sees every write that had resolved when it was asked for, and never waits behind writes.
 * 6. After a crash at any moment, everything that had resolved is there, once.
 */
export interface Store {
  readonly epoch: string
  readonly lobby: StoredRoom

  /** A new person under a name that nobody uses; `tokenDigest` only for those who can come back. */
  createPerson(person: {
    name: string
    skeleton: string
    tokenDigest?: string
    at: number
  }): Promise<StoredPerson | 'name-taken'>
  /** The person of a token, under their name again, or under `name2`, `name3` … if somebody uses it now. */
  resumePerson(token: { digest: string; at: number }): Promise<StoredPerson | undefined>
  renamePerson(change: { id: number; name: string; skeleton: string }): Promise<'renamed' | 'name-taken'>
  /** Frees the name of somebody who is not here any more; `forget` also ends all memberships (who cannot come back). */
  releasePerson(person: { id: number; forget: boolean; at: number }): Promise<{ readonly closed: readonly string[] }>

  /** A new room with its first member. `slug` is taken as `slug`, `slug-2` … whichever is free. */
  createRoom(room: {
    name: string
    fold: string
    slug: string
    kind: 'public' | 'invite-only'
    lifetime: Lifetime
    creator: number
    at: number
  }): Promise<StoredRoom | 'room-exists'>
  /** The direct room of two people, made if there is none yet. */
  openDirectRoom(pair: { people: readonly [number, number]; at: number }): Promise<StoredRoom>
  /** A room that is not closed, by slug or folded name. */
  findRoom(ref: { slug: string; fold: string }): Promise<StoredRoom | undefined>
  listRooms(asker: { person: number; limit: number }): Promise<readonly StoredRoom[]>

  /** Makes somebody a member. An invite-only room asks for an invitation. Joining twice is joining once. */
  joinRoom(join: { room: number; person: number; at: number }): Promise<Membership | 'not-invited' | 'no-such-room'>
  /** Ends a membership; `closed` says that the room went with its last member. */
  leaveRoom(leave: { room: number; person: number; at: number }): Promise<{ readonly closed: boolean }>
  /** Invites those who are neither in nor invited; resolves with the ids of those who are so now. */
  invite(invite: { room: number; people: readonly number[]; by: number; at: number }): Promise<readonly number[]>
  setTopic(change: { room: number; topic: string }): Promise<void>
  /** The rooms of a person, the lobby first. */
  memberships(person: number): Promise<readonly Membership[]>
  members(room: number): Promise<readonly StoredPerson[]>

  append(entry: NewEntry): Promise<Appended>
  /** Entries in ascending order of seq. */
  history(span: Span): Promise<readonly StoredEntry[]>
  /** Moves a read marker forward, never back; resolves with where it stands. */
  markRead(mark: { room: number; person: number; seq: number }): Promise<number>

  findFile(id: string): Promise<NewFile | undefined>

  /** Ends after everything that was given has been written or refused. */
  close(): Promise<void>
}

// ── Blobs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Blob {
  readonly sha256: string
  readonly bytes: number
  /** The media type, told from the first bytes and never from a name. */
  readonly type: string
}

/**
 * The bytes of files, kept under their SHA-256. Guarantees:
 * 1. `write` resolves after the bytes are on disk for good; the same bytes twice are kept once.
 * 2. Over `bytesMax` it rejects with Refusal `file-too-large`; then, and whenever the source fails, nothing is kept.
 * 3. `read` yields exactly the bytes asked for; it holds one chunk in memory at a time. `end` is exclusive.
 */
export interface Blobs {
  write(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Blob>
  read(sha256: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array>
  has(sha256: string): Promise<boolean>
}

// ── The bus ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is said on the bus: an event, and whom it is for. `origin` is the session that caused it. */
export type Announcement = AnyEvent & {
  readonly to: { readonly room: string } | { readonly person: number } | 'everyone'
  readonly origin?: string
}

/**
 * Tells every node, this one included, what happened. Guarantees:
 * 1. A subscriber hears an announcement at most once; announcements may be lost or change places on the way.
 * 2. `publish` never throws and never waits; a subscriber that throws does not keep others from hearing.
 * 3. An announcement made while another is being told is told after it.
 */
export interface Bus {
  publish(announcement: Announcement): void
  subscribe(hear: (announcement: Announcement) => void): () => void
  close(): Promise<void>
}

// ── Listeners ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A room as an outbound table needs it beside an event. */
export type RoomView = StoredRoom

/** An event on its last step, with the room it happened in. */
export type Heard = { [Name in EventName]: HeardEvent<Name> }[EventName]
export interface HeardEvent<Name extends EventName> {
  readonly name: Name
  readonly payload: Payload<Name>
  readonly room?: RoomView
  /** True for entries from before the listener came live. */
  readonly backlog: boolean
}

/** One session's ears. Neither method may throw. */
export interface Listener {
  readonly outlet: Outlet
  /** Hear something that is for this session alone. */
  tell(heard: Heard): void
  /** Resolves when what was told so far has mostly left; a backlog waits for it between pages. */
  drained(): Promise<void>
  /** The session has ended from within; let go of the connection after what was told has left. */
  end(): void
}

/** One form in which events reach listeners (a wire in one dialect). Listeners of one outlet get identical bytes. */
export interface Outlet {
  audience(): Audience
}

/**
 * The listeners of one room in one form. `post` encodes once, whatever their number. A listener in several audiences, and
 * told things besides, gets everything in the order in which it was posted and told.
 */
export interface Audience {
  add(listener: Listener): void
  delete(listener: Listener): void
  readonly size: number
  /** `origin` is the listener whose session caused the event, if it is among these; the form decides if it hears it too. */
  post(heard: Heard, origin?: Listener): void
}

export interface Ports {
  readonly about: { readonly name: string; readonly version: string }
  readonly limits: Limits
  readonly store: Store
  readonly bus: Bus
  readonly blobs: Blobs
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** A stored file as the protocol shows it. */
export function fileInfo(file: NewFile): FileInfo {
  const { id, name, type, bytes, sha256 } = file
  return { id, name, type, bytes, sha256, url: `/files/${id}/${encodeURIComponent(name)}` }
}
