// A stored entry as the protocol shows it: a message, or a message that shares a file.

import type { Message, Payload } from '@hubbub/protocol'

import { sharedFile } from '../../file/links.ts'
import type { Ports, StoredEntry } from '../../ports.ts'

/** The entry as a message of the room with this slug. */
export function messageOf(ports: Ports, slug: string, { file, ...entry }: StoredEntry): Message {
  return file === undefined ? { room: slug, ...entry } : { room: slug, ...entry, file: sharedFile(ports, file) }
}

export type EntryEvent =
  | { readonly name: 'message.posted'; readonly payload: Payload<'message.posted'> }
  | { readonly name: 'file.shared'; readonly payload: Payload<'file.shared'> }

/** The event that tells of a message. */
export function eventOf(message: Message): EntryEvent {
  const { file } = message
  return file === undefined
    ? { name: 'message.posted', payload: message }
    : { name: 'file.shared', payload: { ...message, file } }
}

export function entryEvent(ports: Ports, slug: string, entry: StoredEntry): EntryEvent {
  return eventOf(messageOf(ports, slug, entry))
}
