// How fast one connection may speak: a token bucket that makes the reading wait instead of refusing anything.

import type { Clock } from '@hubbub/core'
import type { Limits } from '@hubbub/protocol'

export interface FloodGate {
  /** Counts messages that were read; the promise, if any, resolves when the next may be read. */
  take(count: number): Promise<void> | undefined
}

const open: FloodGate = { take: () => undefined }

/** A burst passes at once, then so many a second. With `on` false everything passes. */
export function floodGate(clock: Clock, limits: Limits, on: boolean): FloodGate {
  if (!on) return open
  const perMs = limits.flood_messages_per_second / 1_000
  let left = limits.flood_burst_messages
  let countedAt = clock.now()
  return {
    take(count) {
      const now = clock.now()
      // The clock may step backwards: then no time has passed.
      left = Math.min(limits.flood_burst_messages, left + Math.max(0, now - countedAt) * perMs) - count
      countedAt = now
      if (left >= 0) return undefined
      return new Promise((resolve) => clock.after(Math.ceil(-left / perMs), resolve))
    },
  }
}
