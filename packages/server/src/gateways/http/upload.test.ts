// Tests of files coming in: `POST /rooms/:slug/files`.

import type { FileInfo } from '@hubbub/protocol'
import { hashOf, world } from '@hubbub/testkit'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'

import { ask, call, house, type House } from './fixtures.ts'

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

interface Answered {
  readonly room: string
  readonly file: FileInfo
  readonly error?: { readonly code: string }
}

async function post(place: House, path: string, init: RequestInit = {}) {
  const answer = await fetch(`${place.url}${path}`, { method: 'POST', body: 'hello', ...init })
  const json = (await answer.json().catch(() => ({}))) as Answered
  return { status: answer.status, headers: answer.headers, json }
}

/** Resolves with how many entries the lobby has, after everything that was asked before. */
async function entryCount(place: House): Promise<number> {
  const reader = await place.brain.person('counter')
  const { entries } = await reader.do('message.history', { room: 'lobby' })
  reader.drop()
  return entries.length
}

const contentOf = async (place: House, url: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(place.url + url)).arrayBuffer())

test('[R-HTTP-10] the body becomes a file, and the room hears of it', async () => {
  await using place = await house()
  const ann = await place.brain.person('ann')
  const bytes = Buffer.alloc(300_000, 'abcdefg')
  const { status, headers, json } = await post(place, '/rooms/lobby/files?name=a%20b.txt&body=look', { body: bytes })
  const file = { name: 'a b.txt', type: 'text/plain; charset=utf-8', bytes: 300_000, sha256: sha256(bytes) }
  expect(status).toBe(201)
  expect(json).toEqual({ room: 'lobby', seq: 1, file: expect.objectContaining(file) })
  expect(headers.get('location')).toBe(json.file.url)
  expect(await contentOf(place, json.file.url)).toEqual(bytes)
  expect(await ann.hears('file.shared')).toMatchObject({ payload: { body: 'look', seq: 1, file: json.file } })
})

test('[R-HTTP-10] a file may answer what somebody said', async () => {
  await using place = await house()
  const ann = await place.brain.person('ann')
  const { seq } = await ann.do('message.send', { room: 'lobby', body: 'show me' })
  expect((await post(place, `/rooms/lobby/files?name=a&reply=${seq}`)).status).toBe(201)
  expect(await ann.hears('file.shared')).toMatchObject({ payload: { reply: seq } })
})

test('[R-HTTP-10] a name may come in Content-Disposition, and is never a path', async () => {
  await using place = await house()
  const named = (value: string) => post(place, '/rooms/lobby/files', { headers: { 'Content-Disposition': value } })
  expect((await named(`attachment; filename*=UTF-8''na%C3%AFve.txt`)).json.file.name).toBe('naïve.txt')
  expect((await named('attachment; filename="../../etc/passwd"')).json.file.name).toBe('passwd')
  expect((await post(place, '/rooms/lobby/files')).json.file.name).toBe('file')
})

test('[R-HTTP-32] a PUT shares the body under the name in the path', async () => {
  await using place = await house()
  const { status, json } = await post(place, '/rooms/lobby/files/a%20b.txt?as=ann', { method: 'PUT' })
  expect(status).toBe(201)
  expect(json.file).toMatchObject({ name: 'a b.txt', sha256: sha256('hello') })
  expect((await post(place, '/rooms/lobby/files/..%2f..%2fpasswd', { method: 'PUT' })).json.file.name).toBe('passwd')
  expect((await post(place, '/rooms/lobby/files/x')).status).toBe(405)
})

test('[R-HTTP-10] an empty body is an empty file', async () => {
  await using place = await house()
  const { json } = await post(place, '/rooms/lobby/files?name=empty', { body: '' })
  expect(json.file).toMatchObject({ bytes: 0, sha256: sha256('') })
})

test('[R-HTTP-10] a repeated clientId of the same person shares nothing twice', async () => {
  await using place = await house()
  const { entered } = await place.brain.person('ann')
  const headers = { Authorization: `Bearer ${entered.token}` }
  const first = await post(place, '/rooms/lobby/files?name=a&clientId=c1', { headers })
  const again = await post(place, '/rooms/lobby/files?name=a&clientId=c1', { headers })
  expect(again.json).toEqual(first.json)
  expect(await entryCount(place)).toBe(1)
})

test('[R-HTTP-11] a token speaks for its person, who stays as they are', async () => {
  await using place = await house()
  const [ann, bob] = [await place.brain.person('ann'), await place.brain.person('bob')]
  const headers = { Authorization: `Bearer ${ann.entered.token}` }
  const before = bob.names().length
  expect((await post(place, '/rooms/lobby/files?name=a', { headers })).status).toBe(201)
  expect(await bob.hears('file.shared')).toMatchObject({ payload: { author: { name: 'ann' } } })
  await ann.do('message.send', { room: 'lobby', body: 'still here' })
  await bob.hears('message.posted')
  expect(bob.names().slice(before)).toEqual(['file.shared', 'message.posted'])
})

test('[R-HTTP-11] an unknown token, and any other way of authorizing, is 401', async () => {
  await using place = await house()
  for (const Authorization of ['Bearer nonsense', 'Basic YTpi', 'Bearer']) {
    const { status, headers, json } = await post(place, '/rooms/lobby/files', { headers: { Authorization } })
    expect([status, headers.get('www-authenticate'), json.error?.code]).toEqual([401, 'Bearer', 'resume-unknown'])
  }
  expect(await entryCount(place)).toBe(0)
})

test('[R-HTTP-12] a guest comes and goes unnoticed, and the name is free again', async () => {
  await using place = await house()
  const ann = await place.brain.person('ann')
  const before = ann.names().length
  for (let count = 0; count < 2; count++) {
    expect((await post(place, '/rooms/lobby/files?as=bob')).status).toBe(201)
  }
  const files = () => ann.heard.filter(({ name }) => name === 'file.shared')
  await ann.hears('file.shared', ({ payload }) => payload.seq === 2)
  expect(files()).toMatchObject([{ payload: { author: { name: 'bob' } } }, { payload: { author: { name: 'bob' } } }])
  expect(ann.names().slice(before)).toEqual(['file.shared', 'file.shared'])
})

test('[R-HTTP-12] a guest may share in a public room', async () => {
  await using place = await house()
  const ann = await place.brain.person('ann')
  await ann.do('room.create', { name: 'Dev Talk' })
  const { status, json } = await post(place, '/rooms/dev-talk/files?as=bob')
  expect([status, json.room]).toEqual([201, 'dev-talk'])
  expect(await ann.hears('file.shared')).toMatchObject({ payload: { room: 'dev-talk' } })
  expect(ann.names()).not.toContain('room.joined')
})

test('[R-HTTP-13] what cannot be is refused with its status and its error', async () => {
  await using place = await house()
  const ann = await place.brain.person('ann')
  await ann.do('room.create', { name: 'secret', kind: 'invite-only' })
  const refusals = [
    ['/rooms/nowhere/files', 404, 'no-such-room'],
    ['/rooms/secret/files', 403, 'not-invited'],
    ['/rooms/lobby/files?as=ann', 409, 'name-taken'],
    ['/rooms/lobby/files?as=%20', 400, 'name-invalid'],
    [`/rooms/lobby/files?body=${'x'.repeat(16_500)}`, 431, undefined],
    [`/rooms/lobby/files?clientId=${'x'.repeat(65)}`, 400, 'bad-input'],
    ['/rooms/lobby/files?reply=first', 400, 'bad-input'],
    ['/rooms/lobby/files?reply=', 400, 'bad-input'],
  ] as const
  for (const [path, status, code] of refusals) {
    const answer = await post(place, path)
    expect([path.slice(0, 40), answer.status, answer.json.error?.code]).toEqual([path.slice(0, 40), status, code])
  }
  expect(await entryCount(place)).toBe(0)
})

test('[R-HTTP-14] a file that says it is too large is refused before it is read', async () => {
  await using place = await house({ limits: { file_bytes_max: 1_000 } })
  const answer = await ask(place.at, ...upload, 'Content-Length: 1001', 'Expect: 100-continue')
  expect(answer).toMatch(/^HTTP\/1\.1 413 /u)
  expect(answer).toContain('"code":"file-too-large"')
})

test('[R-HTTP-14] a file that turns out to be too large is refused, and nothing of it is kept', async () => {
  await using place = await house({ limits: { file_bytes_max: 1_000 } })
  const long = Readable.toWeb(Readable.from(pieces(10_000)))
  const { status, json } = await post(place, '/rooms/lobby/files', { body: long, duplex: 'half' } as RequestInit)
  expect([status, json.error?.code]).toEqual([413, 'file-too-large'])
  expect(await entryCount(place)).toBe(0)
})

async function* pieces(count: number): AsyncGenerator<Uint8Array> {
  for (let left = count; left > 0; left--) yield Buffer.alloc(700)
}

const upload = ['POST /rooms/lobby/files?name=a.txt HTTP/1.1', 'Host: x'] as const

test('[R-HTTP-15] who waits for 100 Continue is told to go on', async () => {
  await using place = await house()
  const caller = await call(place.at, [...upload, 'Content-Length: 5', 'Expect: 100-continue', '', ''].join('\r\n'))
  await caller.hears('HTTP/1.1 100 Continue\r\n\r\n')
  caller.say('hello')
  expect(await caller.closed()).toMatch(/\r\n\r\nHTTP\/1\.1 201 Created\r\n[^]*"bytes":5/u)
})

test('[R-HTTP-15] and who is refused never is', async () => {
  await using place = await house()
  const answer = await ask(
    place.at,
    'POST /rooms/nowhere/files HTTP/1.1',
    'Host: x',
    'Content-Length: 5',
    'Expect: 100-continue',
  )
  expect(answer).toMatch(/^HTTP\/1\.1 404 /u)
  expect(answer).not.toContain('100 Continue')
})

test('[R-HTTP-16] a page of another site cannot share files in its visitors’ names', async () => {
  await using place = await house({ origins: ['https://friend.example'] })
  const from = (headers: Record<string, string>) => post(place, '/rooms/lobby/files', { headers })
  expect((await from({ Origin: 'https://evil.example' })).json.error?.code).toBe('not-allowed')
  expect((await from({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await from({ Origin: place.url })).status).toBe(201)
  expect((await from({ Origin: 'https://friend.example' })).status).toBe(201)
})

test('[R-HTTP-17] a form is 415, with a word on how to do it', async () => {
  await using place = await house()
  const body = new FormData()
  body.set('file', new Blob(['hello']), 'a.txt')
  const answer = await fetch(`${place.url}/rooms/lobby/files`, { method: 'POST', body })
  expect(answer.status).toBe(415)
  expect(await answer.text()).toContain('curl -T')
})

test('[R-HTTP-18] an upload that is torn leaves nothing', async () => {
  await using place = await world()
  for (const header of ['Content-Length: 1000000', 'Transfer-Encoding: chunked']) {
    const caller = await call(place.address, [...upload, header, 'Expect: 100-continue', '', ''].join('\r\n'))
    await caller.hears('100 Continue')
    caller.say(`3e8\r\n${'x'.repeat(1_000)}\r\n`)
    caller.socket.resetAndDestroy()
  }
  const last = await fetch(`${place.server.url}/rooms/lobby/files?name=last`, { method: 'POST', body: 'the last' })
  expect(await last.json()).toMatchObject({ seq: 1 })
  await place.server.close()
  const kept = await readdir(place.data, { recursive: true, withFileTypes: true })
  const files = kept.filter((entry) => entry.isFile() && entry.parentPath.includes('blobs'))
  expect(files.map(({ name }) => name)).toEqual([expect.stringContaining(sha256('the last').slice(-32))])
})

test('[R-HTTP-10] more bytes than the queue of a stream holds pass through', async () => {
  await using place = await house()
  const bytes = Buffer.alloc(5_000_000, 'x')
  const { json } = await post(place, '/rooms/lobby/files?name=big', { body: bytes })
  expect(json.file).toMatchObject({ bytes: 5_000_000, sha256: sha256(bytes) })
})

test('[R-HTTP-34] who is kept off the server by address shares nothing', async () => {
  const operators = [{ name: 'root', passwordHash: await hashOf('secret') }]
  await using place = await house({ policy: { operators } })
  const root = await place.brain.person('root')
  await root.do('server.operate', { name: 'root', password: 'secret' })
  await root.do('server.ban', { mask: '127.0.0.0/8' })
  const answer = await fetch(`${place.url}/rooms/lobby/files?name=a.txt`, { method: 'POST', body: 'x' })
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ error: { code: 'banned' } })
})
