// Entries that are changed: found, and told of as they are then.

import { type Message, Refusal } from '@hubbub/protocol'

import type { MemberCall } from '../../brain.ts'
import type { Changed, StoredEntry } from '../../ports.ts'
import { messageOf } from './entry.ts'

/** The entry, unless there is none or it is erased. */
export async function standing({ brain, room }: MemberCall, seq: number): Promise<StoredEntry> {
  const entry = await brain.ports.store.entry({ room: room.id, seq })
  if (entry === undefined || entry.erased !== undefined) throw noSuchMessage(seq)
  return entry
}

/** What changing an entry came to, as a message and as where the change stands in the room. */
export function outcome({ room }: MemberCall, seq: number, changed: Changed | undefined) {
  if (changed === undefined) throw noSuchMessage(seq)
  const message: Message = messageOf(room.slug, changed.entry)
  return { message, isChanged: changed.changed, change: { room: room.slug, seq, rev: message.rev ?? room.rev } }
}

export function noSuchMessage(seq: number): Refusal {
  return new Refusal('no-such-message', `${seq}`)
}
