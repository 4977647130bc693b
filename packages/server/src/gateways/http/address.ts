// The host and port that a client used to reach us, from its `Host` header. Pure.

export interface Address {
  readonly host: string
  readonly port: number
}

/** What `Host` says, or `otherwise` when it says nothing that can be an address. IPv6 comes without its brackets. */
export function addressOf(host: string | undefined, otherwise: Address): Address {
  const [, name, ipv6, port] = /^(?:([\w.-]{1,253})|\[([\da-f:.]{2,45})\])(?::(\d{1,5}))?$/iu.exec(host ?? '') ?? []
  const known = name ?? ipv6
  if (known === undefined) return otherwise
  return { host: known, port: port === undefined ? 80 : Number(port) }
}

/** `localhost:11111`, `[::1]:11111`, and no port where browsers leave it out. */
export function authority({ host, port }: Address): string {
  const name = host.includes(':') ? `[${host}]` : host
  return port === 80 ? name : `${name}:${port}`
}
