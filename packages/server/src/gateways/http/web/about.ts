// `GET /about.json`: what a client must know before it says who it is.

import type { Handler } from 'hono'

import type { GatewayPorts } from '../../gateway.ts'
import type { Env } from '../responses.ts'

export function about({ about: { name, version }, settings }: GatewayPorts): Handler<Env> {
  return (c) => {
    const { network, guests, accounts } = settings()
    return c.json({ name, version, network, guests, registration: accounts.registration })
  }
}
