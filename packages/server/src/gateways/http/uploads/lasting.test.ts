// Tests of how long `/uploads` keeps what has come, and that what is whole is shared once, whoever missed to be told.

import { world } from '@hubbub/testkit'
import { appendFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { call, house, type House } from '../fixtures.ts'
import { asker, began, begin, patch, sha256, someBytes, tokenIn } from './fixtures.ts'

const dayMs = 86_400_000
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Resolves when so many bytes have come over one of the connections. */
async function came({ sockets }: House, bytes: number): Promise<void> {
  while (![...sockets].some(({ bytesRead }) => bytesRead >= bytes)) await turn()
}

/** How a piece from the beginning of an upload begins, before its bytes are sent. */
function patchHead(path: string, token: string | undefined, bytes: number): string {
  const lines = [`PATCH ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${token}`, 'Tus-Resumable: 1.0.0']
  const piece = ['Content-Type: application/offset+octet-stream', 'Upload-Offset: 0', `Content-Length: ${bytes}`]
  return [...lines, ...piece, 'Expect: 100-continue', '', ''].join('\r\n')
}

test('[R-UP-13] whoever missed the answer asks again, and is told the same', async () => {
  await using place = await house()
  const { entered } = await place.brain.person('ann')
  const ask = asker(place.url, entered.token)
  const path = await began(ask, 5)
  const { json } = await patch(ask, path, 0, 'hello')
  const head = await ask('HEAD', path)
  expect([head.status, head.named('upload-offset'), head.named('upload-length')]).toEqual([200, '5', '5'])
  const got = await ask('GET', path)
  expect([got.status, got.json]).toEqual([200, json])
  expect((await patch(ask, path, 5, '')).json).toEqual(json)
  expect((await ask('DELETE', path)).status).toBe(404)
})

test('[R-UP-13] what became of uploads is forgotten, the oldest first', async () => {
  await using place = await house({ limits: { uploads_done_max: 2 } })
  const { entered } = await place.brain.person('ann')
  const ask = asker(place.url, entered.token)
  const paths = []
  for (let count = 0; count < 3; count++) paths.push((await begin(ask, 0)).named('location') ?? '')
  const statuses = []
  for (const path of paths) statuses.push((await ask('GET', path)).status)
  expect(statuses).toEqual([404, 200, 200])
})

test('[R-UP-14] what is whole but was not shared when the server stopped is shared when it is asked for, once', async () => {
  await using place = await world()
  const ask = asker(place.server.url, await tokenIn(place.server.chat, 'ann'))
  const path = await began(ask, 5)
  await patch(ask, path, 0, 'he')
  await place.server.close()
  await appendFile(join(place.data, path), 'llo')
  await place.restart()
  expect((await ask('HEAD', path)).named('upload-offset')).toBe('5')
  const answers = await Promise.all([ask('GET', path), ask('GET', path), patch(ask, path, 5, '')])
  for (const { json } of answers) expect(json).toMatchObject({ seq: 1, file: { sha256: sha256('hello') } })
  expect(await readdir(join(place.data, 'uploads'))).toEqual([])
})

test('[R-UP-15] what is not whole after a day is removed', async () => {
  await using place = await house()
  const { entered } = await place.brain.person('ann', { resumable: true })
  const ask = asker(place.url, entered.token)
  const started = place.brain.clock.now()
  const answer = await begin(ask, 5)
  const path = answer.named('location') ?? ''
  expect(Date.parse(answer.named('upload-expires') ?? '')).toBe(Math.floor((started + dayMs) / 1_000) * 1_000)
  await patch(ask, path, 0, 'he')
  place.brain.clock.advance(dayMs - 1)
  expect((await patch(ask, path, 2, 'l')).named('upload-offset')).toBe('3')
  place.brain.clock.advance(1)
  while ((await readdir(place.uploadsDir)).length > 0) await turn()
  expect((await ask('HEAD', path)).status).toBe(404)
  expect((await patch(ask, path, 3, 'lo')).status).toBe(404)
})

test('[R-UP-15] so is what was left when the server stopped, and whatever belongs to no upload', async () => {
  await using place = await world({ clockInHand: true })
  const ask = asker(place.server.url, await tokenIn(place.server.chat, 'ann'))
  const old = await began(ask, 5)
  place.clock?.advance(dayMs / 2)
  const young = await began(ask, 5)
  await place.server.close()
  const dir = join(place.data, 'uploads')
  await writeFile(join(dir, `7-abc-${'0'.repeat(32)}`), 'bytes of nobody knows what')
  await writeFile(join(dir, 'note.txt'), 'of the operator')
  place.clock?.advance(dayMs / 2)
  await place.restart()
  const id = young.split('/').at(-1) ?? ''
  while ((await readdir(dir)).length > 3) await turn()
  expect((await readdir(dir)).toSorted()).toEqual([id, `${id}.json`, 'note.txt'].toSorted())
  const again = asker(place.server.url, await tokenIn(place.server.chat, 'bob'))
  expect((await again('HEAD', old)).status).toBe(404)
})

test('[R-UP-2] what came over a connection that breaks is kept, and not only what was written by then', async () => {
  await using place = await house()
  const { entered } = await place.brain.person('ann')
  const ask = asker(place.url, entered.token)
  const path = await began(ask, 1_000_000)
  const caller = await call(place.at, patchHead(path, entered.token, 1_000_000))
  await caller.hears('100 Continue')
  caller.say(someBytes(300_000))
  await came(place, 300_000)
  caller.socket.resetAndDestroy()
  expect(Number((await ask('HEAD', path)).named('upload-offset'))).toBeGreaterThan(200_000)
})

test('[R-UP-16] who comes back while the old connection is not known to be dead goes on all the same', async () => {
  await using place = await house({ limits: { upload_takeover_ms: 1 } })
  const { entered } = await place.brain.person('ann')
  const ask = asker(place.url, entered.token)
  const path = await began(ask, 9)
  const stalled = await call(place.at, patchHead(path, entered.token, 9))
  await stalled.hears('100 Continue')
  stalled.say('half')
  await came(place, 300)
  const offset = Number((await ask('HEAD', path)).named('upload-offset'))
  expect(offset).toBeLessThanOrEqual(4)
  const { json } = await patch(ask, path, offset, 'half done'.slice(offset))
  expect(json.file.sha256).toBe(sha256('half done'))
  stalled.socket.destroy()
})
