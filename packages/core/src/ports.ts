// What the brain needs from the world, each port with its guarantees written out. Implementations live in other packages.

import type { AnyEvent, EventName, Limits, Payload, Picture, Role } from '@hubbub/protocol'

import type { Secret, Store, StoredRoom } from './store.ts'

export type * from './store.ts'

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

// ── Blobs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Blob {
  readonly sha256: string
  readonly bytes: number
  /** The media type, told from the first bytes and never from a name. */
  readonly type: string
  /** Of a picture that can be shown. */
  readonly picture?: Picture
}

/** Bytes just written. Releasing twice is releasing once. */
export interface HeldBlob extends Blob {
  release(): void
}

/**
 * The bytes of files, kept under their SHA-256. Guarantees:
 * 1. `write` resolves after the bytes are on disk for good; the same bytes twice are kept once.
 * 2. Over `bytesMax` it rejects with Refusal `file-too-large`, where there is no room left with `storage-full`, of a picture that is
 *    too large to be looked at with `picture-too-large`; then, and whenever the source fails, nothing is kept.
 *    What a picture tells beside itself (where it was taken) is not kept: its bytes may differ from those that came.
 * 3. `read` yields exactly the bytes asked for; it holds one chunk in memory at a time. `end` is exclusive.
 * 4. What `write` resolved with is held until `release`: until then it is not removed, whoever else has the same bytes.
 * 5. `remove` asks `isUnneeded` while nobody holds the bytes, and removes them if so; whoever writes the same bytes meanwhile
 *    waits, and then has them; whoever is to remove them too waits, and then asks anew. It resolves with whether it removed them.
 *
 * So nothing that is shared loses its bytes. Whoever shares releases the bytes when it is stored, or will never be, that they
 * are shared. When `isUnneeded` looks there, each writer of these bytes has either released them, and it sees what they have
 * stored, or waits, and writes the bytes anew.
 */
export interface Blobs {
  write(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<HeldBlob>
  read(sha256: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array>
  has(sha256: string): Promise<boolean>
  /** The SHA-256 of all that is kept, some at a time and in no order; what comes or goes meanwhile may be among them or not. */
  list(): AsyncIterable<readonly string[]>
  remove(sha256: string, isUnneeded: () => Promise<boolean>): Promise<boolean>
}

/** A picture as PNG in its own size, or as WebP that is at most so many pixels wide and high. */
export type PictureForm = 'png' | 'small' | 'medium' | 'large'

export interface PictureVariant {
  readonly type: string
  readonly bytes: number
  read(): AsyncIterable<Uint8Array>
}

/**
 * Pictures in other forms, made from kept ones when somebody first asks, and kept for the next. `variant` rejects with
 * `no-such-file` when the bytes are not there or are no picture, with `picture-too-large` when they unpack to too many pixels,
 * and with `busy` when too many wait already. What is made of bytes goes with them.
 */
export interface Pictures {
  variant(sha256: string, form: PictureForm): Promise<PictureVariant>
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
  /** Of somebody who has signed in or out, or says something else of themselves, how they were here before. */
  readonly before?: Before
}

/** How somebody was here: with their roles by the slugs of their rooms, and on which sessions. */
export interface Whereabouts {
  readonly user: string
  readonly host: string
  readonly about: string
  readonly bot: boolean
  readonly operator: boolean
  readonly roles: ReadonlyMap<string, Role>
  readonly sessions: ReadonlySet<object>
}

export interface Before {
  /** As who they were. */
  readonly was: Whereabouts
  /** As who they are now, if they were here as both. */
  readonly now?: Whereabouts
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

// ── Policy and passwords ─────────────────────────────────────────────────────────────────────────────────────────────

/** What the operator of this server has decided; it may change while the server runs. */
export interface Policy {
  /** Whether people may be here without an account. */
  readonly guests: boolean
  /** Whether anybody may make an account. */
  readonly registration: boolean
  /** Whether anybody is shown what was said before they came. Whoever only lost their connection misses nothing all the same. */
  readonly history: boolean
  /** Whether accounts keep their rooms while nobody of them is connected. */
  readonly alwaysOn: boolean
  readonly operators: readonly { readonly name: string; readonly passwordHash: string }[]
}

/** What is made of passwords. It takes its time off the event loop. */
export interface Passwords {
  secretOf(password: string): Promise<Secret>
  /** Whether the password is that of a PHC string; false, after the same time, without one. */
  verify(password: string, hash: string | undefined): Promise<boolean>
  /** The server's side of SCRAM-SHA-256 (RFC 5802, 7677): pure functions of the messages and the stored keys. */
  scram: {
    /** From the client-first-message; undefined when it is not one. */
    begin(
      clientFirst: string,
    ): { readonly user: string; answer(secret: Secret['scram'] | undefined): ScramChallenge } | undefined
  }
}

export interface ScramChallenge {
  readonly serverFirst: string
  /** The server-final-message if the client has proved that it knows the password, else undefined. */
  finish(clientFinal: string): string | undefined
}

export interface Ports {
  readonly about: { readonly name: string; readonly version: string }
  readonly limits: Limits
  readonly store: Store
  readonly bus: Bus
  readonly blobs: Blobs
  readonly clock: Clock
  readonly random: Random
  /** A text that this server alone knows, the same when it is started again. */
  readonly secret: string
  readonly log: Log
  readonly passwords: Passwords
  /** As it is now. */
  readonly policy: () => Policy
  /** Reads the configuration again; resolves with the file's name, rejects with what is wrong in it. */
  readonly rehash: () => Promise<string>
}
