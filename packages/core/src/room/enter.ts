// How a session comes to hear a room: backfill from the store, cut over at its newest entry, then live.

import { entryEvent } from '../message/kit/entry.ts'
import type { Heard, Listener, Ports } from '../ports.ts'
import type { LocalRoom } from './rooms.ts'

/** Who enters a room: a session, as far as hearing goes. */
export interface Entering {
  readonly ports: Ports
  readonly listener: Listener
  sitsIn(room: LocalRoom): boolean
  tell(heard: Heard): void
}

/**
 * Three phases, without gap or double. *Backfill*: read the entries after `from` up to what the room's listeners have been
 * told, a page at a time, as fast as the listener takes them. *Cutover*: when nothing is left between the two, in the same
 * turn join the listeners. *Streaming*: everything after comes live. No live entry needs to be kept meanwhile: it is stored.
 * Resolves with whether the session came so far.
 */
export async function enter(session: Entering, room: LocalRoom, from: number): Promise<boolean> {
  let seq = Math.min(from, room.seq)
  const isBehind = seq < room.seq
  try {
    while (session.sitsIn(room) && seq < room.seq) seq = await backfill(session, room, seq)
  } catch (cause) {
    // Without its backlog the session would have a hole in its history: it comes back and resumes.
    session.ports.log.warn({ cause, room: room.slug }, 'a backlog could not be read')
    session.listener.end()
    return false
  }
  if (!session.sitsIn(room)) return false
  room.listeners.add(session.listener)
  if (isBehind) session.tell({ name: 'room.resumed', payload: { room: room.slug, seq }, room, backlog: true })
  return true
}

/** The cutover alone: what was missed is too much to be told. */
export function enterNow(session: Entering, room: LocalRoom): void {
  if (!session.sitsIn(room)) return
  room.listeners.add(session.listener)
  const payload = { room: room.slug, seq: room.seq, skipped: true as const }
  session.tell({ name: 'room.resumed', payload, room, backlog: true })
}

/** Tells one page of what was missed; resolves with the newest seq told. */
async function backfill(session: Entering, room: LocalRoom, after: number): Promise<number> {
  const { store, limits } = session.ports
  const limit = limits.resume_page_entries_max
  const entries = await store.history({ room: room.id, after, before: room.seq + 1, limit, from: 'oldest' })
  if (!session.sitsIn(room)) return after
  for (const entry of entries) session.tell({ ...entryEvent(session.ports, room.slug, entry), room, backlog: true })
  await session.listener.drained()
  return entries.at(-1)?.seq ?? room.seq
}
