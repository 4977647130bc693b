// Tests of the uploads themselves, without a wire: what is whole is shared once, and stays when it cannot be shared just now.

import { limits, Refusal } from '@hubbub/protocol'
import { manualClock } from '@hubbub/testkit'
import { Upload } from '@tus/server'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'

import { type Shared, Uploads } from './uploads.ts'

const dir = await mkdtemp(join(tmpdir(), 'hubbub-uploads-'))
afterAll(() => rm(dir, { recursive: true }))

const log = { warn: () => undefined, error: () => undefined }
const uploads = new Uploads({ dir, clock: manualClock(), limits, log })

async function whole(said: string): Promise<string> {
  const id = uploads.name(7)
  await uploads.begin(id, said.length)
  await uploads.files.create(new Upload({ id, size: said.length, offset: 0 }))
  await uploads.files.write(Readable.from([said]), id, 0)
  return id
}

/** Shares by reading everything; what was read is the file's name. */
async function share(content: AsyncIterable<Uint8Array>): Promise<Shared> {
  const name = await text(content)
  return { room: 'lobby', seq: 1, at: 1, file: { id: 'x', name, type: '', bytes: 5, sha256: '', url: '' } }
}

test('[R-UP-14] what may be asked again as it is can be, until it is shared', async () => {
  const id = await whole('hello')
  const busy = uploads.share({ id, bytes: 5 }, () => Promise.reject(new Refusal('busy')))
  await expect(busy).rejects.toMatchObject({ code: 'busy' })
  expect([uploads.isOpen(id), uploads.done(id)]).toEqual([true, undefined])
  expect((await uploads.share({ id, bytes: 5 }, share)).file.name).toBe('hello')
  expect([uploads.isOpen(id), uploads.done(id)?.bytes]).toEqual([false, 5])
  expect(await readdir(dir)).toEqual([])
})

test('[R-UP-14] who asks while it is being shared is told the same, and nothing is shared twice', async () => {
  const id = await whole('hello')
  let shares = 0
  const counted = (content: AsyncIterable<Uint8Array>): Promise<Shared> => share(content).finally(() => (shares += 1))
  const [one, other] = await Promise.all([
    uploads.share({ id, bytes: 5 }, counted),
    uploads.share({ id, bytes: 5 }, counted),
  ])
  expect([shares, one]).toEqual([1, other])
})

test('[R-UP-5] what is refused for good is not kept, and its refusal is', async () => {
  const id = await whole('hello')
  const refused = uploads.share({ id, bytes: 5 }, () => Promise.reject(new Refusal('cannot-speak')))
  await expect(refused).rejects.toMatchObject({ code: 'cannot-speak' })
  expect(uploads.done(id)?.outcome).toMatchObject({ code: 'cannot-speak' })
  expect(await readdir(dir)).toEqual([])
})

test('[R-UP-10] all together have so many uploads open, whoever begins them', async () => {
  const few = new Uploads({ dir, clock: manualClock(), limits: { ...limits, uploads_open_max: 2 }, log })
  const ids = [few.name(1), few.name(2)]
  await Promise.all(ids.map((id) => few.begin(id, 1)))
  await expect(few.begin(few.name(3), 1)).rejects.toMatchObject({ code: 'busy' })
  await few.drop(ids[0] ?? '')
  await few.begin(few.name(3), 1)
})
