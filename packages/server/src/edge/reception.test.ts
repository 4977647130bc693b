// Proves, over real sockets, that every client reaches its wire with all its bytes, that the silent are left in peace, and the limits.

import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'

import type { Limits } from '@hubbub/protocol'

import type { Verdict } from './detect.ts'
import { type Listening, type Line, listen, testPorts, turn } from './fixtures.ts'
import { homeOf, plainAddress } from './origin/origin.ts'
import { openReception, type Reception } from './reception.ts'

/** A client whose wire is known, and what its wire was given. */
interface Known {
  readonly verdict: Verdict
  readonly bytes: string
  readonly ended: boolean
}

interface Entrance extends Pick<Line, 'ports'>, AsyncDisposable {
  readonly reception: Reception
  readonly known: Known[]
  connect: Listening['connect']
}

async function entrance(hint?: Verdict, some: Partial<Limits> = {}): Promise<Entrance> {
  const { ports } = testPorts(some)
  const known: Known[] = []
  const reception = openReception(ports, (connection, verdict) => {
    const index = known.push({ verdict, bytes: '', ended: false }) - 1
    const change = (more: Partial<Known>): void =>
      void (known[index] = { verdict, bytes: '', ended: false, ...known[index], ...more })
    connection.read({
      data: (bytes) => change({ bytes: `${known[index]?.bytes}${bytes.toString('latin1')}` }),
      ended: () => change({ ended: true }),
      closed: () => {},
    })
  })
  const { connect, [Symbol.asyncDispose]: dispose } = await listen((socket) =>
    reception.accept(socket, { tls: false, ...(hint === undefined ? {} : { hint }) }),
  )
  return { ports, reception, known, connect, [Symbol.asyncDispose]: dispose }
}

/** Sends, and resolves when our side has read it. */
async function send({ socket, ours }: { socket: Socket; ours: Socket }, bytes: string): Promise<void> {
  const wanted = ours.bytesRead + bytes.length
  socket.write(bytes, 'latin1')
  while (ours.bytesRead < wanted) await setImmediate()
  await turn()
}

const lines: Verdict = { wire: 'plain', telnet: false, chunks: false }
const chunks: Verdict = { wire: 'plain', telnet: false, chunks: true }
const frames: Verdict = { wire: 'frames', size: 32 }

const firstWords: readonly (readonly [name: string, bytes: string, verdict: Verdict])[] = [
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc', { wire: 'tls' }],
  ['SSH', 'SSH-2.0-OpenSSH_9.2p1\r\n', { wire: 'ssh' }],
  ['HTTP', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', { wire: 'http' }],
  ['IRC', 'CAP LS 302\r\nNICK bob\r\nUSER bob 0 * :Bob\r\n', { wire: 'irc' }],
  ['PROXY', 'PROXY TCP4 192.0.2.7 192.0.2.8 4711 11111\r\n', { wire: 'proxy' }],
  ['course JSON', '{"type":"IDENTIFY","username":"bob"}\n', { wire: 'course-json' }],
  ['frames', 'hello'.padEnd(32, '\0'), frames],
  ['length-prefixed', '\0\0\0\x0d{"Text":"hi"}', { wire: 'length-prefixed', body: 'json', prefixBytes: 4 }],
  ['lines', 'hello\nthere\n', lines],
  ['telnet', '\xff\xfb\x1fhi\r\n', { wire: 'plain', telnet: true, chunks: false }],
  ['raw text', 'Message 1 from client\nMessage 2 from client\n!Disconnect', lines],
]

test.each(firstWords)('[R-EDGE-20] %s, whole and then the end, reaches its wire', async (_name, bytes, verdict) => {
  await using here = await entrance()
  const peer = await here.connect()
  peer.socket.end(bytes, 'latin1')
  while (here.known[0]?.ended !== true) await setImmediate()
  expect(here.known).toEqual([{ verdict, bytes, ended: true }])
})

test.each(firstWords)('[R-EDGE-20] %s, one byte at a time, reaches its wire', async (_name, bytes, verdict) => {
  await using here = await entrance()
  const peer = await here.connect()
  for (const byte of bytes) {
    await send(peer, byte)
    here.ports.clock.advance(here.ports.limits.detect_quiet_ms - 1)
  }
  peer.socket.end()
  while (here.known[0]?.ended !== true) await setImmediate()
  expect(here.known).toEqual([{ verdict, bytes, ended: true }])
})

test('[R-EDGE-21] text that is left open is decided when the line has been quiet for a while, counted from its last byte', async () => {
  await using here = await entrance()
  const { clock, limits } = here.ports
  const peer = await here.connect()
  await send(peer, 'hel')
  clock.advance(limits.detect_quiet_ms - 1)
  await send(peer, 'lo')
  clock.advance(limits.detect_quiet_ms - 1)
  await turn()
  expect(here.known).toEqual([])
  clock.advance(1)
  await turn()
  expect(here.known).toEqual([{ verdict: chunks, bytes: 'hello', ended: false }])
})

test('[R-EDGE-22] a silent client is sent nothing, however long it is silent', async () => {
  await using here = await entrance()
  const peer = await here.connect()
  here.ports.clock.advance(3_600_000)
  await turn()
  expect(here.known).toEqual([])
  expect(peer.ours.bytesWritten).toBe(0)
  await send(peer, 'at last\n')
  expect(here.known).toEqual([{ verdict: lines, bytes: 'at last\n', ended: false }])
})

test('[R-EDGE-23] a hint decides for who stays silent for a second', async () => {
  await using here = await entrance(frames)
  const { clock, limits } = here.ports
  await here.connect()
  clock.advance(limits.hint_silence_ms - 1)
  await turn()
  expect(here.known).toEqual([])
  clock.advance(1)
  await turn()
  expect(here.known).toEqual([{ verdict: frames, bytes: '', ended: false }])
})

test('[R-EDGE-23] who ends without a word is let go, hint or not', async () => {
  await using here = await entrance(frames)
  const peer = await here.connect()
  peer.socket.end()
  while (here.known[0]?.ended !== true) await setImmediate()
  here.ports.clock.advance(here.ports.limits.hint_silence_ms)
  expect(here.known).toEqual([{ verdict: { wire: 'unknown' }, bytes: '', ended: true }])
})

test('[R-EDGE-24] bytes that are clear outweigh the hint, also when they come slowly', async () => {
  await using here = await entrance(frames)
  const { clock, limits } = here.ports
  const peer = await here.connect()
  await send(peer, '{"type":')
  clock.advance(limits.hint_silence_ms * 10)
  await send(peer, '"USERS"}\n')
  expect(here.known.map(({ verdict }) => verdict)).toEqual([{ wire: 'course-json' }])
})

test('[R-EDGE-24] text that is left open is what the hint says', async () => {
  await using here = await entrance(frames)
  const peer = await here.connect()
  await send(peer, 'hel')
  here.ports.clock.advance(here.ports.limits.detect_quiet_ms)
  await turn()
  expect(here.known).toEqual([{ verdict: frames, bytes: 'hel', ended: false }])
})

test('[R-EDGE-24] what is left open and is no text is not what the hint says', async () => {
  await using here = await entrance(lines)
  const peer = await here.connect()
  await send(peer, '\0\0\0\x0d')
  here.ports.clock.advance(here.ports.limits.detect_quiet_ms)
  await send(peer, '{"Text":"hi"}')
  expect(here.known.map(({ verdict }) => verdict.wire)).toEqual(['length-prefixed'])
})

test('[R-EDGE-24] a whole object is what it is, hint or not', async () => {
  await using here = await entrance(frames)
  const peer = await here.connect()
  await send(peer, '{"a":1}')
  here.ports.clock.advance(here.ports.limits.detect_quiet_ms)
  await turn()
  expect(here.known.map(({ verdict }) => verdict.wire)).toEqual(['course-json'])
})

test('[R-EDGE-20] the size of the first read tells the size of frames', async () => {
  await using here = await entrance()
  await send(await here.connect(), 'hello'.padEnd(64, '\0'))
  expect(here.known.map(({ verdict }) => verdict)).toEqual([{ wire: 'frames', size: 64 }])
})

test('[R-EDGE-25] who is told apart from nothing within the bytes that are looked at is unknown', async () => {
  await using here = await entrance(undefined, { detect_bytes_max: 64 })
  const peer = await here.connect()
  await send(peer, 'x'.repeat(64))
  expect(here.known).toEqual([{ verdict: { wire: 'unknown' }, bytes: 'x'.repeat(64), ended: false }])
})

test('[R-EDGE-26] over the limits a newcomer is cut without a word, until somebody goes', async () => {
  await using here = await entrance(undefined, { connections_per_address_max: 2 })
  const [first] = [await here.connect(), await here.connect()]
  const refused = await here.connect()
  await once(refused.socket.resume(), 'close')
  expect(here.reception.size).toBe(2)
  first.socket.resetAndDestroy()
  while (here.reception.size > 1) await setImmediate()
  await send(await here.connect(), 'hello\n')
  expect(here.known).toHaveLength(1)
})

test('[R-EDGE-26] there is a limit for all together', async () => {
  await using here = await entrance(undefined, { connections_max: 1 })
  await here.connect()
  const refused = await here.connect()
  await once(refused.socket.resume(), 'close')
  expect(here.reception.size).toBe(1)
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8:1:2::1', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  [undefined, ''],
])('[R-EDGE-27] %s counts as %s', (address, home) => {
  expect(homeOf(plainAddress(address))).toBe(home)
})
