// What somebody has seen in this page: it is not counted as unread, not even until the server knows of it.

import type { JoinedRoom } from '@hubbub/protocol'
import { useSyncExternalStore } from 'react'

/** The newest entry of a room that was on the screen of somebody who looked. */
const seen = new Map<string, number>()
const listeners = new Set<() => void>()
let changes = 0

export function sawNewest(room: string, seq: number): void {
  if (seen.get(room) === seq) return
  seen.set(room, seq)
  changes++
  for (const listener of listeners) listener()
}

/** Whether all of it was seen here. */
export function isSeenHere({ slug, seq }: Pick<JoinedRoom, 'slug' | 'seq'>): boolean {
  return seen.get(slug) === seq
}

/** Draws anew when something was seen. */
export function useSeenHere(): void {
  useSyncExternalStore(subscribe, () => changes)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
