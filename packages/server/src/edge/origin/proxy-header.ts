// Reads the header in which a proxy tells whose connection it passes on (the PROXY protocol, versions 1 and 2); pure.

import { isIP, SocketAddress } from 'node:net'

import { plainAddress } from './origin.ts'

/** A whole header: how long it is, and whom it names; nobody when the proxy speaks for itself. */
export interface ProxyHeader {
  readonly bytes: number
  readonly from?: { readonly address: string; readonly port: number; readonly secure: boolean }
}

/** `more`: further bytes decide. `none`: this is no such header. `broken`: it is one, and makes no sense. */
export type HeaderOutcome = ProxyHeader | 'more' | 'none' | 'broken'

const textSign = Buffer.from('PROXY ')
const textBytesMax = 107 // with CR LF
const binarySign = Buffer.from('\r\n\r\n\0\r\nQUIT\n')
const binaryHeadBytes = 16

export function readProxyHeader(seen: Buffer): HeaderOutcome {
  if (startsAs(seen, binarySign)) return seen.length < binaryHeadBytes ? 'more' : binaryHeader(seen)
  return startsAs(seen, textSign) ? textHeader(seen) : 'none'
}

/** Equal as far as both go. */
function startsAs(seen: Buffer, sign: Buffer): boolean {
  const both = Math.min(seen.length, sign.length)
  return seen.subarray(0, both).equals(sign.subarray(0, both))
}

/** `PROXY TCP4 192.0.2.7 192.0.2.8 4711 6667` */
function textHeader(seen: Buffer): HeaderOutcome {
  const end = seen.subarray(0, textBytesMax).indexOf('\r\n')
  if (end < 0) return seen.length >= textBytesMax ? 'broken' : 'more'
  const [, family, address = '', , port = ''] = seen.toString('latin1', 0, end).split(' ')
  const bytes = end + 2
  if (family === 'UNKNOWN') return { bytes }
  if (!/^\d{1,5}$/u.test(port) || `TCP${isIP(address)}` !== family) return 'broken'
  return { bytes, from: { address: usualForm(address), port: Number(port), secure: false } }
}

/** As a socket of our own would write it. */
function usualForm(address: string): string {
  return address.includes(':') ? plainAddress(new SocketAddress({ address, family: 'ipv6' }).address) : address
}

/** By the command's byte: a connection of the proxy's own (a sign of life), or one that it passes on. */
const own = 0x20
const passedOn = 0x21

/** By the family's byte: how many bytes an address has. What is no TCP over IP names nobody. */
const addressBytes = new Map([
  [0x11, 4],
  [0x21, 16],
])

function binaryHeader(seen: Buffer): HeaderOutcome {
  const bytes = binaryHeadBytes + seen.readUInt16BE(14)
  if (seen[12] !== own && seen[12] !== passedOn) return 'broken'
  if (seen.length < bytes) return 'more'
  const each = addressBytes.get(seen.readUInt8(13))
  if (seen[12] === own || each === undefined) return { bytes }
  const body = seen.subarray(binaryHeadBytes, bytes)
  if (body.length < each * 2 + 4) return 'broken'
  const from = { address: addressOf(body.subarray(0, each)), port: body.readUInt16BE(each * 2) }
  return { bytes, from: { ...from, secure: cameByTls(body.subarray(each * 2 + 4)) } }
}

function addressOf(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(group * 2).toString(16))
  return usualForm(groups.join(':'))
}

const sslField = 0x20
const clientByTls = 0x01

/** The fields after the addresses: type, length, value. One of them says that the client spoke TLS to the proxy. */
function cameByTls(fields: Buffer): boolean {
  for (let at = 0; at + 3 < fields.length; at += 3 + fields.readUInt16BE(at + 1)) {
    if (fields[at] === sslField) return (fields.readUInt8(at + 3) & clientByTls) !== 0
  }
  return false
}
