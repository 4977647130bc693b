// Tests of HTTP connections: their limits, their end, and the upgrades that other wires begin as.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { ask, call, house } from './fixtures.ts'

const healthz = 'GET /healthz HTTP/1.1\r\nHost: x\r\n'

test('[R-HTTP-6] what is no proper request is refused, and costs its own connection only', async () => {
  await using place = await house()
  const other = await call(place.at, healthz)
  expect(await ask(place.at, 'GET / HTTP/1.1')).toMatch(/^HTTP\/1\.1 400 /u)
  expect(await ask(place.at, 'GET / HTTP/1.1', 'Host: x', 'Bad Header: y')).toMatch(/^HTTP\/1\.1 400 /u)
  expect(await ask(place.at, 'GET \\ HTTP/1.1', 'Host: x')).toMatch(/^HTTP\/1\.1 400 /u)
  expect(await ask(place.at, 'GET / HTTP/1.1', 'Host: x', `Long: ${'y'.repeat(20_000)}`)).toMatch(/^HTTP\/1\.1 431 /u)
  other.say('\r\n')
  expect(await other.hears('\r\n\r\nok')).toMatch(/^HTTP\/1\.1 200 /u)
})

test('[R-HTTP-6] a header that takes too long is refused', async () => {
  await using place = await house({ limits: { http_headers_ms: 40 } })
  const caller = await call(place.at, 'GET / HTTP/1.1\r\nHo')
  expect(await caller.closed()).toMatch(/^HTTP\/1\.1 408 /u)
})

test('[R-HTTP-7] a connection on which nothing moves is cut', async () => {
  await using place = await house({ limits: { http_idle_ms: 40 } })
  const begun = 'POST /rooms/lobby/files HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf'
  expect(await (await call(place.at, begun)).closed()).toBe('')
})

test('[R-HTTP-8] a request with the end of the stream behind it is answered', async () => {
  await using place = await house()
  const caller = await call(place.at)
  caller.socket.end('GET /healthz HTTP/1.0\r\n\r\n')
  expect(await caller.closed()).toMatch(/^HTTP\/1\.1 200 [^]*\r\n\r\nok$/u)
})

test('[R-HTTP-8] requests that come at once are answered in order', async () => {
  await using place = await house()
  const caller = await call(
    place.at,
    `${healthz}\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\n${healthz}Connection: close\r\n\r\n`,
  )
  expect((await caller.closed()).match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200'])
})

test('[R-HTTP-9] at the end idle connections are closed, and an answer that is on its way arrives', async () => {
  await using place = await house()
  const idle = await call(place.at, `${healthz}\r\n`)
  await idle.hears('ok')
  const busy = await call(
    place.at,
    'POST /rooms/lobby/files HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n',
  )
  await busy.hears('100 Continue')
  const closed = place.doors.http.close()
  await idle.closed()
  busy.say('0123456789')
  expect(await busy.closed()).toContain('HTTP/1.1 201 Created')
  await closed
})

test('[R-HTTP-9] who does not finish in time is cut off', async () => {
  await using place = await house()
  const slow = await call(
    place.at,
    'POST /rooms/lobby/files HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n',
  )
  await slow.hears('100 Continue')
  const closed = place.doors.http.close()
  place.brain.clock.advance(place.brain.ports.limits.shutdown_ms)
  await closed
  expect(await slow.closed()).not.toContain('201')
})

const upgrade = (path: string, protocol: string) =>
  ['GET', path, 'HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade:', `${protocol}\r\n`].join(' ')
const handshake = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'

test('[R-HTTP-30] an upgrade goes to the wire that asked for its path', async () => {
  await using place = await house()
  const caller = await call(place.at, upgrade('/ws?x=1', 'WebSocket') + handshake)
  const answer = await caller.hears('\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/u)
  expect(answer).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=') // the example of RFC 6455, section 1.3
  caller.socket.destroy()
})

test('[R-HTTP-30] any other upgrade is answered as if it were none', async () => {
  await using place = await house()
  const answerTo = async (path: string, protocol: string): Promise<string> => {
    const caller = await call(place.at, `${upgrade(path, protocol)}\r\n`)
    const answer = await caller.hears('\r\n\r\n')
    caller.socket.destroy()
    return answer.slice(9, 12)
  }
  expect(await answerTo('/other', 'websocket')).toBe('404')
  expect(await answerTo('/healthz', 'h2c')).toBe('200')
  expect(await answerTo('/ws', 'h2c')).toBe('426')
})

const target = fc.oneof(
  fc.webPath(),
  fc.string({ unit: 'binary' }).map((text) => `/files/${encodeURIComponent(text.toWellFormed())}/x`),
  fc.constantFrom(
    '*',
    '/rooms/lobby/files',
    '/rooms/%2e%2e/files',
    '/ws',
    'http://evil.example/',
    '//',
    '/files/a/b/../../..',
  ),
)
const header = fc.oneof(
  fc.constantFrom(
    'Expect: 100-continue',
    'Transfer-Encoding: chunked',
    'Content-Length: 3',
    'Upgrade: websocket',
    'Range: bytes=--',
  ),
  fc.constantFrom(
    'Connection: Upgrade',
    'Content-Length: -1',
    'Authorization: Bearer',
    'Content-Disposition: ;filename*=',
    'Host: [',
  ),
  fc.tuple(fc.string(), fc.string()).map(([name, value]) => `${name}: ${value}`),
)
const wild = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .record({
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'PRI', 'CONNECT'),
      target,
      headers: fc.array(header, { maxLength: 5 }),
      body: fc.string(),
    })
    .map(({ method, target: path, headers, body }) =>
      Buffer.from([`${method} ${path} HTTP/1.1`, 'Host: x', ...headers, '', body].join('\r\n')),
    ),
)

test('[R-HTTP-31] nothing that anybody sends harms anybody else', async () => {
  await using place = await house({ limits: { http_idle_ms: 300 } })
  await fc.assert(
    fc.asyncProperty(wild, async (bytes) => {
      const caller = await call(place.at)
      caller.socket.end(bytes)
      await caller.closed()
      expect(await ask(place.at, 'GET /healthz HTTP/1.1', 'Host: x')).toMatch(/ok$/u)
    }),
    { numRuns: 150 },
  )
})
