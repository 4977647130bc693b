import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { StartError } from '../start-error.ts'
import { blobsContract } from './contract.ts'
import { openDiskBlobs } from './disk.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hubbub-blobs-'))
})
afterAll(() => rm(root, { recursive: true }))

blobsContract('disk', async () => {
  const dir = join(root, 'contract')
  return {
    blobs: await openDiskBlobs({ dir }),
    count: async () => (await keptIn(dir)).length,
    leftovers: async () => (await readdir(join(dir, 'incoming'))).length,
  }
})

test('a blob lies under its hash, two folders deep [R-BLOB-1]', async () => {
  const dir = join(root, 'place')
  const { sha256 } = await (await openDiskBlobs({ dir })).write(pieces('hello'), 100)
  expect(sha256).toBe('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824')
  expect(existsSync(join(dir, '2c', 'f2', sha256))).toBe(true)
})

test('what a killed server had not finished is removed when the folder is opened again [R-BLOB-9]', async () => {
  const dir = join(root, 'leftover')
  const { sha256 } = await (await openDiskBlobs({ dir })).write(pieces('kept'), 100)
  await writeFile(join(dir, 'incoming', 'half'), 'half of it')
  const again = await openDiskBlobs({ dir })
  expect(await readdir(join(dir, 'incoming'))).toEqual([])
  expect(await again.has(sha256)).toBe(true)
})

test('when the disk does not take it, it is refused as `unavailable`, and nothing is kept [R-BLOB-10]', async () => {
  const dir = join(root, 'broken')
  const blobs = await openDiskBlobs({ dir })
  await writeFile(join(dir, '2c'), 'a file where the folder for this hash must be')
  await expect(blobs.write(pieces('hello'), 100)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await readdir(join(dir, 'incoming'))).toEqual([])
  expect(await blobs.write(pieces('world'), 100)).toMatchObject({ bytes: 5 })
  await rm(join(dir, 'incoming'), { recursive: true })
  await expect(blobs.write(pieces('again'), 100)).rejects.toMatchObject({ code: 'unavailable' })
})

test('so much of the disk stays free: more is refused before it comes, and while it does [R-FILE-123]', async () => {
  const dir = join(root, 'free')
  let free = 3_000_000
  async function* filling(bytes: number): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0; left -= 65_536) {
      free -= 65_536
      yield Buffer.alloc(65_536, left & 255)
    }
  }
  const blobs = await openDiskBlobs({ dir, freeBytesMin: 1_000_000, freeBytes: async () => free })
  await expect(blobs.write(filling(1_900_000), 1e9)).resolves.toMatchObject({ type: 'application/octet-stream' })
  await expect(blobs.write(pieces('small'), 1e9)).resolves.toMatchObject({ bytes: 5 })
  free = 2_000_000
  let left = 0
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield* filling(65_536)
    } finally {
      left = free
    }
  }
  await expect(blobs.write(endless(), 1e9)).rejects.toMatchObject({ code: 'storage-full' })
  // Not more than two megabytes were written before it was noticed.
  expect(left).toBeGreaterThan(-1_000_000)
  expect(await readdir(join(dir, 'incoming'))).toEqual([])
  await expect(blobs.write(pieces('another'), 1e9)).rejects.toMatchObject({ code: 'storage-full' })
  free = 1_000_000
  await expect(blobs.write(pieces('another'), 1e9)).resolves.toMatchObject({ bytes: 7 })
})

test('the disk itself is asked how much is free [R-FILE-123]', async () => {
  const dir = join(root, 'asked')
  const full = await openDiskBlobs({ dir, freeBytesMin: Number.MAX_SAFE_INTEGER })
  await expect(full.write(pieces('x'), 100)).rejects.toMatchObject({ code: 'storage-full' })
  const roomy = await openDiskBlobs({ dir, freeBytesMin: 1 })
  await expect(roomy.write(pieces('x'), 100)).resolves.toMatchObject({ bytes: 1 })
})

test('a folder that cannot be made is an error for people, which names it [R-BLOB-11]', async () => {
  await writeFile(join(root, 'file'), '')
  const dir = join(root, 'file', 'below')
  await expect(openDiskBlobs({ dir })).rejects.toThrow(`Cannot keep files in ${dir}`)
  await expect(openDiskBlobs({ dir })).rejects.toBeInstanceOf(StartError)
})

test('what others have put into the folder is left alone [R-BLOB-13]', async () => {
  const dir = join(root, 'others')
  const blobs = await openDiskBlobs({ dir })
  const { sha256 } = await blobs.write(pieces('ours'), 100)
  await writeFile(join(dir, '2c'), 'a file')
  await writeFile(join(dir, 'notes.txt'), 'a file')
  await writeFile(join(dir, sha256.slice(0, 2), sha256.slice(2, 4), 'notes.txt'), 'a file')
  const listed = []
  for await (const hashes of blobs.list()) listed.push(...hashes)
  expect(listed).toEqual([sha256])
})

async function keptIn(dir: string): Promise<string[]> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true })
  return names.filter((entry) => entry.isFile()).map(({ name }) => name)
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}
