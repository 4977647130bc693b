// The real time, behind the brain's port.

import type { Clock } from '@hubbub/core'

// A timer of Node that is asked to wait longer does not wait at all.
const waitMsMax = 2_147_483_647

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, Math.min(ms, waitMsMax)).unref()
    return () => clearTimeout(timer)
  },
  soon: (then) => void setImmediate(then),
}
