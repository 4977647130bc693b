// A clock in the hand: time passes when the test says so.

import type { Clock } from '@hubbub/core'

export interface ManualClock extends Clock {
  /** Lets time pass; whatever falls due happens in its order, each at its own time. */
  advance(ms: number): void
}

interface Timer {
  readonly at: number
  readonly call: () => void
}

export function manualClock(start = 1_790_000_000_000): ManualClock {
  let now = start
  const timers = new Set<Timer>()

  const nextDue = (until: number): Timer | undefined => {
    let next: Timer | undefined
    for (const timer of timers) if (timer.at <= until && (next === undefined || timer.at < next.at)) next = timer
    return next
  }
  return {
    now: () => now,
    after(ms, then) {
      const timer = { at: now + ms, call: then }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    soon: (then) => void setImmediate(then),
    advance(ms) {
      const until = now + ms
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer)
        now = Math.max(now, timer.at)
        timer.call()
      }
      now = until
    },
  }
}
