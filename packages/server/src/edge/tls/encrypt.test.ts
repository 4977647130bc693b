// Proves over real TLS that detection begins anew inside, who somebody is by certificate, and that what is broken costs itself alone.

import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { connect, type TLSSocket } from 'node:tls'
import { expect, test } from 'vitest'

import { now, tlsEntrance } from './fixtures.ts'
import { selfSigned } from './self-signed.ts'

const firstWords = [
  ['http', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['irc', 'CAP LS 302\r\nNICK bob\r\nUSER bob 0 * :Bob\r\n'],
  ['course-json', '{"type":"IDENTIFY","username":"bob"}\n'],
  ['frames', 'hello'.padEnd(32, '\0')],
  ['length-prefixed', '\0\0\0\x0d{"Text":"hi"}'],
  ['plain', 'hello\nthere\n'],
] as const

async function all(socket: Socket): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}

test.each(firstWords)('[R-TLS-1] inside TLS %s is told apart as outside, and can answer', async (wire, bytes) => {
  await using here = await tlsEntrance()
  const socket = await here.tls()
  socket.write(bytes, 'latin1')
  const one = await here.comes()
  expect(one.verdict.wire).toBe(wire)
  while (one.bytes.length < bytes.length) await setImmediate()
  expect(one.bytes).toBe(bytes)
  one.connection.queue.push('an answer')
  one.connection.end()
  expect(await all(socket)).toBe('an answer')
})

test.each(firstWords)(
  '[R-TLS-1] inside TLS %s may come one byte at a time, each in its own record',
  async (wire, bytes) => {
    await using here = await tlsEntrance()
    const socket = await here.tls()
    for (const byte of bytes) await new Promise((sent) => socket.write(byte, 'latin1', sent))
    socket.end()
    const one = await here.comes()
    expect(one.verdict.wire).toBe(wire)
    while (one.state === 'open') await setImmediate()
    expect(one.bytes).toBe(bytes)
  },
)

test('[R-TLS-1] the handshake may come one byte at a time', async () => {
  await using here = await tlsEntrance()
  const bare = await here.plain()
  const slowly = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      for (const byte of bytes) bare.write(Buffer.of(byte))
      done()
    },
  })
  bare.on('data', (bytes) => slowly.push(bytes))
  const socket = connect({ socket: slowly, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  socket.write('hello\n')
  expect((await here.comes()).verdict.wire).toBe('plain')
})

test('[R-TLS-1] of a hundred who say something and end at once, everybody is heard whole', async () => {
  await using here = await tlsEntrance()
  const lines = Array.from(
    { length: 100 },
    (_, number) => `${number} ${'x'.repeat(number * 50)}\n${'y'.repeat(number * 300)}\n`,
  )
  await Promise.all(lines.map(async (line) => (await here.tls()).end(line)))
  await here.comes(lines.length - 1)
  while (here.known.some(({ state }) => state === 'open')) await setImmediate()
  expect(here.known.map(({ bytes }) => bytes).toSorted()).toEqual(lines.toSorted())
})

test('[R-TLS-2] what comes over TLS is secure, and without a certificate it is nobody by certificate', async () => {
  await using here = await tlsEntrance()
  const socket = await here.tls()
  socket.write('hello\n')
  expect((await here.comes()).origin).toEqual({ address: '127.0.0.1', secure: true })
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  '[R-TLS-2] a client certificate that nobody vouches for is taken, and told by its SHA-256, over %s',
  async (maxVersion) => {
    await using here = await tlsEntrance()
    const pem = selfSigned({ name: 'alice', hosts: [], now })
    const certificate = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex')
    const socket = await here.tls({ cert: pem, key: pem, maxVersion })
    socket.write('hello\n')
    expect((await here.comes()).origin.certificate).toBe(certificate)
    // A session that is resumed is still the same client's.
    if (maxVersion === 'TLSv1.3') await once(socket, 'session')
    const again = await here.tls({ cert: pem, key: pem, maxVersion, session: socket.getSession() })
    expect(again.isSessionReused()).toBe(true)
    again.write('hello\n')
    expect((await here.comes(1)).origin.certificate).toBe(certificate)
  },
)

test.each(['irc', 'http/1.1'])('[R-TLS-3] whoever asks for %s by ALPN gets it', async (protocol) => {
  await using here = await tlsEntrance()
  const socket = await here.tls({ ALPNProtocols: ['h2', protocol] })
  expect(socket.alpnProtocol).toBe(protocol)
})

test('[R-TLS-3] whoever asks only for what is not spoken is told so by an alert', async () => {
  await using here = await tlsEntrance()
  await expect(here.tls({ ALPNProtocols: ['h2'] })).rejects.toThrow(/alert no application protocol/iu)
  while (here.reception.size > 0) await setImmediate()
})

test('[R-TLS-4] a handshake that stalls is cut after ten seconds', async () => {
  await using here = await tlsEntrance()
  const socket = await here.plain()
  socket.write('\x16\x03\x01\x02\x00\x01\x00\x01\xfc', 'latin1')
  const closed = once(socket.resume(), 'close')
  // The handshake has begun when nobody waits for the wire any more: what came counts as read.
  while (here.reception.size === 0) await setImmediate()
  let waited = 0
  while (here.reception.size > 0) {
    here.ports.clock.advance(1_000)
    waited += 1_000
    await setImmediate()
  }
  socket.end()
  await closed
  expect(waited).toBeGreaterThanOrEqual(here.ports.limits.tls_handshake_ms)
  expect(here.known).toEqual([])
})

test('[R-TLS-5] TLS inside of TLS is refused with an alert', async () => {
  await using here = await tlsEntrance()
  const outer = await here.tls()
  outer.write('\x16\x03\x01\x02\x00\x01\x00\x01\xfc', 'latin1')
  expect(await all(outer)).toBe('\x15\x03\x03\x00\x02\x02\x28')
  expect(here.known).toMatchObject([{ verdict: { wire: 'tls' } }])
})

test('[R-TLS-5] bytes that are no TLS, after TLS has begun, cost the connection', async () => {
  await using here = await tlsEntrance()
  const bare = await here.plain()
  const inside: TLSSocket = connect({ socket: bare, rejectUnauthorized: false })
  inside.on('error', () => {})
  await once(inside, 'secureConnect')
  inside.write('hello\n')
  const one = await here.comes()
  while (one.bytes === '') await setImmediate()
  bare.write('NICK bob\r\nUSER bob 0 * :Bob\r\n')
  while (one.state !== 'closed') await setImmediate()
  expect(one.bytes).toBe('hello\n')
  expect(here.errors).toEqual([])
})

test.each([
  ['plain text', 'NICK bob\r\nUSER bob 0 * :Bob\r\n'],
  ['a request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['garbage', '\0\xff\x16'.repeat(100)],
  ['a record of nonsense', '\x16\x03\x01\x00\x05hello'],
])('[R-TLS-6] where TLS begins at once, %s is cut, and reaches no wire', async (_name, bytes) => {
  await using here = await tlsEntrance({ tls: true, fixed: { wire: 'irc' } })
  const socket = await here.plain()
  socket.write(bytes, 'latin1')
  await once(socket.resume(), 'close')
  while (here.reception.size > 0) await setImmediate()
  expect(here.known).toEqual([])
  expect(here.errors).toEqual([])
})

test('[R-TLS-6] where a wire is fixed, whoever comes is given it before they say a word', async () => {
  await using here = await tlsEntrance({ tls: true, fixed: { wire: 'irc' } })
  await here.tls()
  expect((await here.comes()).verdict).toEqual({ wire: 'irc' })
  await using bare = await tlsEntrance({ tls: false, fixed: { wire: 'irc' } })
  await bare.plain()
  expect((await bare.comes()).verdict).toEqual({ wire: 'irc' })
})

test('[R-TLS-6] where TLS begins at once and no wire is fixed, detection begins inside', async () => {
  await using here = await tlsEntrance({ tls: true })
  const socket = await here.tls()
  socket.write('CAP LS 302\r\n')
  expect((await here.comes()).verdict).toEqual({ wire: 'irc' })
})

test('[R-TLS-7] a connection that is torn in the handshake is gone, and everybody is counted once', async () => {
  await using here = await tlsEntrance()
  const torn = await here.plain()
  torn.write('\x16\x03\x01\x02\x00\x01\x00\x01\xfc', 'latin1')
  while (here.reception.size === 0) await setImmediate()
  torn.resetAndDestroy()
  while (here.reception.size > 0) await setImmediate()
  const socket = await here.tls()
  socket.write('hello\n')
  await here.comes()
  expect(here.reception.size).toBe(1)
  here.reception.destroyAll()
  await once(socket, 'close')
  while (here.reception.size > 0) await setImmediate()
  expect(here.errors).toEqual([])
})
