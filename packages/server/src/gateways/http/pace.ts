// How often files are taken in from one address: a burst at once, then so many a minute, the rest is 429.

import type { Clock, Origin } from '@hubbub/core'
import { type Limits, Refusal } from '@hubbub/protocol'
import type { MiddlewareHandler } from 'hono'

import { homeOf } from '../../edge/origin/origin.ts'
import type { GatewayPorts } from '../gateway.ts'
import { type Env, refusalResponse } from './responses.ts'
import { origins } from './speaker.ts'

/** Stands before every upload. */
export function paced({ clock, limits, floodLimits }: GatewayPorts): MiddlewareHandler<Env> {
  const pace = new Pace(clock, limits)
  return async (c, next) => {
    const waitMs = floodLimits ? pace.take(origins.get(c.env.incoming.socket)) : 0
    if (waitMs === 0) return next()
    const answer = refusalResponse(new Refusal('too-many-attempts'))
    // An operator may allow none at all.
    if (Number.isFinite(waitMs)) answer.headers.set('Retry-After', String(Math.ceil(waitMs / 1_000)))
    return answer
  }
}

interface Bucket {
  readonly left: number
  readonly countedAt: number
}

class Pace {
  readonly #clock: Clock
  readonly #limits: Limits
  /** Those who came latest are last; the first are forgotten when there are too many. */
  readonly #buckets = new Map<string, Bucket>()

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock
    this.#limits = limits
  }

  /** Counts an upload; else, in how many milliseconds the next is taken. */
  take(from: Origin | undefined): number {
    const { uploads_burst_max: burst, uploads_per_minute: perMinute, upload_addresses_max: addressesMax } = this.#limits
    const home = homeOf(from?.address ?? '')
    const perMs = perMinute / 60_000
    const now = this.#clock.now()
    const known = this.#buckets.get(home) ?? { left: burst, countedAt: now }
    // The clock may step backwards: then no time has passed.
    const left = Math.min(burst, known.left + Math.max(0, now - known.countedAt) * perMs)
    if (left < 1) return Math.ceil((1 - left) / perMs)
    this.#buckets.delete(home)
    const [oldest] = this.#buckets.keys()
    if (oldest !== undefined && this.#buckets.size >= addressesMax) this.#buckets.delete(oldest)
    this.#buckets.set(home, { left: left - 1, countedAt: now })
    return 0
  }
}
