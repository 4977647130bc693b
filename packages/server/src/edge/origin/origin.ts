// Where a connection comes from: as its socket says, unless TLS or a trusted proxy has said it better.

import type { Origin } from '@hubbub/core'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** An origin, and the port that the client connected from. */
export interface Whence {
  readonly origin: Origin
  readonly port: number
}

const known = new WeakMap<Socket, Whence>()

/** From here on this socket comes from there. */
export function setWhence(socket: Socket, whence: Whence): void {
  known.set(socket, whence)
}

export function whenceOf(socket: Socket): Whence {
  return known.get(socket) ?? bareWhence(socket)
}

/** Between two programs of one machine nobody listens in. */
function bareWhence({ remoteAddress, remotePort: port = 0 }: Socket): Whence {
  const address = plainAddress(remoteAddress)
  return { origin: { address, secure: isLoopback(address) }, port }
}

/** Whether the client speaks TLS, with us or with a proxy that says so. */
export function isEncrypted(socket: Socket): boolean {
  const { address, secure } = whenceOf(socket).origin
  return socket instanceof TLSSocket || (secure && !isLoopback(address))
}

/** `192.0.2.1` for `::ffff:192.0.2.1`, too. */
export function plainAddress(address: string | undefined): string {
  return address?.replace(/^::ffff:(?=\d+\.)/u, '') ?? ''
}

export function isLoopback(address: string): boolean {
  return address === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(address)
}

/** `192.0.2.1:80`, `[2001:db8::1]:80` */
export function showWhence({ origin: { address }, port }: Whence): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}

/** Who counts as one: an IPv4 address, or the 64 bits of an IPv6 address that one household or machine is given whole. */
export function homeOf(address: string): string {
  return address.includes(':') ? groupsOf(address).slice(0, 4).join(':') : address
}

/** The eight groups of an IPv6 address, in hexadecimal. */
export function groupsOf(address: string): string[] {
  const [bare = ''] = address.split('%', 1)
  const [head = '', tail = ''] = bare.split('::')
  const groups = (part: string): string[] => part.split(':').filter((group) => group !== '')
  const zeros = Array.from({ length: 8 - groups(head).length - groups(tail).length }, () => '0')
  return [...groups(head), ...zeros, ...groups(tail)]
}
