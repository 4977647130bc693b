// Proves that clients of wires that are not spoken here are told so, in bytes that they understand.

import { once } from 'node:events'
import { expect, test } from 'vitest'

import { line } from './fixtures.ts'
import { refuse, type RefusedWire } from './refusals.ts'

/** What a client of the wire receives until the end. */
async function told(wire: RefusedWire): Promise<Buffer> {
  await using here = await line()
  const peer = await here.peer()
  peer.connection.putBack(Buffer.from('first bytes'))
  refuse(peer.connection, wire)
  await once(peer.socket, 'end')
  return Buffer.from(peer.received(), 'latin1')
}

test('[R-EDGE-32] TLS inside of TLS: a fatal alert, handshake_failure', async () => {
  expect([...(await told('tls'))]).toEqual([0x15, 3, 3, 0, 2, 2, 40])
})

test('[R-EDGE-33] SSH: an identification line, then a packet that says why', async () => {
  const bytes = await told('ssh')
  const line = 'SSH-2.0-hubbub\r\n'
  expect(bytes.subarray(0, line.length).toString()).toBe(line)
  const packet = bytes.subarray(line.length)
  const length = packet.readUInt32BE(0)
  const padding = packet.readUInt8(4)
  expect(packet.length).toBe(4 + length)
  expect(packet.length % 8).toBe(0)
  expect(padding).toBeGreaterThanOrEqual(4)
  expect(packet.readUInt8(5)).toBe(1) // SSH_MSG_DISCONNECT
  expect(packet.readUInt32BE(6)).toBe(11) // SSH_DISCONNECT_BY_APPLICATION
  const says = packet.subarray(14, 14 + packet.readUInt32BE(10)).toString()
  expect(says).toMatch(/^hubbub does not speak SSH here; use a browser, or: nc 127\.0\.0\.1 \d+$/u)
})

test.each(['proxy', 'unknown'] as const)('[R-EDGE-35] %s: closed without a word', async (wire) => {
  expect(String(await told(wire))).toBe('')
})
