// Proves how files come in over `/files`: who may, what is answered, what is refused, and what browsers are told.

import type { FileInfo } from '@hubbub/protocol'
import { hashOf } from '@hubbub/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ask, call, house, type House } from '../fixtures.ts'

let here: House
beforeAll(async () => {
  here = await house({ origins: ['https://friend.example'], limits: { file_bytes_max: 1_000 } })
  await account(here)
})
afterAll(() => here[Symbol.asyncDispose]())

/** Makes an account that is not here. */
async function account(place: House, name = 'alice', password = 'correct: höerse'): Promise<void> {
  const ear = place.brain.open()
  await ear.do('person.register', { name, password })
  ear.drop()
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const Authorization = basic('alice:correct: höerse')

async function post(init: RequestInit = {}, place = here) {
  const answer = await fetch(`${place.url}/files`, {
    method: 'POST',
    body: 'hello',
    ...init,
    headers: { Authorization, ...(init.headers as Record<string, string>) },
  })
  const json = (await answer.json().catch(() => ({}))) as { file?: FileInfo; error?: { code: string } }
  return { status: answer.status, named: (name: string) => answer.headers.get(name), json }
}

test('[R-HTTP-40] the body is kept under its name, and its address is told in full', async () => {
  const watcher = await here.brain.person('watcher')
  const headers = { 'Content-Type': 'image/png', 'Content-Disposition': `attachment; filename="a b.png"` }
  const { status, named, json } = await post({ headers })
  expect(status).toBe(201)
  expect(json.file).toMatchObject({ name: 'a b.png', bytes: 5, type: 'text/plain; charset=utf-8' })
  expect(named('location')).toBe(`${here.url}/files/${json.file?.id}/a%20b.png`)
  for (const method of ['GET', 'HEAD']) {
    const answer = await fetch(named('location') ?? '', { method })
    expect([answer.status, await answer.text()]).toEqual([200, method === 'GET' ? 'hello' : ''])
  }
  expect(watcher.names().filter((name) => name !== 'session.closing')).toEqual([])
  watcher.drop()
})

test('[R-HTTP-40] a name is never a path, and there need be none', async () => {
  const named = (value: string) => post({ headers: { 'Content-Disposition': value } })
  expect((await named('attachment; filename="../../etc/passwd"')).json.file?.name).toBe('passwd')
  expect((await post()).json.file?.name).toBe('file')
})

test.each([
  ['page.html', '<!doctype html><script>alert(1)</script>'],
  ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['harmless.txt', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
])('[R-HTTP-40] %s is saved, never shown', async (name, body) => {
  const { named } = await post({ body, headers: { 'Content-Disposition': `inline; filename=${name}` } })
  const answer = await fetch(named('location') ?? '')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/u)
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
})

test('[R-HTTP-41] OPTIONS tells that every type is taken, to whoever asks', async () => {
  const answer = await fetch(`${here.url}/files`, { method: 'OPTIONS' })
  expect([answer.status, answer.headers.get('accept-post'), answer.headers.get('allow')]).toEqual([
    204,
    '*/*',
    'OPTIONS, POST',
  ])
  expect((await fetch(`${here.url}/files`)).status).toBe(405)
})

test.each([
  ['nothing', undefined],
  ['a wrong password', basic('alice:wrong')],
  ['somebody unknown', basic('nobody:correct: höerse')],
  ['no password', basic('alice')],
  ['an empty password', basic('alice:')],
  ['bytes that are no text', `Basic ${Buffer.from('ff3aff', 'hex').toString('base64')}`],
  ['what is no base64', 'Basic ***'],
  ['a token', 'Bearer abc'],
])('[R-HTTP-42] %s is 401, with how to say who one is', async (_says, said) => {
  const headers: Record<string, string> = said === undefined ? {} : { Authorization: said }
  const answer = await fetch(`${here.url}/files`, { method: 'POST', body: 'hello', headers })
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
    401,
    'Basic realm="account", charset="UTF-8"',
  ])
  expect(await answer.json()).toMatchObject({ error: { code: 'wrong-password' } })
})

test('[R-HTTP-42] a device beside the name is the account’s', async () => {
  const { status } = await post({ headers: { Authorization: basic('alice@phone:correct: höerse') } })
  expect(status).toBe(201)
})

test('[R-HTTP-42] who guesses passwords is stopped as everywhere, and nobody comes to be here', async () => {
  await using place = await house()
  await account(place)
  const guess = (text: string) => post({ headers: { Authorization: basic(text) } }, place)
  const statuses = await Promise.all(
    Array.from({ length: 11 }, () => guess('alice:wrong').then(({ status }) => status)),
  )
  expect(statuses.toSorted((one, other) => one - other)).toEqual([...Array.from({ length: 10 }, () => 401), 429])
  const right = await guess('alice:correct: höerse')
  expect([right.status, right.json.error?.code]).toEqual([429, 'too-many-attempts'])
  place.brain.clock.advance(place.brain.ports.limits.sign_in_attempts_window_ms)
  expect((await guess('alice:correct: höerse')).status).toBe(201)
  expect(place.brain.chat.people.byName('alice')).toBeUndefined()
})

test('[R-HTTP-42] who is kept off the server keeps nothing', async () => {
  const operators = [{ name: 'root', passwordHash: await hashOf('secret') }]
  await using place = await house({ policy: { operators } })
  await account(place)
  const root = await place.brain.person('root')
  await root.do('server.operate', { name: 'root', password: 'secret' })
  await root.do('server.ban', { mask: 'account:alice' })
  const { status, json } = await post({}, place)
  expect([status, json.error?.code]).toEqual([403, 'banned'])
})

test('[R-HTTP-43] too large is 413, before it is read when its length was told', async () => {
  const lines = ['POST /files HTTP/1.1', 'Host: x', `Authorization: ${Authorization}`] as const
  const answer = await ask(here.at, ...lines, 'Content-Length: 1001', 'Expect: 100-continue')
  expect(answer).toMatch(/^HTTP\/1\.1 413 /u)
  expect(answer).not.toContain('100 Continue')
  const chunked = ['Transfer-Encoding: chunked', '', `3e9\r\n${'x'.repeat(1_001)}\r\n0\r\n\r\n`]
  const caller = await call(here.at, [...lines, 'Connection: close', ...chunked].join('\r\n'))
  expect(await caller.closed()).toMatch(/^HTTP\/1\.1 413 /u)
})

test('[R-HTTP-43] who has kept enough for a day is told 429, and a form is 415', async () => {
  await using place = await house({ limits: { files_kept_per_day_max: 1 } })
  await account(place)
  expect((await post({}, place)).status).toBe(201)
  const second = await post({}, place)
  expect([second.status, second.json.error?.code]).toEqual([429, 'too-many'])
  const form = new FormData()
  form.set('file', new Blob(['hello']), 'a.txt')
  expect((await post({ body: form }, place)).status).toBe(415)
})

test('[R-HTTP-43] an upload that is torn is not kept', async () => {
  await using place = await house()
  await account(place)
  const lines = ['POST /files HTTP/1.1', 'Host: x', `Authorization: ${Authorization}`, 'Content-Length: 9']
  const caller = await call(place.at, [...lines, 'Expect: 100-continue', '', ''].join('\r\n'))
  await caller.hears('100 Continue')
  caller.say('half')
  caller.socket.resetAndDestroy()
  while (place.sockets.size > 0) await new Promise((resolve) => setImmediate(resolve))
  const { store } = place.brain.ports
  const alice = await store.findAccount({ skeleton: 'alice' })
  expect(await store.keptFiles({ person: alice?.person ?? 0, since: 0 })).toEqual({ files: 0, bytes: 0 })
})

test('[R-HTTP-44] pages of this address and of allowed origins keep files and read the answers', async () => {
  const ours = await post({ headers: { Origin: here.url } })
  expect([ours.status, ours.named('access-control-allow-origin')]).toEqual([201, here.url])
  const friend = await post({ headers: { Origin: 'https://friend.example' } })
  expect(friend.status).toBe(201)
  expect(friend.named('location')).toMatch(/^https:/u)
  expect(friend.named('access-control-expose-headers')).toContain('Location')
  const refused = await post({ headers: { Origin: 'https://friend.example', Authorization: basic('a:b') } })
  expect([refused.status, refused.named('access-control-allow-origin')]).toEqual([401, 'https://friend.example'])
  const before = await fetch(`${here.url}/files`, { method: 'OPTIONS', headers: { Origin: 'https://friend.example' } })
  expect(before.headers.get('access-control-allow-methods')).toBe('POST')
  expect(before.headers.get('access-control-allow-headers')).toContain('Authorization')
  expect(before.headers.get('vary')).toBe('Origin')
})

test('[R-HTTP-44] other pages do neither', async () => {
  for (const Origin of ['https://evil.example', 'null']) {
    const evil = await post({ headers: { Origin } })
    expect([evil.status, evil.json.error?.code]).toEqual([403, 'not-allowed'])
    const before = await fetch(`${here.url}/files`, { method: 'OPTIONS', headers: { Origin } })
    for (const { headers } of [before, { headers: { get: evil.named } }]) {
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  }
})

test('[R-HTTP-42] whatever stands in the header, the answer is a refusal and the next one is served', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' }), async (text, name) => {
      const { status } = await post({ headers: { 'Authorization': basic(text), 'Content-Disposition': name.trim() } })
      expect([400, 401]).toContain(status)
      here.brain.clock.advance(here.brain.ports.limits.sign_in_attempts_window_ms)
    }),
    { numRuns: 50 },
  )
  expect((await post()).status).toBe(201)
})
