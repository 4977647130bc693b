// Tests of what `/uploads` refuses, and that nothing of it is kept.

import fc from 'fast-check'
import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ask, call, house, type House } from '../fixtures.ts'
import { type Ask, asker, began, begin, metadataOf, patch, someBytes, uploadWith } from './fixtures.ts'

let place: House
let token: string
let ann: Ask
beforeAll(async () => {
  place = await house({ origins: ['https://friend.example'], limits: { file_bytes_max: 10_000 } })
  token = (await place.brain.person('ann')).entered.token ?? ''
  ann = asker(place.url, token)
})
afterAll(() => place[Symbol.asyncDispose]())

/** What is kept of uploads that are not done. */
const kept = (): Promise<string[]> => readdir(place.uploadsDir)

test('[R-UP-3] without a token nothing begins, nor with one that nobody has', async () => {
  for (const [said, code] of [
    [undefined, 'not-identified'],
    ['nonsense', 'resume-unknown'],
  ] as const) {
    const { status, json, named } = await begin(asker(place.url, said), 10)
    expect([status, json.error?.code, named('www-authenticate')]).toEqual([401, code, 'Bearer'])
  }
  const headers = { Authorization: 'Basic YTpi' }
  expect((await asker(place.url)('POST', '/uploads', { headers })).status).toBe(401)
  const options = { endpoint: `${place.url}/uploads`, headers: { Authorization: 'Bearer nonsense' } }
  await expect(uploadWith(Buffer.from('x'), options).uploaded).rejects.toThrow('401 resume-unknown')
  expect(await kept()).toEqual([])
})

test('[R-UP-4] an upload is its person’s, and to everybody else it is not there', async () => {
  const bob = await place.brain.person('bob')
  const path = await began(ann, 5)
  await patch(ann, path, 0, 'he')
  const other = asker(place.url, bob.entered.token)
  for (const method of ['HEAD', 'GET', 'DELETE'])
    expect([method, (await other(method, path)).status]).toEqual([method, 404])
  const patched = await patch(other, path, 2, 'llo')
  expect([patched.status, patched.json.error?.code]).toEqual([404, 'no-such-file'])
  expect((await patch(asker(place.url), path, 2, 'llo')).status).toBe(401)
  expect((await patch(ann, path, 2, 'llo')).json.file.bytes).toBe(5)
  expect((await other('GET', path)).status).toBe(404)
})

test('[R-UP-5] only who is in the room begins one for it, and says what can be', async () => {
  const cat = await place.brain.person('cat')
  await cat.do('room.create', { name: 'secret', kind: 'invite-only' })
  const refusals = [
    [{ room: 'secret' }, 403, 'not-joined'],
    [{ room: 'nowhere' }, 404, 'no-such-room'],
    [{ room: '' }, 400, 'bad-input'],
    [{ reply: 'one' }, 400, 'bad-input'],
    [{ clientId: 'x'.repeat(65) }, 400, 'bad-input'],
    [{ name: 'x'.repeat(5_000) }, 400, 'bad-input'],
  ] as const
  for (const [said, status, code] of refusals) {
    const answer = await begin(ann, 5, said)
    expect([said, answer.status, answer.json.error?.code]).toEqual([said, status, code])
  }
  expect(await kept()).toEqual([])
})

test('[R-UP-5] who may not share when the file is whole does not, and is told why as often as they ask', async () => {
  const dan = await place.brain.person('dan')
  await dan.do('room.create', { name: 'quiet' })
  const path = await began(ann, 5).catch(() => '')
  expect(path).not.toBe('')
  const eve = await place.brain.person('eve')
  await eve.do('room.join', { room: 'quiet' })
  const ask = asker(place.url, eve.entered.token)
  const upload = await began(ask, 5, { room: 'quiet' })
  await eve.do('room.leave', { room: 'quiet' })
  for (const answer of [
    await patch(ask, upload, 0, 'hello'),
    await ask('GET', upload),
    await patch(ask, upload, 5, ''),
  ]) {
    expect([answer.status, answer.json.error?.code]).toEqual([403, 'not-joined'])
  }
  await ann('DELETE', path)
  expect(await kept()).toEqual([])
})

test('[R-UP-6] what says it is too large is refused before it comes', async () => {
  const { status, json } = await begin(ann, 10_001)
  expect([status, json.error?.code]).toEqual([413, 'file-too-large'])
  const options = { endpoint: `${place.url}/uploads`, headers: { Authorization: `Bearer ${token}` } }
  const metadata = { room: 'lobby', name: 'a' }
  const { uploaded } = uploadWith(someBytes(10_001), { ...options, metadata })
  await expect(uploaded).rejects.toThrow('413 file-too-large')
  expect(await kept()).toEqual([])
})

test('[R-UP-6] and what is more than it said, as soon as it is', async () => {
  const path = await began(ann, 5)
  const told = await patch(ann, path, 0, 'much too long')
  expect([told.status, told.json.error?.code]).toEqual([413, 'file-too-large'])
  const lines = [`PATCH ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${token}`, 'Tus-Resumable: 1.0.0']
  const piece = ['Content-Type: application/offset+octet-stream', 'Upload-Offset: 0', 'Transfer-Encoding: chunked']
  const chunks = `4e20\r\n${'x'.repeat(20_000)}\r\n0\r\n\r\n`
  const caller = await call(place.at, [...lines, ...piece, 'Connection: close', '', chunks].join('\r\n'))
  expect(await caller.closed()).toMatch(/^HTTP\/1\.1 413 /u)
  expect((await ann('HEAD', path)).named('upload-offset')).toBe('0')
  expect((await patch(ann, path, 0, 'right')).status).toBe(200)
})

test('[R-UP-7] a name is never a path, and neither is an upload', async () => {
  const path = await began(ann, 2, { name: '../../etc/passwd' })
  expect((await patch(ann, path, 0, 'hi')).json.file.name).toBe('passwd')
  const open = await began(ann, 2)
  const id = open.split('/').at(-1) ?? ''
  for (const other of [
    'x',
    '..%2fblobs',
    `..%2fuploads%2f${id}`,
    `${id}.json`,
    '%00',
    `${id}%00`,
    '__proto__',
    `0${id}`,
  ]) {
    for (const method of ['HEAD', 'GET', 'DELETE']) {
      expect([other, (await ann(method, `/uploads/${other}`)).status]).toEqual([other, 404])
    }
    expect([other, (await patch(ann, `/uploads/${other}`, 0, 'hi')).status]).toEqual([other, 404])
  }
  expect((await ann('HEAD', `${open}?x=/..%2f..`)).named('upload-offset')).toBe('0')
  expect((await ann('DELETE', open)).status).toBe(204)
  expect(await kept()).toEqual([])
})

test('[R-UP-8] other people’s pages begin nothing and read nothing', async () => {
  const from = { Origin: 'https://evil.example' }
  const told = { 'Upload-Length': '5', 'Upload-Metadata': metadataOf({ room: 'lobby', name: 'a' }) }
  const { status, json, named } = await ann('POST', '/uploads', { headers: { ...told, ...from } })
  expect([status, json.error?.code, named('access-control-allow-origin')]).toEqual([403, 'not-allowed', null])
  const { headers } = await fetch(`${place.url}/uploads`, { method: 'OPTIONS', headers: from })
  expect([headers.get('access-control-allow-origin'), headers.get('access-control-allow-methods')]).toEqual([
    null,
    null,
  ])
  expect(await kept()).toEqual([])
})

test('[R-UP-8] pages of allowed origins do both', async () => {
  const from = { Origin: 'https://friend.example' }
  const { headers } = await fetch(`${place.url}/uploads/x`, { method: 'OPTIONS', headers: from })
  expect(headers.get('access-control-allow-origin')).toBe('https://friend.example')
  expect(headers.get('access-control-allow-methods')).toContain('PATCH')
  expect(headers.get('access-control-allow-headers')).toContain('Upload-Offset')
  const told = { 'Upload-Length': '0', 'Upload-Metadata': metadataOf({ room: 'lobby', name: 'a' }) }
  const { status, named } = await ann('POST', '/uploads', { headers: { ...told, ...from } })
  expect([status, named('access-control-allow-origin')]).toEqual([201, 'https://friend.example'])
  expect(named('access-control-expose-headers')).toContain('Upload-Offset')
})

test('[R-UP-9] what of tus is spoken is told to whoever asks, and what is not is refused', async () => {
  const { status, headers } = await fetch(`${place.url}/uploads`, { method: 'OPTIONS' })
  const told = (name: string): string | null => headers.get(name)
  expect([status, told('tus-version'), told('tus-max-size')]).toEqual([204, '1.0.0', '10000'])
  expect(told('tus-extension')).toBe('creation,creation-with-upload,expiration,termination')
  const metadata = { 'Upload-Metadata': metadataOf({ room: 'lobby', name: 'a' }) }
  const refusals = [
    [{ 'Upload-Defer-Length': '1' }, 501],
    [{ 'Upload-Length': '5', 'Upload-Concat': 'partial' }, 501],
    [{ 'Upload-Length': '-5' }, 400],
    [{ 'Upload-Length': '5', 'Upload-Metadata': 'room ***' }, 400],
    [{ 'Upload-Length': '5', 'Tus-Resumable': '0.2.2' }, 400],
    [{}, 400],
  ] as const
  for (const [said, wanted] of refusals) {
    const answer = await ann('POST', '/uploads', { headers: { ...metadata, ...said } })
    expect([said, answer.status, answer.json.error?.code]).toEqual([said, wanted, 'bad-input'])
  }
  const bare = { Authorization: `Bearer ${token}` }
  const answer = await fetch(`${place.url}/uploads`, { method: 'POST', headers: bare })
  expect([answer.status, answer.headers.get('tus-version')]).toEqual([412, '1.0.0'])
  for (const [method, path] of [
    ['GET', '/uploads'],
    ['PUT', '/uploads/x'],
  ] as const) {
    expect((await ann(method, path)).status).toBe(405)
  }
  expect(await kept()).toEqual([])
})

test('[R-UP-9] a piece that does not begin where the last one ended is 409', async () => {
  const path = await began(ann, 5)
  await patch(ann, path, 0, 'he')
  const { status, json } = await patch(ann, path, 3, 'lo')
  expect([status, json.error?.code]).toEqual([409, 'bad-input'])
  expect((await ann('GET', path)).json.error?.subject).toBe('2 of 5 bytes have come')
  await ann('DELETE', path)
})

test('[R-UP-10] one person may have so many uploads open', async () => {
  await using small = await house({ limits: { uploads_open_per_person_max: 2 } })
  const [one, two] = [await small.brain.person('ann'), await small.brain.person('bob')]
  const [ask, bob] = [asker(small.url, one.entered.token), asker(small.url, two.entered.token)]
  const paths = [await began(ask, 5), await began(ask, 5)]
  const refused = await begin(ask, 5)
  expect([refused.status, refused.json.error?.code]).toEqual([429, 'too-many'])
  await began(bob, 5)
  await ask('DELETE', paths[0] ?? '')
  await patch(ask, paths[1] ?? '', 0, 'hello')
  const statuses = await Promise.all([begin(ask, 5), begin(ask, 5), begin(ask, 5)])
  expect(statuses.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 201, 429])
})

test('[R-UP-10] uploads begin at the pace of all files', async () => {
  await using paced = await house({ floodLimits: true, limits: { uploads_burst_max: 2, uploads_per_minute: 1 } })
  const { entered } = await paced.brain.person('ann')
  const ask = asker(paced.url, entered.token)
  const path = await began(ask, 5)
  expect((await fetch(`${paced.url}/rooms/lobby/files?as=bob`, { method: 'POST', body: 'x' })).status).toBe(201)
  const { status, named } = await begin(ask, 5)
  expect([status, named('retry-after')]).toEqual([429, '60'])
  expect((await patch(ask, path, 0, 'hello')).status).toBe(200)
})

test('[R-UP-11] nothing begins that would leave too little of the disk', async () => {
  await using full = await house({ limits: { disk_free_bytes_min: Number.MAX_SAFE_INTEGER } })
  const { entered } = await full.brain.person('ann')
  const { status, json } = await begin(asker(full.url, entered.token), 5)
  expect([status, json.error?.code]).toEqual([507, 'storage-full'])
  expect(await readdir(full.uploadsDir)).toEqual([])
})

test('[R-UP-11] nor does a piece go on that says it would', async () => {
  const path = await began(ann, 5)
  const lines = [`PATCH ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${token}`, 'Tus-Resumable: 1.0.0']
  const piece = ['Content-Type: application/offset+octet-stream', 'Upload-Offset: 0', 'Expect: 100-continue']
  const answer = await ask(place.at, ...lines, ...piece, 'Content-Length: 1000000000000000')
  expect(answer).toMatch(/^HTTP\/1\.1 507 /u)
  await ann('DELETE', path)
})

test('[R-UP-2] an upload that breaks off while it begins is not kept, since nobody knows its name', async () => {
  const said = [
    `Upload-Metadata: ${metadataOf({ room: 'lobby', name: 'a' })}`,
    'Upload-Length: 9',
    'Tus-Resumable: 1.0.0',
  ]
  const lines = ['POST /uploads HTTP/1.1', 'Host: x', `Authorization: Bearer ${token}`, ...said]
  const piece = ['Content-Type: application/offset+octet-stream', 'Content-Length: 9', 'Expect: 100-continue']
  const caller = await call(place.at, [...lines, ...piece, '', ''].join('\r\n'))
  await caller.hears('100 Continue')
  expect(await kept()).toHaveLength(2)
  caller.socket.resetAndDestroy()
  while ((await kept()).length > 0) await new Promise((resolve) => setImmediate(resolve))
})

test('[R-UP-12] a refusal reaches whoever is still sending', async () => {
  const path = await began(ann, 5)
  const much = someBytes(5_000_000)
  expect((await patch(ann, path, 3, much)).status).toBe(409)
  expect((await patch(ann, path, 0, much)).status).toBe(413)
  expect((await patch(asker(place.url), path, 0, much)).status).toBe(401)
  expect((await ann('DELETE', path)).status).toBe(204)
})

test('[R-UP-12] whatever is said, the answer is a refusal or an upload, and the next one is served', async () => {
  const header = fc.string({ unit: 'grapheme-ascii' }).map((text) => text.replace(/[^\x21-\x7e]/gu, ''))
  const said = fc.record({ length: header, offset: header, metadata: header, id: header })
  await fc.assert(
    fc.asyncProperty(
      said,
      fc.constantFrom('POST', 'PATCH', 'HEAD', 'DELETE'),
      async ({ length, offset, metadata, id }, method) => {
        const headers = { 'Upload-Length': length, 'Upload-Offset': offset, 'Upload-Metadata': metadata }
        const path = method === 'POST' ? '/uploads' : `/uploads/${encodeURIComponent(id)}x`
        const body = method === 'PATCH' ? { body: 'x' } : {}
        expect([400, 404]).toContain((await ann(method, path, { headers, ...body })).status)
      },
    ),
    { numRuns: 60 },
  )
  const path = await began(ann, 2)
  expect((await patch(ann, path, 0, 'hi')).status).toBe(200)
  expect(await kept()).toEqual([])
})
