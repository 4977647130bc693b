// How a room is meant by what people and programs call it: its slug, its full name, or `#name`.

import { foldName, slugOf } from '@hubbub/protocol'

import type { Store, StoredRoom } from '../../ports.ts'
import type { LocalRoom } from '../rooms.ts'

/**
 * The room of a slug; else the one of this name, or whose slug this name would have. A reference that begins with `#` is a
 * name and never a slug: a renamed room keeps its slug, and another may have the name that it had.
 */
export async function findRoom(store: Store, ref: string): Promise<StoredRoom | undefined> {
  if (ref.startsWith('#')) return store.findRoom({ slug: '', fold: foldName(ref.slice(1)) })
  const bySlug = slugOf(ref) === ref ? await store.findRoom({ slug: ref, fold: '' }) : undefined
  return bySlug ?? store.findRoom({ slug: slugOf(ref), fold: foldName(ref) })
}

/** Tells whether a room goes by this name; its slug in other letters will do, but not for `#name`. */
export function goesBy(ref: string): (room: LocalRoom) => boolean {
  const isName = ref.startsWith('#')
  const fold = foldName(isName ? ref.slice(1) : ref)
  return (room) => room.fold === fold || (!isName && room.slug === fold)
}
