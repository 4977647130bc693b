// What a store is given and gives back: persons, rooms, entries and files as they are kept.

import type { Author, Ban, Kind, Message, Picture, Role, RoomKind, RoomSettings } from '@hubbub/protocol'

/** A person as stored, under the name they have, or had when they were last here. */
export interface StoredPerson {
  readonly id: number
  readonly name: string
  /** The name of their account, if they have one. */
  readonly account?: string
  /** Their account is an operator of the server for good. */
  readonly operator?: true
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
  /** Made an operator of the server for good. */
  readonly operator?: true
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
  /** How many entries after the read marker mention the person; absent while none does. */
  readonly mentions?: number
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
  readonly picture?: Picture
}

/** A file that is there, and where it was shared; neither room nor keeper for one whose entry is gone. */
export interface FoundFile extends NewFile {
  readonly room?: StoredRoom
  /** Who keeps it in no room. */
  readonly keeper?: number
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

/** Somebody as operators see them in a list. */
export interface LookedUp extends StoredPerson {
  readonly seenAt?: number
  /** How many entries of theirs stand. */
  readonly messages: number
}

/** What something is noted about. */
export type Subject = { readonly person: number } | { readonly room: number }

/** One thing that is noted about a person. */
export interface Noted {
  readonly person: number
  readonly key: string
  readonly value: string
}

/** How far somebody has read, and how many entries after that mention them (absent: none). */
export interface ReadMarker {
  readonly seq: number
  readonly at?: number
  readonly mentions?: number
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
