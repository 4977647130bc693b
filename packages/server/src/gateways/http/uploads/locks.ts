// One request at a time for each upload. Who comes later has the one before let go: its connection is most likely dead.

import type { Locker, RequestRelease } from '@tus/server'

interface Held {
  readonly letGo: RequestRelease
  readonly gone: Promise<void>
  readonly free: () => void
}

export function openLocks(): Locker {
  const held = new Map<string, Held>()

  async function lock(id: string, signal: AbortSignal, letGo: RequestRelease): Promise<void> {
    for (let other = held.get(id); other !== undefined; other = held.get(id)) {
      await other.letGo()
      await Promise.race([other.gone, abortOf(signal)])
    }
    const { promise: gone, resolve: free } = Promise.withResolvers<void>()
    held.set(id, { letGo, gone, free })
  }

  return {
    newLock: (id) => ({
      lock: (signal, letGo) => lock(id, signal, letGo),
      async unlock() {
        const mine = held.get(id)
        held.delete(id)
        mine?.free()
      },
    }),
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
