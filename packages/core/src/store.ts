// What the brain needs of whatever keeps things: the store's port, with its guarantees written out.

import type {
  Author,
  Ban,
  BanList,
  Happening,
  Kind,
  Message,
  Role,
  RoomKind,
  RoomSettings,
  Tags,
} from '@hubbub/protocol'

/** A person as stored, under the name they have, or had when they were last here. */
export interface StoredPerson {
  readonly id: number
  readonly name: string
  /** The name of their account, if they have one. */
  readonly account?: string
}

/** How somebody proves to be an account: what a password port made of the password. */
export interface Secret {
  /** A PHC string. */
  readonly hash: string
  /** RFC 5802, 3: base64; absent where the password is known by its hash alone. */
  readonly scram?: {
    readonly salt: string
    readonly iterations: number
    readonly storedKey: string
    readonly serverKey: string
  }
}

/** A person who can prove who they are. The name is theirs whether they are here or not. */
export interface StoredAccount {
  readonly person: number
  readonly name: string
  readonly secret?: Secret
  /** SHA-256 of TLS client certificates, lower-case hex. */
  readonly certificates: readonly string[]
  readonly registeredAt: number
  readonly seenAt: number
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
  readonly createdAt: number
  readonly topicAt?: number
  readonly topicBy?: string
  readonly settings: RoomSettings
  /** Who is more than a member. */
  readonly roles: ReadonlyMap<number, Role>
  readonly bans: readonly Ban[]
  /** The count of changes to entries. */
  readonly rev: number
  /** The two of a direct room, in the order of their ids; absent for others. */
  readonly people?: readonly Author[]
}

export type Lifetime = 'kept' | 'while-occupied'

/** A room that a person belongs to, with `since` the room's newest entry when they came, and how far they have read. */
export interface Membership {
  readonly room: StoredRoom
  readonly since: number
  readonly read: number
  /** The time that the read marker stands at, once it was set by one. */
  readonly readAt?: number
}

export interface NewEntry {
  readonly room: number
  readonly author: Author
  readonly body: string
  readonly file?: NewFile
  readonly clientId?: string
  readonly kind?: Kind
  readonly reply?: number
  readonly mentions?: readonly number[]
  readonly tags?: Readonly<Record<string, string>>
  readonly wraps?: readonly number[]
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

/** A number of files, and of bytes in them. */
export interface Kept {
  readonly files: number
  readonly bytes: number
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

/** What an entry is after it was changed, and how many reactions it has to that text now. */
export interface Changed {
  readonly entry: StoredEntry
  /** False when there was nothing to change: then nobody is told. */
  readonly changed: boolean
}

export interface Found extends StoredEntry {
  readonly room: StoredRoom
}

export interface Act {
  readonly at: number
  readonly by: Author
  readonly act: string
  /** The room's slug. */
  readonly room?: string
  readonly subject?: string
  readonly detail?: string
}

/** What something is noted about. */
export type Subject = { readonly person: number } | { readonly room: number }

/** One thing that is noted about a person. */
export interface Noted {
  readonly person: number
  readonly key: string
  readonly value: string
}

/** How far somebody has read. */
export interface ReadMarker {
  readonly seq: number
  readonly at?: number
}

export interface Span {
  readonly room: number
  /** Entries with a greater seq only. */
  readonly after?: number
  /** Entries with a smaller seq only. */
  readonly before?: number
  /** Entries of a later time only. */
  readonly afterAt?: number
  /** Entries of an earlier time only. */
  readonly beforeAt?: number
  readonly limit: number
  /** Which end to take when there are more than `limit`: the ones next to `after`, or the newest. */
  readonly from: 'oldest' | 'newest'
}

/**
 * Everything that lasts. Guarantees of every implementation, each a test of the contract suite:
 * 1. A write's promise resolves only after the write is on disk for good; it rejects with Refusal `unavailable` when that
 *    could not be done, and then the write is not visible to reads (unless the store was killed in between).
 * 2. Writes take effect in the order in which they were given. A write that rejects does not harm the others.
 * 3. `append` gives each room's entries 1, 2, 3 … without gaps; times strictly increase within the room, over entries, topics and
 *    signals. Of what was forgotten no number is given again; what is left has no gaps.
 * 4. (author's id, clientId) is unique: a repeat resolves with the first entry's numbers and appends nothing, as long as that
 *    entry is not forgotten.
 * 5. A read sees every write that had resolved when it was asked for, and never waits behind writes.
 * 6. After a crash at any moment, everything that had resolved is there, once.
 */
export interface Store {
  readonly epoch: string
  readonly lobby: StoredRoom

  /**
   * A new person under a name that nobody uses and no account has (then `name-reserved`); `tokenDigest` only for those who can
   * come back.
   */
  createPerson(person: {
    name: string
    skeleton: string
    tokenDigest?: string
    at: number
  }): Promise<StoredPerson | 'name-taken' | 'name-reserved'>
  /** The person of a token, under their name again, or under `name2`, `name3` … if somebody uses it now. */
  resumePerson(token: { digest: string; at: number }): Promise<StoredPerson | undefined>
  /** A further token of a person; the oldest go when there are too many. */
  addToken(token: { person: number; digest: string; at: number }): Promise<void>
  endToken(token: { digest: string }): Promise<void>
  renamePerson(change: {
    id: number
    name: string
    skeleton: string
  }): Promise<'renamed' | 'name-taken' | 'name-reserved'>
  /**
   * Frees the name of somebody who is not here any more; `forget` also ends all memberships (who cannot come back). An account
   * takes its own name again and keeps its rooms, whatever `forget` says.
   */
  releasePerson(person: { id: number; forget: boolean; at: number }): Promise<{ readonly closed: readonly string[] }>

  /**
   * Makes an account. With `person` (a guest) that person becomes the account and keeps all that is theirs; else there is a new
   * person. `name-taken`: somebody else is here under that name.
   */
  createAccount(account: {
    name: string
    skeleton: string
    person?: number
    secret?: Secret
    at: number
  }): Promise<StoredAccount | 'account-exists' | 'name-taken'>
  /** By the skeleton of its name, by a certificate, or by its person. */
  findAccount(
    by: { readonly skeleton: string } | { readonly certificate: string } | { readonly person: number },
  ): Promise<StoredAccount | undefined>
  setSecret(change: { person: number; secret: Secret }): Promise<void>
  /** `taken`: the certificate proves another account. */
  addCertificate(change: { person: number; fingerprint: string; at: number }): Promise<'added' | 'taken'>
  removeCertificate(change: { person: number; fingerprint: string }): Promise<void>
  /**
   * An account comes, under the name asked for if that is free or its guest's, else under the name it has. With `guest`, that
   * person's rooms become the account's and the guest is no more.
   */
  signIn(arrival: {
    person: number
    guest?: number
    name?: { readonly name: string; readonly skeleton: string }
    at: number
  }): Promise<StoredPerson>
  /** The account's cursors on one of its devices: by room, the newest seq that it was sent. */
  cursors(of: { person: number; device: string }): Promise<ReadonlyMap<number, number>>
  saveCursors(of: { person: number; device: string; cursors: ReadonlyMap<number, number>; at: number }): Promise<void>

  /** A new room with its first member. `slug` is taken as `slug`, `slug-2` … whichever is free. */
  createRoom(room: {
    name: string
    fold: string
    slug: string
    kind: 'public' | 'invite-only'
    lifetime: Lifetime
    creator: number
    role: Role
    settings: RoomSettings
    at: number
  }): Promise<StoredRoom | 'room-exists'>
  /** The direct room of two people, made if there is none yet. */
  openDirectRoom(pair: { people: readonly [number, number]; at: number }): Promise<StoredRoom>
  /** A room that is not closed, by slug or folded name. */
  findRoom(ref: { slug: string; fold: string }): Promise<StoredRoom | undefined>
  listRooms(asker: { person: number; limit: number }): Promise<readonly StoredRoom[]>

  /**
   * Makes somebody a member. An invite-only room asks for an invitation, unless `uninvited`. Joining twice is joining once.
   * `role` is given to a new member.
   */
  joinRoom(join: {
    room: number
    person: number
    uninvited?: boolean
    role?: Role
    at: number
  }): Promise<Membership | 'not-invited' | 'no-such-room'>
  /** Ends a membership; `closed` says that the room went with its last member. */
  leaveRoom(leave: { room: number; person: number; at: number }): Promise<{ readonly closed: boolean }>
  /** Invites those who are neither in nor invited; resolves with the ids of those who are so now. */
  invite(invite: {
    room: number
    people: readonly number[]
    by: number
    at: number
    until?: number
  }): Promise<readonly number[]>
  /** The ids of the rooms that somebody is invited to. */
  invitations(of: { person: number; at: number }): Promise<readonly number[]>
  /** Resolves with its time: nothing else in the room has it, and what was there before is older. */
  setTopic(change: { room: number; topic: string; by: Author; at: number }): Promise<{ readonly at: number }>
  setSettings(change: { room: number; settings: RoomSettings; kind?: 'public' | 'invite-only' }): Promise<void>
  setRole(change: { room: number; person: number; role: Role }): Promise<void>
  renameRoom(change: { room: number; name: string; fold: string }): Promise<'renamed' | 'room-exists'>
  /** Puts a mask on a list of a room, or of the server; `kept` when it was there already, with the first one's fields. */
  addBan(change: { room?: number; ban: Ban }): Promise<{ readonly ban: Ban; readonly added: boolean }>
  removeBan(change: { room?: number; mask: string; list: BanList }): Promise<boolean>
  /** Those of the server that have not ended. */
  serverBans(at: number): Promise<readonly Ban[]>
  /** The rooms of a person, the lobby first. */
  memberships(person: number): Promise<readonly Membership[]>
  members(room: number): Promise<readonly (StoredPerson & { readonly role: Role })[]>

  append(entry: NewEntry): Promise<Appended>
  /** Entries in ascending order of seq. */
  history(span: Span): Promise<readonly StoredEntry[]>
  /** Keeps a signal that is to last; its time is as that of a topic. */
  keepSignal(signal: { room: number; by: Author; tags: Tags; at: number }): Promise<{ readonly at: number }>
  /** Topics and signals in the order of time. What is bounded by a seq is bounded by that entry's time. */
  happenings(span: Span): Promise<readonly Happening[]>
  entry(of: { room: number; seq: number }): Promise<StoredEntry | undefined>
  /** Entries that were changed after the room's change `rev`, up to the entry `upTo`, in the order of their changes. */
  changedEntries(of: { room: number; rev: number; upTo: number; limit: number }): Promise<readonly StoredEntry[]>
  /** Each gives the room's next `rev`. `undefined`: there is no such entry, or it is erased. */
  editEntry(change: { room: number; seq: number; body: string; at: number }): Promise<Changed | undefined>
  eraseEntry(change: {
    room: number
    seq: number
    by: Author
    reason?: string
    at: number
  }): Promise<Changed | undefined>
  react(change: {
    room: number
    seq: number
    person: Author
    text: string
    on: boolean
    at: number
  }): Promise<Changed | 'too-many' | undefined>
  /** Newest first, in the rooms that `person` belongs to. Words are found in every script, and inside words in those without spaces. */
  search(query: {
    person: number
    text?: string
    room?: number
    author?: number
    beforeAt?: number
    afterAt?: number
    hasFile?: boolean
    limit: number
  }): Promise<readonly Found[]>
  /** The person's rooms whose newest entry of all, at `at`, is of between two times, in the order of those times. */
  targets(query: {
    person: number
    afterAt?: number
    beforeAt?: number
    limit: number
  }): Promise<readonly { readonly room: StoredRoom; readonly at: number }[]>
  /**
   * Moves a read marker forward, never back, by seq or by time (each moves the other to the same place); resolves with where it
   * stands, and whether this moved it. With neither it only tells.
   */
  markRead(mark: {
    room: number
    person: number
    seq?: number
    at?: number
  }): Promise<ReadMarker & { readonly moved: boolean }>

  metadata(of: Subject): Promise<Readonly<Record<string, string>>>
  /** What is noted about several people under some keys; nothing for those about whom nothing is. */
  metadataOf(of: { people: readonly number[]; keys: readonly string[] }): Promise<readonly Noted[]>
  /** Null takes a key away. `too-many`: the limit of keys is reached. */
  setMetadata(change: { of: Subject; key: string; value: string | null }): Promise<'set' | 'too-many'>
  recordAct(act: Act): Promise<void>
  /** Newest first. */
  acts(page: { before?: number; limit: number }): Promise<readonly (Act & { readonly id: number })[]>

  findFile(id: string): Promise<NewFile | undefined>
  /** A file that an account keeps in no room. */
  keepFile(kept: { file: NewFile; person: number; at: number }): Promise<void>
  /** How much an account has kept since a time. */
  keptFiles(of: { person: number; since: number }): Promise<Kept>
  /** Which of these SHA-256 no file has. */
  unshared(hashes: readonly string[]): Promise<readonly string[]>

  /**
   * Forgets entries, topics and signals from before a time, with all that belongs to them, in all rooms: as much as is like
   * `entriesMax` entries. With `next` there is more, and asking again with it goes on. What is forgotten counts as read.
   */
  forget(what: {
    before: number
    entriesMax: number
    next?: number | undefined
  }): Promise<{ readonly entries: number; readonly next?: number }>

  /** Ends after everything that was given has been written or refused. */
  close(): Promise<void>
}
