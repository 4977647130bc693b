// Entries that are changed: found, and told of as they are then.

import { type Message, Refusal } from '@hubbub/protocol'

import type { IdentifiedCall } from '../../brain.ts'
import { discard } from '../../file/discard.ts'
import type { Changed, RoomView, StoredEntry } from '../../ports.ts'
import { messageOf } from './entry.ts'
import { given } from './given.ts'

/** Somebody changes something in a room. */
type Changing = IdentifiedCall & { readonly room: Pick<RoomView, 'id' | 'slug' | 'rev'> }

/** The entry, unless there is none or it is erased. */
export async function standing({ brain, room }: Changing, seq: number): Promise<StoredEntry> {
  const entry = await brain.ports.store.entry({ room: room.id, seq })
  if (entry === undefined || entry.erased !== undefined) throw noSuchMessage(seq)
  return entry
}

/** What changing an entry came to, as a message and as where the change stands in the room. */
export function outcome({ brain, room }: Changing, seq: number, changed: Changed | undefined) {
  if (changed === undefined) throw noSuchMessage(seq)
  const message: Message = messageOf(brain.ports, room.slug, changed.entry)
  return { message, isChanged: changed.changed, change: { room: room.slug, seq, rev: message.rev ?? room.rev } }
}

interface Erasing {
  readonly reason?: string | undefined
  readonly anywhere?: true
}

/** Takes back what was said, and tells of it; resolves with what is left. */
export async function eraseEntry(call: Changing, entry: StoredEntry, { reason, anywhere }: Erasing): Promise<Message> {
  const { brain, session, person, room } = call
  const { store, clock } = brain.ports
  const { seq, author } = entry
  const erasure = { by: person.author, at: clock.now(), ...given({ reason }) }
  const erased = await store.eraseEntry({ room: room.id, seq, ...erasure, ...given({ anywhere }) })
  const { message, change } = outcome(call, seq, erased)
  if (entry.file !== undefined) discard(brain, [entry.file.sha256])
  const payload = { ...change, ...erasure, author }
  brain.announce({ name: 'message.erased', payload, to: { room: room.slug }, origin: session.id })
  return message
}

export function noSuchMessage(seq: number): Refusal {
  return new Refusal('no-such-message', `${seq}`)
}
