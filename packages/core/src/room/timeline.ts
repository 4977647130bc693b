// A room's entries on this node, in the order of seq whatever the order of their coming; gaps are mended from the store.

import type { Message } from '@hubbub/protocol'

import type { Brain } from '../brain.ts'
import { eventOf, messageOf } from '../message/kit/entry.ts'
import type { HeldEntry, LocalRoom } from './rooms.ts'

// How long to wait before a mending that failed is tried again.
const MEND_RETRY_MS = 1_000

/** Tells a room's listeners of an entry, or holds it until the ones before it are there. */
export function receive(brain: Brain, room: LocalRoom, entry: HeldEntry): void {
  const { seq } = entry.message
  if (seq <= room.seq) return
  if (seq === room.seq + 1) {
    post(brain, room, entry)
    return postHeld(brain, room)
  }
  // What is not held is read from the store when its turn comes.
  if (room.held.size < brain.ports.limits.room_events_held_max) room.held.set(seq, entry)
  void mend(brain, room)
}

/** Reads what the room's listeners have not been told of, and tells it. */
export async function mend(brain: Brain, room: LocalRoom): Promise<void> {
  if (room.mending !== 'no') {
    room.mending = 'again'
    return
  }
  try {
    do {
      room.mending = 'yes'
      await readOn(brain, room)
    } while (isMendingAgain(room))
    room.mending = 'no'
  } catch (cause) {
    const { clock, log } = brain.ports
    log.warn({ cause, room: room.slug }, 'a gap could not be mended; trying again')
    clock.after(MEND_RETRY_MS, () => {
      room.mending = 'no'
      void mend(brain, room)
    })
  }
}

// A function, because the state changes while the store is read.
function isMendingAgain(room: LocalRoom): boolean {
  return room.mending === 'again'
}

async function readOn(brain: Brain, room: LocalRoom): Promise<void> {
  const limit = brain.ports.limits.resume_page_entries_max
  for (let more = true; more;) {
    const entries = await brain.ports.store.history({ room: room.id, after: room.seq, limit, from: 'oldest' })
    for (const entry of entries) receiveStored(brain, room, messageOf(brain.ports, room.slug, entry))
    more = entries.length === limit
  }
}

function receiveStored(brain: Brain, room: LocalRoom, message: Message): void {
  if (message.seq !== room.seq + 1) return
  post(brain, room, room.held.get(message.seq) ?? { message, origin: undefined })
  postHeld(brain, room)
}

function postHeld(brain: Brain, room: LocalRoom): void {
  for (let next = room.held.get(room.seq + 1); next !== undefined; next = room.held.get(room.seq + 1))
    post(brain, room, next)
}

function post(brain: Brain, room: LocalRoom, { message, origin }: HeldEntry): void {
  room.seq = message.seq
  room.held.delete(message.seq)
  const from = origin === undefined ? undefined : brain.sessions.get(origin)?.listener
  room.listeners.post({ ...eventOf(message), room, backlog: false }, from)
}
