// The host and port that a client used to reach us, from its `Host` header, and how they are written. Pure.

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
