// What changed in older entries of a room while a session did not hear it: told as the entries are now.

import { messageOf } from '../message/kit/entry.ts'
import type { LocalRoom } from '../room/rooms.ts'
import type { Entering } from '../room/enter.ts'

/** The changes after `rev`, in entries up to `upTo`. */
export interface Since {
  readonly rev: number
  readonly upTo: number
}

/** Tells of the changes, a page at a time. */
export async function tellChanges(session: Entering, room: LocalRoom, since: Since): Promise<void> {
  const { log } = session.ports
  try {
    let rev: number | undefined = since.rev
    while (rev !== undefined && session.sitsIn(room)) rev = await tellPage(session, room, { ...since, rev })
  } catch (cause) {
    // The session would go on with what is not true any more: it comes back and resumes.
    log.warn({ cause, room: room.slug }, 'changes could not be read')
    session.listener.end()
  }
}

/** Resolves with the newest change told, if there may be more. */
async function tellPage(session: Entering, room: LocalRoom, since: Since): Promise<number | undefined> {
  const { store, limits } = session.ports
  const limit = limits.resume_page_entries_max
  const entries = await store.changedEntries({ room: room.id, ...since, limit })
  if (!session.sitsIn(room)) return undefined
  for (const entry of entries) {
    session.tell({ name: 'message.changed', payload: messageOf(session.ports, room.slug, entry), room, backlog: true })
  }
  await session.listener.drained()
  return entries.length < limit ? undefined : entries.at(-1)?.rev
}
