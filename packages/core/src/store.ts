// What the brain needs of whatever keeps things: the store's port, with its guarantees written out.

import type { Author, Ban, BanList, Happening, Role, RoomSettings, Tags } from '@hubbub/protocol'

import type {
  Act,
  Appended,
  Changed,
  Found,
  FoundFile,
  Kept,
  Lifetime,
  LookedUp,
  Membership,
  NewEntry,
  NewFile,
  Noted,
  ReadMarker,
  Secret,
  Span,
  StoredAccount,
  StoredEntry,
  StoredPerson,
  StoredRoom,
  Subject,
} from './store/stored.ts'

export type * from './store/stored.ts'

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
  /** Somebody by their number, here or not, unless they were forgotten. */
  findPerson(id: number): Promise<StoredPerson | undefined>
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
  /** A closed room that has entries, by the slug under which `everything` shows it: its own may be another room's now. */
  closedRoom(ref: { slug: string }): Promise<StoredRoom | undefined>
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
    /** Also in a room that is closed. */
    anywhere?: true
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

  /** Keeps a link that lets people into a room; `too-many` when the room has as many as it may. */
  addLink(link: { room: number; digest: string; by: number; at: number; until: number }): Promise<'added' | 'too-many'>
  /** The room that a link leads to, if that is open and the link has not ended. */
  findLink(of: { digest: string; at: number }): Promise<StoredRoom | undefined>
  /** Resolves with how many there were that had not ended. */
  removeLinks(of: { room: number; at: number }): Promise<number>

  /** Makes an account an operator for good, or takes that back. `first`: only while no account is one. */
  setOperator(change: { person: number; on: boolean; first?: true }): Promise<'set' | 'refused'>
  /** Whether any account is an operator for good. */
  hasOperator(): Promise<boolean>
  /** People by the beginning of their names, those who spoke last first, with how many entries of theirs stand. */
  lookUp(query: { text: string; limit: number }): Promise<readonly LookedUp[]>
  /**
   * Every stored entry, in every room (also closed ones, under slugs that no open room has), newest first. `before` is the
   * `next` of the page before. Reading has its end: a page may have less than `limit`, and with a `next` there is more.
   */
  everything(query: {
    person?: number
    room?: number
    text?: string
    before?: string
    limit: number
  }): Promise<{ readonly entries: readonly Found[]; readonly next?: string }>
  /** Erases up to `limit` of somebody's entries that stand; resolves with them as they are now. Asked until there are none. */
  eraseEntriesOf(what: { person: number; by: Author; at: number; limit: number }): Promise<readonly Found[]>
  /**
   * Forgets a person whose entries are erased: account, credentials, tokens, memberships, invitations, reactions, topics,
   * notes and kept files go, and no entry or act tells their name any more. Their number is not given again. Resolves with the
   * name they had, and the slugs of the rooms whose topic went; `undefined`: there is no such person. May be done again.
   */
  forgetPerson(what: {
    person: number
    at: number
  }): Promise<{ readonly name: string; readonly topics: readonly string[] } | undefined>

  metadata(of: Subject): Promise<Readonly<Record<string, string>>>
  /** What is noted about several people under some keys; nothing for those about whom nothing is. */
  metadataOf(of: { people: readonly number[]; keys: readonly string[] }): Promise<readonly Noted[]>
  /** Null takes a key away. `too-many`: the limit of keys is reached. */
  setMetadata(change: { of: Subject; key: string; value: string | null }): Promise<'set' | 'too-many'>
  recordAct(act: Act): Promise<void>
  /** Newest first. */
  acts(page: { before?: number; limit: number }): Promise<readonly (Act & { readonly id: number })[]>
  /** Forgets acts from before a time, of the `limit` oldest; resolves with how many. Asked until there are none. */
  forgetActs(what: { before: number; limit: number }): Promise<number>

  findFile(id: string): Promise<FoundFile | undefined>
  /** A file that an account keeps in no room. */
  keepFile(kept: { file: NewFile; person: number; at: number }): Promise<void>
  /** How much an account has kept in no room since a time. */
  keptFiles(of: { person: number; since: number }): Promise<Kept>
  /** How much there is of what somebody has shared and kept. */
  filesOf(person: number): Promise<Kept>
  /** The SHA-256 of the bytes of all that somebody has shared and kept. */
  hashesOf(person: number): Promise<readonly string[]>
  /** How many bytes all files have, each file's bytes counted once. */
  filesBytes(): Promise<number>
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
