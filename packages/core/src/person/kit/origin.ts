// Where people come from: a name for it that does not tell the address, and the network that attempts are counted by.

import type { Brain } from '../../brain.ts'
import { addressBytes } from '../../mask.ts'
import type { LiveSession } from '../../session/live-session.ts'
import type { Present } from '../people.ts'

const CLOAK_CHARS = 10

/** What a session's connection says of its person. */
export type Whence = Pick<Present, 'host' | 'address' | 'secure' | 'certificate'>

export function whenceOf({ ports }: Brain, { options }: LiveSession): Whence {
  const { from } = options
  if (from === undefined) return { host: 'hubbub', address: '', secure: false, certificate: undefined }
  const address = plainAddress(from.address)
  return { host: cloak(address, ports), address, secure: from.secure, certificate: from.certificate }
}

/** The same address, or the same network of IPv6, has the same name, on this server alone. */
function cloak(address: string, { random, secret }: Pick<Brain['ports'], 'random' | 'secret'>): string {
  if (address === '::1' || address.startsWith('127.')) return 'localhost'
  return `${random.digest(`${secret} ${networkOf(address)}`).slice(0, CLOAK_CHARS)}.hubbub`
}

/** An IPv4 address that came over an IPv6 socket, as itself. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/iu, '')
}

/** One IPv4 address, or the first 64 bits of an IPv6 address: what one subscriber has. */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  const bytes = addressBytes(plain)
  return bytes?.length === 16 ? `${bytes.slice(0, 8).join('.')}/64` : plain
}
