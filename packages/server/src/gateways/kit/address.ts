// The address that a client used to reach us, and the site where it finds pages and files. Pure.

import type { Connection } from '../../edge/connection.ts'
import type { GatewayPorts } from '../gateway.ts'

export interface Address {
  readonly host: string
  readonly port: number
}

/** The port that need not be said. */
const usualPorts = { http: 80, https: 443 } as const

type Scheme = keyof typeof usualPorts

/** What `Host` says, or `otherwise` when it says nothing that can be an address. IPv6 comes without its brackets. */
export function addressOf(host: string | undefined, otherwise: Address, scheme: Scheme = 'http'): Address {
  const [, name, ipv6, port] = /^(?:([\w.-]{1,253})|\[([\da-f:.]{2,45})\])(?::(\d{1,5}))?$/iu.exec(host ?? '') ?? []
  const known = name ?? ipv6
  if (known === undefined) return otherwise
  return { host: known, port: port === undefined ? usualPorts[scheme] : Number(port) }
}

/** `localhost:11111`, `[::1]:11111`, and no port where browsers leave it out. */
export function authority({ host, port }: Address, scheme: Scheme = 'http'): string {
  const name = host.includes(':') ? `[${host}]` : host
  return port === usualPorts[scheme] ? name : `${name}:${port}`
}

/** `https://chat.example.org`, `http://localhost:11111` */
export function siteAt(address: Address, scheme: Scheme): string {
  return `${scheme}://${authority(address, scheme)}`
}

/** Where links for this client lead: to the address that the operator has published, else as it has reached us itself. */
export function siteFor(
  { local, encrypted }: Pick<Connection, 'local' | 'encrypted'>,
  { settings, pagesPort }: Pick<GatewayPorts, 'settings' | 'pagesPort'>,
): string {
  const at = { host: local.host, port: pagesPort(local.port) }
  return settings().url ?? siteAt(at, encrypted ? 'https' : 'http')
}
