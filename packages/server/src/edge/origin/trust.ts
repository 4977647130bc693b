// Addresses and ranges of addresses, as the operator writes those whose PROXY headers are believed.

import { BlockList, isIP } from 'node:net'

const bits = { 4: 32, 6: 128 } as const

/** Whether a text is an address or a range, such as `10.0.0.0/8`. */
export function isRange(text: string): boolean {
  const { family, prefix } = readRange(text)
  return family !== 0 && prefix >= 0 && prefix <= bits[family]
}

/** Tells whether an address is in one of these. */
export function trustIn(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const text of ranges) {
    const { address, family, prefix } = readRange(text)
    list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4')
  }
  return (address) => list.check(address, address.includes(':') ? 'ipv6' : 'ipv4')
}

function readRange(text: string): { readonly address: string; readonly family: 0 | 4 | 6; readonly prefix: number } {
  const [address = '', length, ...more] = text.split('/')
  const family = isIP(address) as 0 | 4 | 6
  if (more.length > 0 || family === 0) return { address, family: 0, prefix: 0 }
  if (length === undefined) return { address, family, prefix: bits[family] }
  return { address, family, prefix: /^\d{1,3}$/u.test(length) ? Number(length) : -1 }
}
