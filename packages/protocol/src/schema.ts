// The fields that message types are made of. A failed check carries the code of its refusal as its message.

import * as z from 'zod/mini'

import type { ErrorCode } from './errors.ts'
import { limits } from './limits.ts'
import { isPersonName, isReservedName, isRoomName, mixesScripts, tidyName, utf8Bytes } from './names.ts'

const refuseWith = (code: ErrorCode): ErrorCode => code

// Long before a name is looked at closely it is cut off from doing harm.
const shortText = z.string().check(z.maxLength(1_024, refuseWith('too-long')))

/** A person's new name: tidied, of a legal shape, of one script. */
export const PersonName = shortText.check(
  z.overwrite(tidyName),
  z.refine(isPersonName, refuseWith('name-invalid')),
  z.refine((name) => !mixesScripts(name), refuseWith('name-confusing')),
  z.refine((name) => !isReservedName(name), refuseWith('name-reserved')),
)

/** A room's new name. */
export const RoomName = shortText.check(z.overwrite(tidyName), z.refine(isRoomName, refuseWith('name-invalid')))

/** A person that exists, by name; whether there is one is for the handler to find. */
export const PersonRef = shortText.check(z.overwrite(tidyName), z.minLength(1))

/** A room that exists, by slug or by full name; `#name` is a name and never a slug. */
export const RoomRef = shortText.check(z.overwrite(tidyName), z.minLength(1))

/** What somebody says: any Unicode text without NUL; it may have many lines, and it may be empty. */
export const Body = z.string().check(
  z.overwrite((body) =>
    body.isWellFormed() && !body.includes('\0') ? body : body.toWellFormed().replaceAll('\0', ''),
  ),
  z.refine((body) => fitsBytes(body, limits.message_body_bytes_max), refuseWith('too-long')),
)

function fitsBytes(text: string, bytesMax: number): boolean {
  return text.length * 3 <= bytesMax || (text.length <= bytesMax && utf8Bytes(text) <= bytesMax)
}

export const Topic = z.string().check(
  z.overwrite((topic) => tidyName(topic)),
  z.refine((topic) => [...topic].length <= limits.room_topic_chars_max, refuseWith('too-long')),
)

/** A sender's own name for a message, so that a repeated send is known as one. */
export const ClientId = z.string().check(z.minLength(1), z.maxLength(limits.client_id_chars_max))

/** The number of an entry in its room: 1, 2, 3 … without gaps. 0 stands before the first. */
export const Seq = z.int().check(z.nonnegative())

/** Milliseconds since 1970 in UTC; strictly increasing within a room. */
export const Time = z.int().check(z.nonnegative())

export const Limit = z.int().check(z.positive(), z.maximum(limits.history_page_entries_max))

export const Status = z.enum(['ACTIVE', 'AWAY', 'BUSY'])

/** What somebody says of themselves in a line: a full name, or anything. */
export const About = z.string().check(
  z.overwrite((text) => tidyName(text)),
  z.refine((text) => [...text].length <= limits.person_about_chars_max, refuseWith('too-long')),
)

/** Why somebody does something: away, leaving, kicking. One line. */
export const Reason = z.string().check(
  z.overwrite((text) => tidyName(text)),
  z.refine((text) => [...text].length <= limits.reason_chars_max, refuseWith('too-long')),
)

/** A password, as it was typed; what makes it too weak is for the handler to say. */
export const Password = z.string().check(z.maxLength(limits.password_chars_max, refuseWith('too-long')))

/** The name of an account. An account is a person who can prove who they are; the name is theirs whether they are here or not. */
export const AccountName = PersonName

/** The part of `name!user@host` that a client may choose: what its device or its owner calls itself. */
export const UserName = z
  .string()
  .check(z.regex(/^[\w.+-]+$/u, refuseWith('name-invalid')), z.maxLength(limits.user_name_chars_max))

/**
 * A person, as others see them. `OFFLINE` is somebody who belongs to a room and is not here. `account` is the name of the
 * account they have signed in to, `away` why they are away.
 */
export const Person = z.object({
  id: z.int(),
  name: z.string(),
  status: z.enum(['ACTIVE', 'AWAY', 'BUSY', 'OFFLINE']),
  account: z.optional(z.string()),
  about: z.optional(z.string()),
  away: z.optional(z.string()),
  bot: z.optional(z.literal(true)),
  operator: z.optional(z.literal(true)),
})

/** Who said something, under the name they had then. */
export const Author = z.object({ id: z.int(), name: z.string(), account: z.optional(z.string()) })

/** What somebody may do in a room, from most to least. */
export const Role = z.enum(['owner', 'moderator', 'voice', 'member'])

/** Somebody who belongs to a room. */
export const Member = z.extend(Person, { role: Role })

/**
 * How a room is kept. `moderated`: only voices and above speak. `accountsJoin`, `accountsSpeak`: only people who have signed in
 * do. `topicLocked`: only moderators set the topic. `secret`: not listed, and its members are nobody else's business. `open`:
 * people outside may say something without joining. `key`: joining asks for it. `limit`: as many members and no more. `noCtcp`:
 * requests from one chat program to another are refused.
 * `membersInvite`: to a room for invited people every member invites, not its moderators alone.  */
export const RoomSettings = z.object({
  moderated: z.optional(z.boolean()),
  accountsJoin: z.optional(z.boolean()),
  accountsSpeak: z.optional(z.boolean()),
  topicLocked: z.optional(z.boolean()),
  secret: z.optional(z.boolean()),
  open: z.optional(z.boolean()),
  noCtcp: z.optional(z.boolean()),
  membersInvite: z.optional(z.boolean()),
  key: z.optional(z.string().check(z.maxLength(limits.room_key_chars_max), z.regex(/^[^\s,]*$/u))),
  limit: z.optional(z.int().check(z.positive(), z.maximum(limits.room_members_max))),
})

/** A list that a room, or the server, keeps of people: by `name!user@host` with `*` and `?`, by `account:NAME`, or by `address/bits`. */
export const BanList = z.enum(['ban', 'ban-exception', 'invite-exception', 'mute'])

export const Mask = z
  .string()
  .check(z.minLength(1), z.maxLength(limits.mask_chars_max, refuseWith('too-long')), z.regex(/^[^\s\p{Cc}]+$/u))

export const Ban = z.object({
  mask: z.string(),
  list: BanList,
  by: z.string(),
  at: Time,
  until: z.optional(Time),
  reason: z.optional(z.string()),
})

/** Opaque annotations that some wires carry with a message, without the `+` that they are written with there. */
export const Tags = z
  .record(
    z.string().check(z.refine(isTagKey, refuseWith('bad-input'))),
    z.string().check(z.overwrite((value) => value.toWellFormed().replaceAll('\0', ''))),
  )
  .check(z.refine((tags) => tagBytes(tags) <= limits.tags_bytes_max, refuseWith('too-long')))

/** Keys stand on the wire as they are: letters, digits and `.`, `_`, `-`, with the name of whose they are before a `/`. */
export function isTagKey(key: string): boolean {
  return key.length <= limits.tag_key_chars_max && /^[\w.-]+(?:\/[\w.-]+)?$/u.test(key)
}

function tagBytes(tags: Readonly<Record<string, string>>): number {
  return Object.entries(tags).reduce((bytes, [key, value]) => bytes + utf8Bytes(key) + utf8Bytes(value) + 2, 0)
}

/** How something is said: as talk, as a notice that nothing may answer by itself, or as what somebody does (`/me`). */
export const Kind = z.enum(['notice', 'action'])

/** What is noted about a person or a room, by key (draft/metadata-2). */
export const MetadataKey = z.string().check(z.regex(/^[a-z0-9_./-]+$/u), z.maxLength(limits.metadata_key_chars_max))
export const MetadataValue = z
  .string()
  .check(z.refine((text) => utf8Bytes(text) <= limits.metadata_value_bytes_max, refuseWith('too-long')))

/** A reaction: an emoji, or a few characters. */
export const Reaction = z
  .string()
  .check(z.overwrite(tidyName), z.minLength(1), z.maxLength(limits.reaction_chars_max, refuseWith('too-long')))

export const RoomKind = z.enum(['lobby', 'public', 'invite-only', 'direct'])

/** A room as its members see it. `seq` is its newest entry's; `people` are the two of a direct room. */
export const Room = z.object({
  slug: z.string(),
  name: z.string(),
  kind: RoomKind,
  topic: z.string(),
  seq: Seq,
  people: z.optional(z.array(Author)),
  /** The count of changes to entries; absent while there were none. */
  rev: z.optional(z.int()),
  settings: z.optional(RoomSettings),
})

/**
 * A room that one is in, with one's own read marker, the time it stands at, one's role if one is more than a member, and how
 * many entries after the read marker mention one (absent: none).
 */
export const JoinedRoom = z.extend(Room, {
  read: Seq,
  readAt: z.optional(Time),
  role: z.optional(Role),
  mentions: z.optional(z.int()),
})

/** A room as it is listed: how many of its members are here, when it was made, and who said when what it is about. */
export const ListedRoom = z.extend(Room, {
  joined: z.boolean(),
  invited: z.optional(z.literal(true)),
  here: z.int(),
  createdAt: Time,
  topicAt: z.optional(Time),
  topicBy: z.optional(z.string()),
})

/** A picture that can be shown: its size in pixels, turned upright, and a blurred preview (thumbhash, base64). */
export const Picture = z.object({
  width: z.int().check(z.positive()),
  height: z.int().check(z.positive()),
  hash: z.string().check(z.maxLength(limits.picture_hash_chars_max)),
})

/**
 * A shared file. `url` is a path on this server; of a file that was shared in a room it is signed, and valid for a while.
 * Of a picture, `&size=` asks for a smaller one, and `.png` after the name for a PNG of it.
 */
export const FileInfo = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  bytes: z.int().check(z.nonnegative()),
  sha256: z.string(),
  url: z.string(),
  picture: z.optional(Picture),
})

/** Who reacted with what. */
export const Reacted = z.object({ text: z.string(), people: z.array(Author) })

/**
 * One entry of a room's history; with `file` it is a shared file, and `body` is then the words that went with it. `reply` is
 * the seq of the entry that it answers. `wraps` are the places in `body` where a wire with short lines broke a line. `rev` is
 * the room's count of changes when this entry was last changed: edited, erased (then its body is empty) or reacted to.
 */
export const Message = z.object({
  room: z.string(),
  seq: Seq,
  at: Time,
  author: Author,
  body: z.string(),
  file: z.optional(FileInfo),
  kind: z.optional(Kind),
  reply: z.optional(Seq),
  mentions: z.optional(z.array(z.int())),
  tags: z.optional(z.record(z.string(), z.string())),
  wraps: z.optional(z.array(z.int())),
  editedAt: z.optional(Time),
  erased: z.optional(z.object({ by: Author, at: Time, reason: z.optional(z.string()) })),
  reactions: z.optional(z.array(Reacted)),
  rev: z.optional(z.int()),
})

/** What happened in a room beside what was said: somebody set its topic, or sent a signal that is to last. `at` is its name there. */
export const Happening = z.object({
  at: Time,
  by: Author,
  topic: z.optional(z.string()),
  tags: z.optional(z.record(z.string(), z.string())),
})

/** An entry that shares a file. */
export const FileMessage = z.extend(Message, { file: FileInfo })

export type Status = z.output<typeof Status>
export type Person = z.output<typeof Person>
export type Author = z.output<typeof Author>
export type Role = z.output<typeof Role>
export type Member = z.output<typeof Member>
export type RoomSettings = z.output<typeof RoomSettings>
export type BanList = z.output<typeof BanList>
export type Ban = z.output<typeof Ban>
export type Tags = z.output<typeof Tags>
export type Kind = z.output<typeof Kind>
export type Reacted = z.output<typeof Reacted>
export type ListedRoom = z.output<typeof ListedRoom>
export type RoomKind = z.output<typeof RoomKind>
export type Room = z.output<typeof Room>
export type JoinedRoom = z.output<typeof JoinedRoom>
export type Picture = z.output<typeof Picture>
export type FileInfo = z.output<typeof FileInfo>
export type Happening = z.output<typeof Happening>
export type Message = z.output<typeof Message>
