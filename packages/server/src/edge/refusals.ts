// What is said to clients of wires that are recognised and not spoken here: one clear line each, in their own terms.

import type { WireName } from '../gateways/gateway.ts'
import type { Connection } from './connection.ts'
import type { Verdict } from './detect.ts'

/** A wire that detection knows and no gateway speaks. */
export type RefusedWire = Exclude<Verdict['wire'], WireName>

type Refusal = (at: { readonly host: string; readonly port: number }) => Uint8Array | string | null

const instead = ({ host, port }: { host: string; port: number }): string => `use a browser, or: nc ${host} ${port}`

const refusals = {
  // TLS inside of TLS. A fatal alert, handshake_failure, in a record of its own (RFC 8446, 6.2).
  tls: () => Buffer.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28),
  ssh: (at) => sshDisconnect(`hubbub does not speak SSH here; ${instead(at)}`),
  // Nobody reads what follows a PROXY header of somebody who is not trusted, or what nobody understands.
  proxy: () => null,
  unknown: () => null,
} satisfies Record<RefusedWire, Refusal>

/** Says why, and lets go. */
export function refuse(connection: Connection, wire: RefusedWire): void {
  const line = refusals[wire](connection.local)
  connection.read({ data: () => {}, ended: () => {}, closed: () => {} })
  if (line !== null) connection.queue.push(line)
  connection.end()
}

const disconnect = 1
const byApplication = 11
const sshBlockBytes = 8
const sshPaddingBytesMin = 4

/** Our identification line, then SSH_MSG_DISCONNECT in an unencrypted packet (RFC 4253, 4.2, 6 and 11.1). */
function sshDisconnect(says: string): Buffer {
  const message = Buffer.concat([Buffer.of(disconnect), uint32(byApplication), sshString(says), sshString('en')])
  const bare = 5 + message.length + sshPaddingBytesMin
  const padding = sshPaddingBytesMin + ((sshBlockBytes - (bare % sshBlockBytes)) % sshBlockBytes)
  const header = Buffer.concat([uint32(1 + message.length + padding), Buffer.of(padding)])
  return Buffer.concat([Buffer.from('SSH-2.0-hubbub\r\n'), header, message, Buffer.alloc(padding)])
}

function sshString(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([uint32(bytes.length), bytes])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
