// What a browser is told when a page of another origin that is allowed here sends files (CORS).

import type { MiddlewareHandler } from 'hono'

import type { GatewayPorts } from '../../gateway.ts'
import { isOwnPage } from '../../kit/origin.ts'
import type { Env } from '../responses.ts'

/** What such a page may do, and may send and read beside what every page may. */
export interface Allowed {
  readonly methods: string
  readonly sends: string
  readonly reads: string
}

const rememberS = '600'

/** Other pages are told nothing: their browsers neither send what they want to send nor show them the answer. */
export function crossOrigin({ origins }: GatewayPorts, { methods, sends, reads }: Allowed): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    headers.append('Vary', 'Origin')
    const origin = c.req.header('origin')
    if (origin === undefined || !isOwnPage(c.env.incoming.headers, origins)) return
    headers.set('Access-Control-Allow-Origin', origin)
    headers.set('Access-Control-Expose-Headers', reads)
    if (c.req.method !== 'OPTIONS') return
    headers.set('Access-Control-Allow-Methods', methods)
    headers.set('Access-Control-Allow-Headers', sends)
    headers.set('Access-Control-Max-Age', rememberS)
  }
}
