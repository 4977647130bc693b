// Tests of `/uploads` with the client that ours use: in pieces, broken off, and gone on with.

import { world } from '@hubbub/testkit'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { house, type House } from '../fixtures.ts'
import { asker, sha256, someBytes, tokenIn, uploadWith } from './fixtures.ts'

const chunkSize = 400_000
const bytes = someBytes(3 * chunkSize + 1)

/** Somebody in the lobby, and what their client of tus is told about the server. */
async function uploader(place: House, name = 'ann') {
  const person = await place.brain.person(name)
  const headers = { Authorization: `Bearer ${person.entered.token}` }
  const metadata = { room: 'lobby', name: 'a b.bin' }
  return { person, options: { endpoint: `${place.url}/uploads`, headers, metadata } }
}

async function contentOf(site: string, url: string): Promise<string> {
  return sha256(Buffer.from(await (await fetch(site + url)).arrayBuffer()))
}

/** Breaks off every connection as soon as so many bytes have come over one of them. */
async function breakOff({ sockets }: House, bytes: number): Promise<void> {
  while (![...sockets].some(({ bytesRead }) => bytesRead >= bytes)) await turn()
  for (const socket of sockets) socket.resetAndDestroy()
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('[R-UP-1] a file comes in pieces and is shared with the last one, which is answered with what was shared', async () => {
  await using place = await house()
  const { person: ann, options } = await uploader(place)
  const bob = await place.brain.person('bob')
  const { seq: reply } = await bob.do('message.send', { room: 'lobby', body: 'show me' })
  const metadata = { ...options.metadata, body: 'look, naïve', reply: String(reply), clientId: 'c1' }
  const { told, status } = await uploadWith(bytes, { ...options, metadata, chunkSize }).uploaded
  expect([status, told.room, told.seq]).toEqual([200, 'lobby', 2])
  expect(told.file).toMatchObject({ name: 'a b.bin', bytes: bytes.length, sha256: sha256(bytes) })
  expect(await bob.hears('file.shared')).toMatchObject({
    payload: { seq: 2, body: 'look, naïve', reply, author: { name: 'ann' }, file: told.file },
  })
  expect(await contentOf(place.url, told.file.url)).toBe(sha256(bytes))
  expect(await readdir(place.uploadsDir)).toEqual([])
  const again = await uploadWith(bytes, { ...options, metadata }).uploaded
  expect(again.told).toEqual(told)
  ann.drop()
})

test('[R-UP-1] an empty file is shared as soon as it is told of', async () => {
  await using place = await house()
  const { options } = await uploader(place)
  const { told, status } = await uploadWith(Buffer.alloc(0), options).uploaded
  expect([status, told.file.bytes]).toEqual([201, 0])
  expect(await readdir(place.uploadsDir)).toEqual([])
})

test('[R-UP-1] the first bytes may come as it begins, and be all of them', async () => {
  await using place = await house()
  const { options } = await uploader(place)
  const part = await uploadWith(bytes, { ...options, chunkSize, uploadDataDuringCreation: true }).uploaded
  expect(part.told.file.sha256).toBe(sha256(bytes))
  const whole = await uploadWith(bytes, { ...options, uploadDataDuringCreation: true }).uploaded
  expect([whole.status, whole.told.file.sha256]).toEqual([201, sha256(bytes)])
  expect(await readdir(place.uploadsDir)).toEqual([])
})

test('[R-UP-2] an upload that is broken off at 60 % goes on with what has come', async () => {
  await using place = await house()
  const { options } = await uploader(place)
  const large = someBytes(20_000_000)
  const offsets: number[] = []
  const { uploaded } = uploadWith(large, {
    ...options,
    retryDelays: [0, 0, 0],
    onBeforeRequest: (request) => {
      if (request.getMethod() === 'PATCH') offsets.push(Number(request.getHeader('Upload-Offset')))
    },
  })
  await breakOff(place, 0.6 * large.length)
  const { told } = await uploaded
  expect(offsets).toEqual([0, expect.any(Number)])
  expect(offsets[1]).toBeGreaterThan(0.5 * large.length)
  expect(offsets[1]).toBeLessThan(large.length)
  expect(told.file.sha256).toBe(sha256(large))
})

test('[R-UP-2] so it does after the server was started again', async () => {
  await using place = await world()
  const token = await tokenIn(place.server.chat, 'ann')
  const headers = { Authorization: `Bearer ${token}` }
  const options = { endpoint: `${place.server.url}/uploads`, headers, metadata: { room: 'lobby', name: 'a.bin' } }
  const gotSome = Promise.withResolvers<void>()
  const { upload } = uploadWith(bytes, { ...options, chunkSize, onChunkComplete: () => gotSome.resolve() })
  await gotSome.promise
  await upload.abort()
  await place.restart()
  const uploadUrl = upload.url ?? ''
  const { named } = await asker(place.server.url, token)('HEAD', uploadUrl)
  const offset = Number(named('upload-offset'))
  expect([offset >= chunkSize, offset < bytes.length]).toEqual([true, true])
  const { told } = await uploadWith(bytes, { ...options, uploadUrl }).uploaded
  expect(told.file).toMatchObject({ name: 'a.bin', bytes: bytes.length, sha256: sha256(bytes) })
  expect(await contentOf(place.server.url, told.file.url)).toBe(sha256(bytes))
  expect(await readdir(join(place.data, 'uploads'))).toEqual([])
})
