// Lets go of what the operator does not want kept any more, and of the bytes that no file has.

import type { Blobs, Clock, Store } from '@hubbub/core'
import type { Limits } from '@hubbub/protocol'

export interface LettingGo {
  readonly store: Store
  readonly blobs: Blobs
  readonly clock: Clock
  readonly limits: Limits
  /** As it is now; 0 keeps everything. */
  readonly keptDays: () => number
  /** The same for what operators and moderators did. */
  readonly auditKeptDays: () => number
}

const dayMs = 86_400_000

/** First what was said: the files that go with it leave their bytes behind. */
export async function letGo(ports: LettingGo, ending: AbortSignal): Promise<void> {
  const { keptDays, auditKeptDays } = ports
  const [said, acts] = [daysAgo(ports, keptDays()), daysAgo(ports, auditKeptDays())]
  if (said !== undefined) await forget(ports, said, ending)
  if (acts !== undefined) await forgetActs(ports, acts, ending)
  await removeUnshared(ports, ending)
}

function daysAgo({ clock }: LettingGo, days: number): number | undefined {
  return days > 0 ? Math.max(0, clock.now() - days * dayMs) : undefined
}

/** A little at a time: whoever writes meanwhile waits for one step at most. */
async function forget({ store, limits }: LettingGo, before: number, ending: AbortSignal): Promise<void> {
  let next: number | undefined = 0
  while (next !== undefined && !ending.aborted) {
    const step: Awaited<ReturnType<Store['forget']>> = await store.forget({
      before,
      entriesMax: limits.forget_entries_max,
      next,
    })
    next = step.next
  }
}

async function forgetActs({ store, limits }: LettingGo, before: number, ending: AbortSignal): Promise<void> {
  const limit = limits.forget_entries_max
  while (!ending.aborted && (await store.forgetActs({ before, limit })) > 0);
}

/** Also those of uploads that came to nothing. Whether somebody shares the same bytes just then is looked at again by `remove`. */
async function removeUnshared({ store, blobs }: LettingGo, ending: AbortSignal): Promise<void> {
  const failures: unknown[] = []
  for await (const hashes of blobs.list()) {
    if (ending.aborted) return
    const unneeded = await store.unshared(hashes)
    const removals = unneeded.map((sha256) =>
      blobs.remove(sha256, async () => (await store.unshared([sha256])).length > 0),
    )
    // One that cannot be removed keeps none of the others.
    for (const outcome of await Promise.allSettled(removals)) {
      if (outcome.status === 'rejected') failures.push(outcome.reason)
    }
  }
  if (failures.length > 0) throw failures[0]
}
