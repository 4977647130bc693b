// What an entry says that it answers has to be there.

import type { Brain } from '../../brain.ts'
import type { RoomView } from '../../ports.ts'
import { noSuchMessage } from './change.ts'

/**
 * Refuses with `no-such-message`. Without waiting where that can be known: what is said next in the room must not get ahead
 * of this.
 */
export function checkAnswered(brain: Brain, room: RoomView, seq: number | undefined): Promise<void> | undefined {
  return seq === undefined || isTold(room, seq) ? undefined : checkStored(brain, room, seq)
}

/** Entries are 1, 2, 3 … without gaps. */
function isTold(room: RoomView, seq: number): boolean {
  return seq > 0 && seq <= room.seq
}

async function checkStored({ ports }: Brain, room: RoomView, seq: number): Promise<void> {
  if ((await ports.store.entry({ room: room.id, seq })) === undefined) throw noSuchMessage(seq)
}
