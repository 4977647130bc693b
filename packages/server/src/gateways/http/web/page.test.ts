// Tests of what HTTP says about itself: the page, the sign of life, and what is not there.

import { afterAll, expect, test } from 'vitest'

import { ask, house } from '../fixtures.ts'

const place = await house()
afterAll(() => place[Symbol.asyncDispose]())

test('[R-HTTP-1] the sign of life', async () => {
  const answer = await fetch(`${place.url}/healthz`)
  expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
  expect((await fetch(`${place.url}/healthz`, { method: 'HEAD' })).status).toBe(200)
})

test('[R-HTTP-1] there is none when nothing can be asked any more', async () => {
  await using closed = await house()
  closed.brain.chat.close()
  const answer = await fetch(`${closed.url}/healthz`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ error: { code: 'closing', retry: true } })
})

test('[R-HTTP-2] the page tells how to connect to the address that was used, and needs nothing else', async () => {
  const answer = await ask(place.at, 'GET / HTTP/1.1', 'Host: chat.example.org:4711')
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/u)
  expect(answer).toMatch(/content-type: text\/html; charset=utf-8/iu)
  expect(answer).toContain('nc chat.example.org 4711')
  expect(answer).toContain('http://chat.example.org:4711/rooms/lobby/files')
  expect(answer).toContain('<html lang="en">')
  expect(answer).not.toMatch(/<script|\ssrc=|href="(?!data:)|url\(/iu)
})

test('[R-HTTP-2] its own style is the only thing that the policy lets in', async () => {
  const answer = await fetch(place.url)
  const style = /<style>([^]*)<\/style>/u.exec(await answer.text())?.[1] ?? ''
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(style))).toString('base64')
  expect(answer.headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${digest}'`)
})

test('[R-HTTP-3] [R-HTTP-4] what can be no address is not shown, and nothing that is shown can be markup', async () => {
  const answer = await ask(place.at, 'GET / HTTP/1.1', 'Host: a"><script>alert(1)</script>')
  expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*nosniff/u)
  const page = await ask(place.at, 'GET / HTTP/1.1', 'Host: a_b..c')
  expect(page).toContain('&lt;telnet&gt; a_b..c 80')
})

const strict = {
  'content-security-policy': expect.stringContaining(`default-src 'none'`),
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

test.each(['/', '/healthz', '/nothing', '/ws', '/files/none/none', '/rooms/lobby/files'])(
  '[R-HTTP-4] the headers of %s are strict',
  async (path) => {
    const { headers } = await fetch(`${place.url}${path}`)
    expect(Object.fromEntries(headers)).toMatchObject(strict)
  },
)

test.each([
  ['GET', '/nothing', 404, null],
  ['POST', '/', 405, 'GET, HEAD'],
  ['DELETE', '/healthz', 405, 'GET, HEAD'],
  ['GET', '/rooms/lobby/files', 405, 'POST'],
  ['PUT', '/files/a/b', 405, 'GET, HEAD'],
  ['GET', '/ws', 426, null],
  ['GET', '/%', 404, null],
  ['GET', '//..//..//etc/passwd', 404, null],
])('[R-HTTP-5] %s %s is %d', async (method, path, status, allow) => {
  const answer = await fetch(`${place.url}${path}`, { method })
  expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow])
})
