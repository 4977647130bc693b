// Proves that what is taken back cannot be had any more, and that its bytes go when nobody else has them.

import { testBrain, type TestBrain } from '@hubbub/testkit'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'

const refused = (code: string) => expect.objectContaining({ code })

type Ear = Awaited<ReturnType<TestBrain['person']>>

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

const share = (ear: Ear, text: string, more: { clientId?: string } = {}) =>
  ear.do('file.share', { room: 'lobby', name: 'a', ...more }, bytesOf(text))

const erase = (ear: Ear, { seq }: { seq: number }) => ear.do('message.erase', { room: 'lobby', seq })

const isThere = ({ ports }: TestBrain, text: string): Promise<boolean> =>
  ports.blobs.has(createHash('sha256').update(text).digest('hex'))

/** Resolves when there is nothing left of it. */
async function gone(brain: TestBrain, text: string): Promise<true> {
  while (await isThere(brain, text)) await brain.turn()
  return true
}

test('[R-FILE-119] an erased file is nowhere at once, and its bytes go', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const shared = await share(alice, 'taken back')
  const sign = shared.file.url.split('?t=')[1] ?? ''
  expect(await isThere(brain, 'taken back')).toBe(true)
  await erase(alice, shared)
  for (const ear of [alice, brain.open()]) {
    await expect(ear.do('file.fetch', { file: shared.file.id, sign })).rejects.toEqual(refused('no-such-file'))
  }
  expect(await gone(brain, 'taken back')).toBe(true)
})

test('[R-FILE-119] bytes that another file has stay, until the last of them is erased', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const [one, other, third] = [await share(alice, 'same'), await share(bob, 'same'), await share(alice, 'another')]
  await erase(alice, one)
  await erase(alice, third)
  expect(await gone(brain, 'another')).toBe(true)
  expect(await isThere(brain, 'same')).toBe(true)
  expect(await bob.do('file.fetch', { file: other.file.id })).toEqual({ file: other.file })
  await erase(bob, other)
  expect(await gone(brain, 'same')).toBe(true)
})

test('[R-FILE-119] they go also when the last two are erased at once', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const shared = await Promise.all(Array.from({ length: 20 }, () => share(alice, 'same')))
  await Promise.all(shared.map((one) => erase(alice, one)))
  expect(await gone(brain, 'same')).toBe(true)
})

test('[R-FILE-120] bytes of a file that never came to be go: of a repeated send, and of one that was refused', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const first = await share(alice, 'first', { clientId: 'c' })
  expect(await share(alice, 'in its place', { clientId: 'c' })).toMatchObject({ file: first.file })
  expect(await gone(brain, 'in its place')).toBe(true)
  expect(await isThere(brain, 'first')).toBe(true)
  await erase(alice, first)
  await expect(share(alice, 'once more', { clientId: 'c' })).rejects.toEqual(refused('no-such-file'))
  expect(await gone(brain, 'once more')).toBe(true)
})

test('[R-FILE-121] bytes that cannot be removed are told of in the log, and whoever erased is not kept waiting', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const shared = await share(alice, 'stuck')
  const warned = Promise.withResolvers<object>()
  Object.assign(brain.ports, {
    log: { ...brain.ports.log, warn: (fields: object) => warned.resolve(fields) },
    blobs: { ...brain.ports.blobs, remove: () => Promise.reject(new Error('it is in use')) },
  })
  await erase(alice, shared)
  expect(await warned.promise).toMatchObject({ sha256: shared.file.sha256 })
})
