// What a written text means: something to say, or a command; and whether it is too long to be said.

import type { Timeline } from '@hubbub/client'
import { isSecret, limits, type Message, readTyped, type Typed, utf8Bytes } from '@hubbub/protocol'

/** A command with a password in it is one with white space before it as well: it must not be said. */
export function readText(text: string, room: string): Typed {
  return readTyped(isSecret(text) ? text.trim() : text.trimEnd(), room)
}

/** How many bytes a text is too long; less than 0: how many are left. */
export function bytesOver(text: string): number {
  return utf8Bytes(text.trimEnd()) - limits.message_body_bytes_max
}

/** The last thing that somebody said in a room and can say in other words. */
export function lastOf(
  person: number | undefined,
  timeline: Pick<Timeline, 'entries'> | undefined,
): Message | undefined {
  return timeline?.entries.findLast(
    ({ author, body, erased, file }) => author.id === person && body !== '' && !erased && file === undefined,
  )
}
