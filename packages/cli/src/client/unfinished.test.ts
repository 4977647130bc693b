import { limits } from '@hubbub/protocol'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { takeUp } from './unfinished.ts'

const begun = { url: 'http://here/uploads/1', clientId: 'c-1' }
const kept = { token: 'secret', epoch: 'e' }
const asked = ['post', 'here', 'ann']

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'hubbub-state-')), 'uploads')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

async function onlyFile(): Promise<string> {
  const [name = ''] = await readdir(folder)
  return join(folder, name)
}

/** A run that shares a file and says no more. */
function killed(): void {
  const { keep, unfinished } = takeUp(asked, folder)
  keep.save(kept)
  unfinished.save('a file', begun)
}

/** Makes what is left be of another program. */
async function leftBy(pid: number): Promise<void> {
  const path = await onlyFile()
  await writeFile(path, JSON.stringify({ ...(JSON.parse(await readFile(path, 'utf8')) as object), pid }))
}

test('[R-XFER-20] the same asked again goes on, another does not', () => {
  killed()
  const [same, other] = [takeUp(asked, folder), takeUp([...asked, 'more'], folder)]
  expect([same.keep.load(), same.unfinished.load('a file')]).toEqual([kept, begun])
  expect([other.keep.load(), other.unfinished.load('a file')]).toEqual([undefined, undefined])
})

test('[R-XFER-20] there is a token on disk only while a file is unfinished', async () => {
  const { keep, unfinished } = takeUp(asked, folder)
  keep.save(kept)
  await expect(readdir(folder)).rejects.toThrow('ENOENT')
  unfinished.save('a file', begun)
  unfinished.save('another', begun)
  keep.save({ ...kept, token: 'newer' })
  expect(await readFile(await onlyFile(), 'utf8')).toContain('newer')
  unfinished.save('a file', undefined)
  expect(await readdir(folder)).toHaveLength(1)
  unfinished.save('another', undefined)
  expect(await readdir(folder)).toEqual([])
})

test('[R-XFER-24] two at the same time are two people, and only the first leaves anything behind', async () => {
  killed()
  await leftBy(process.ppid)
  const second = takeUp(asked, folder)
  expect(second.keep.load()).toBeUndefined()
  second.unfinished.save('a file', { ...begun, clientId: 'c-2' })
  expect(second.unfinished.load('a file')).toMatchObject({ clientId: 'c-2' })
  expect(await readFile(await onlyFile(), 'utf8')).not.toContain('c-2')
})

test('[R-XFER-24] what was left is forgotten when the server has forgotten it', async () => {
  killed()
  const long = (Date.now() - limits.upload_kept_ms) / 1_000 - 60
  await utimes(await onlyFile(), long, long)
  expect(takeUp(asked, folder).keep.load()).toBeUndefined()
  expect(await readdir(folder)).toEqual([])
})

test('[R-XFER-24] a run that can leave nothing, or finds nonsense, is none the worse', async () => {
  killed()
  await writeFile(await onlyFile(), '{"pid":"x"')
  expect(takeUp(asked, folder).keep.load()).toBeUndefined()
  const nowhere = takeUp(asked, join(folder, 'file', 'below'))
  await writeFile(join(folder, 'file'), '')
  nowhere.unfinished.save('a file', begun)
  expect(nowhere.unfinished.load('a file')).toEqual(begun)
})
