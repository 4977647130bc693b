// The fields that message types are made of. A failed check carries the code of its refusal as its message.

import * as z from 'zod/mini'

import type { ErrorCode } from './errors.ts'
import { limits } from './limits.ts'
import { isPersonName, isRoomName, mixesScripts, tidyName, utf8Bytes } from './names.ts'

const refuseWith = (code: ErrorCode): ErrorCode => code

// Long before a name is looked at closely it is cut off from doing harm.
const shortText = z.string().check(z.maxLength(1_024, refuseWith('too-long')))

/** A person's new name: tidied, of a legal shape, of one script. */
export const PersonName = shortText.check(
  z.overwrite(tidyName),
  z.refine(isPersonName, refuseWith('name-invalid')),
  z.refine((name) => !mixesScripts(name), refuseWith('name-confusing')),
)

/** A room's new name. */
export const RoomName = shortText.check(z.overwrite(tidyName), z.refine(isRoomName, refuseWith('name-invalid')))

/** A person that exists, by name; whether there is one is for the handler to find. */
export const PersonRef = shortText.check(z.overwrite(tidyName), z.minLength(1))

/** A room that exists, by slug or by full name. */
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

/** A person, as others see them. `OFFLINE` is somebody who belongs to a room and is not here. */
export const Person = z.object({ id: z.int(), name: z.string(), status: z.enum(['ACTIVE', 'AWAY', 'BUSY', 'OFFLINE']) })

/** Who said something, under the name they had then. */
export const Author = z.object({ id: z.int(), name: z.string() })

export const RoomKind = z.enum(['lobby', 'public', 'invite-only', 'direct'])

/** A room as its members see it. `seq` is its newest entry's; `people` are the two of a direct room. */
export const Room = z.object({
  slug: z.string(),
  name: z.string(),
  kind: RoomKind,
  topic: z.string(),
  seq: Seq,
  people: z.optional(z.array(Author)),
})

/** A room that one is in, with one's own read marker. */
export const JoinedRoom = z.extend(Room, { read: Seq })

/** A shared file. `url` is a path on this server. */
export const FileInfo = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  bytes: z.int().check(z.nonnegative()),
  sha256: z.string(),
  url: z.string(),
})

/** One entry of a room's history; with `file` it is a shared file, and `body` is then the words that went with it. */
export const Message = z.object({
  room: z.string(),
  seq: Seq,
  at: Time,
  author: Author,
  body: z.string(),
  file: z.optional(FileInfo),
})

/** An entry that shares a file. */
export const FileMessage = z.extend(Message, { file: FileInfo })

export type Status = z.output<typeof Status>
export type Person = z.output<typeof Person>
export type Author = z.output<typeof Author>
export type RoomKind = z.output<typeof RoomKind>
export type Room = z.output<typeof Room>
export type JoinedRoom = z.output<typeof JoinedRoom>
export type FileInfo = z.output<typeof FileInfo>
export type Message = z.output<typeof Message>
