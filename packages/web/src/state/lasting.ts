// What a client knows outlives its page: kept now and then and when the page is put away, and read when it opens again.

import { type Client, type Snapshot, snapshotOf, type State } from '@hubbub/client'

import { loadFrom, removeFrom, saveIn } from '../world/database.ts'

const everyMs = 5_000
const place = 'state'

/** What was known last; undefined when there is nothing, or nothing can be kept here. */
export async function lastSnapshot(): Promise<Snapshot | undefined> {
  const kept = await loadFrom('snapshots', place).catch(() => undefined)
  return isSnapshot(kept) ? kept : undefined
}

export async function forgetSnapshot(): Promise<void> {
  await removeFrom('snapshots', place).catch(() => {})
}

/** Returns how to stop. */
export function keepSnapshots(client: Client): () => void {
  let kept: State | undefined
  const save = (): void => {
    const { state } = client
    if (state.rooms === kept?.rooms && state.messages === kept.messages && state.session === kept.session) return
    kept = state
    const snapshot = snapshotOf(state)
    if (snapshot !== undefined) void saveIn('snapshots', place, snapshot).catch(() => {})
  }
  const timer = setInterval(save, everyMs)
  document.addEventListener('visibilitychange', save)
  addEventListener('pagehide', save)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', save)
    removeEventListener('pagehide', save)
  }
}

function isSnapshot(kept: unknown): kept is Snapshot {
  if (typeof kept !== 'object' || kept === null) return false
  return ['session', 'people', 'rooms', 'messages'].every((field) => field in kept)
}
