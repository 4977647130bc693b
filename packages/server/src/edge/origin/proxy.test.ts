// Proves that a trusted proxy's header is taken off and believed, however it is cut up, and that nobody else's is.

import fc from 'fast-check'
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { expect, test } from 'vitest'

import { tlsEntrance } from '../tls/fixtures.ts'
import { readProxyHeader } from './proxy-header.ts'
import { isRange, trustIn } from './trust.ts'

const sign = '0d0a0d0a000d0a515549540a'
const binary = (rest: string): Buffer => Buffer.from(`${sign}${rest}`.replaceAll(' ', ''), 'hex')
const tcp4 = '21 11 000c c0000207 c0000208 1267 2b67'
const tcp6 = `21 21 0024 20010db8000000000000000000000007 ${'00'.repeat(15)}01 1267 2b67`
const overTls = '21 11 0018 c0000207 c0000208 1267 2b67 04 0001 ff 20 0005 01 00000000'

test.each([
  ['PROXY TCP4 192.0.2.7 192.0.2.8 4711 11111\r\n', { address: '192.0.2.7', port: 4711, secure: false }],
  ['PROXY TCP6 2001:DB8:0::7 ::1 4711 11111\r\n', { address: '2001:db8::7', port: 4711, secure: false }],
  ['PROXY TCP6 ::ffff:192.0.2.7 ::1 4711 11111\r\n', { address: '192.0.2.7', port: 4711, secure: false }],
  ['PROXY UNKNOWN\r\n', undefined],
  ['PROXY UNKNOWN what ever\r\n', undefined],
  [binary(tcp4), { address: '192.0.2.7', port: 4711, secure: false }],
  [binary(tcp6), { address: '2001:db8::7', port: 4711, secure: false }],
  [binary(overTls), { address: '192.0.2.7', port: 4711, secure: true }],
  [binary('20 00 0000'), undefined],
  [binary('21 31 0002 6161'), undefined],
])('[R-TLS-11] %j names whom it passes on, whatever follows and however it is cut', (header, from) => {
  const bytes = Buffer.from(header)
  const glued = Buffer.concat([bytes, Buffer.from('hello')])
  for (let end = 0; end < bytes.length; end++) expect(readProxyHeader(glued.subarray(0, end))).toBe('more')
  expect(readProxyHeader(glued)).toEqual({ bytes: bytes.length, ...(from === undefined ? {} : { from }) })
})

test.each([
  ['PROXY TCP4 ::1 ::1 1 2\r\n'],
  ['PROXY TCP4 192.0.2.300 192.0.2.8 1 2\r\n'],
  ['PROXY TCP4 192.0.2.7\r\n'],
  [`PROXY TCP4 ${'1'.repeat(200)}`],
  [binary('31 11 000c c0000207 c0000208 1267 2b67')],
  [binary('21 11 0003 c00002')],
])('[R-TLS-12] %j is broken', (header) => expect(readProxyHeader(Buffer.from(header))).toBe('broken'))

test('[R-TLS-12] any bytes at all are read without harm', () => {
  const tail = fc.uint8Array({ maxLength: 64 })
  fc.assert(
    fc.property(tail, (bytes) => {
      for (const given of [
        Buffer.from(bytes),
        Buffer.concat([binary(''), bytes]),
        Buffer.concat([Buffer.from('PROXY '), bytes, Buffer.from('\r\n')]),
      ]) {
        const outcome = readProxyHeader(given)
        const bytes = typeof outcome === 'object' ? outcome.bytes : 0
        expect(bytes).toBeLessThanOrEqual(given.length)
      }
    }),
  )
})

const header = 'PROXY TCP4 192.0.2.7 192.0.2.8 4711 11111\r\n'

test.each([header, binary(tcp4)])('[R-TLS-11] after %j of a trusted proxy, detection begins anew', async (given) => {
  await using here = await tlsEntrance({ tls: false }, { trusted: true })
  const socket = await here.plain()
  socket.write(given)
  socket.write('CAP LS 302\r\n')
  const one = await here.comes()
  expect(one).toMatchObject({ verdict: { wire: 'irc' }, origin: { address: '192.0.2.7', secure: false } })
  expect(one.connection.remote).toBe('192.0.2.7:4711')
  while (one.bytes === '') await setImmediate()
  expect(one.bytes).toBe('CAP LS 302\r\n')
})

test('[R-TLS-11] one byte at a time, and TLS behind it', async () => {
  await using here = await tlsEntrance({ tls: false }, { trusted: true })
  const socket = await here.plain()
  for (const byte of header) await new Promise((sent) => socket.write(byte, sent))
  const inside = connectTls({ socket, rejectUnauthorized: false })
  await once(inside, 'secureConnect')
  inside.write('hello\n')
  expect((await here.comes()).origin).toEqual({ address: '192.0.2.7', secure: true })
})

test.each([
  ['with a header', header, '192.0.2.7'],
  ['without one', '', '127.0.0.1'],
])('[R-TLS-11] where the wire is fixed, a trusted proxy comes %s', async (_name, given, address) => {
  await using here = await tlsEntrance({ tls: true, fixed: { wire: 'irc' } }, { trusted: true })
  const socket = await here.plain()
  if (given !== '') socket.write(given)
  const inside = connectTls({ socket, rejectUnauthorized: false })
  await once(inside, 'secureConnect')
  expect(await here.comes()).toMatchObject({ verdict: { wire: 'irc' }, origin: { address, secure: true } })
})

test('[R-TLS-12] a header of somebody else, a broken one, and a second one are cut', async () => {
  await using strangers = await tlsEntrance()
  const stranger = await strangers.plain()
  stranger.write(`${header}hello\n`)
  await once(stranger.resume(), 'close')
  expect(strangers.known).toMatchObject([{ verdict: { wire: 'proxy' }, origin: { address: '127.0.0.1' } }])
  await using here = await tlsEntrance({ tls: false }, { trusted: true })
  for (const bytes of ['PROXY TCP4 here there 1 2\r\nhello\n', `${header}${header}`]) {
    const socket = await here.plain()
    socket.write(bytes)
    await once(socket.resume(), 'close')
  }
  expect(here.known).toMatchObject([{ verdict: { wire: 'proxy' } }])
})

test('[R-TLS-12] who ends right after the header and the beginning of TLS costs nobody else anything', async () => {
  await using here = await tlsEntrance({ tls: false }, { trusted: true })
  for (const beginning of ['\x16', '\x16\x03\x01', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc']) {
    const socket = await here.plain()
    socket.end(Buffer.concat([Buffer.from(header), Buffer.from(beginning, 'latin1')]))
    await once(socket.resume(), 'close')
  }
  while (here.reception.size > 0) await setImmediate()
  expect(here.errors).toEqual([])
})

test('[R-TLS-13] behind a proxy it is the real address that is counted', async () => {
  await using here = await tlsEntrance({ tls: false }, { trusted: true, limits: { connections_per_address_max: 1 } })
  const come = async (address: string) => {
    const socket = await here.plain()
    socket.write(`PROXY TCP4 ${address} 192.0.2.8 1 2\r\nhello\n`)
    return socket
  }
  await come('192.0.2.1')
  await here.comes(0)
  await come('192.0.2.2')
  await here.comes(1)
  await once((await come('192.0.2.1')).resume(), 'close')
  expect(here.known).toHaveLength(2)
})

test.each([
  ['127.0.0.1', true],
  ['10.0.0.0/8', true],
  ['::1', true],
  ['2001:db8::/32', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['10.0.0.0/8/8', false],
  ['localhost', false],
  ['', false],
])('[R-TLS-13] %j can be trusted: %s', (text, is) => expect(isRange(text)).toBe(is))

test('[R-TLS-13] trust is by address and by range', () => {
  const trusts = trustIn(['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'])
  for (const address of ['127.0.0.1', '10.9.8.7', '2001:db8:1::1']) expect(trusts(address)).toBe(true)
  for (const address of ['127.0.0.2', '11.0.0.1', '2001:db9::1', '::1', '']) expect(trusts(address)).toBe(false)
  expect(trustIn([])('127.0.0.1')).toBe(false)
})
