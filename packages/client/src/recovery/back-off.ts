// How long to wait before trying again: longer each time, and never the same for many clients at once.

import { limits } from '@hubbub/protocol'

import type { Random } from '../ports.ts'

/** Doubles from half a second up to half a minute; from half of it to all of it is left to chance. */
export function backOffMs(attempt: number, random: Random): number {
  const full = Math.min(limits.reconnect_most_ms, limits.reconnect_first_ms * 2 ** attempt)
  return Math.round(full * (0.5 + random.unit() / 2))
}
