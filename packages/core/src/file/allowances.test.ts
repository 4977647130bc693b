// Proves that what people share has an end, for each of them and for all, also when many send at once.

import { testBrain, type TestBrain } from '@hubbub/testkit'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'

const refused = (code: string) => expect.objectContaining({ code })

type Ear = Awaited<ReturnType<TestBrain['person']>>

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

const share = (ear: Ear, ...texts: readonly string[]) =>
  ear.do('file.share', { room: 'lobby', name: 'a' }, pieces(...texts))

const isThere = ({ ports }: TestBrain, text: string): Promise<boolean> =>
  ports.blobs.has(createHash('sha256').update(text).digest('hex'))

/** Bytes that come when they are let, and whether they were asked for at all. */
function held(...texts: readonly string[]) {
  const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  async function* content(): AsyncGenerator<Uint8Array> {
    for (const text of texts) {
      yield Buffer.from(text)
      begun.resolve()
      await goOn.promise
    }
  }
  return { content: content(), begun: begun.promise, goOn: goOn.resolve }
}

test('[R-FILE-115] what one person shares has an end, until they erase some of it', async () => {
  await using brain = await testBrain({ limits: { files_bytes_per_person_max: 10 } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const { seq } = await share(alice, '123456')
  await expect(share(alice, 'ab', 'cde')).rejects.toEqual(refused('too-many'))
  expect(await isThere(brain, 'abcde')).toBe(false)
  await share(bob, 'abcde')
  await share(alice, 'abcd')
  await expect(share(alice, 'x')).rejects.toEqual(refused('too-many'))
  brain.clock.advance(1_000 * 86_400_000)
  await expect(share(alice, 'x')).rejects.toEqual(refused('too-many'))
  await alice.do('message.erase', { room: 'lobby', seq })
  await share(alice, '654321')
  const { entries } = await bob.do('message.history', { room: 'lobby' })
  expect(entries.map(({ file }) => file?.bytes)).toEqual([undefined, 5, 4, 6])
})

test('[R-FILE-115] what they keep in no room counts as well', async () => {
  await using brain = await testBrain({ limits: { files_bytes_per_person_max: 10 } })
  const alice = await brain.person('alice')
  await alice.do('person.register', { name: 'alice', password: 'correct horse' })
  await alice.do('file.keep', { name: 'a' }, pieces('123456'))
  await expect(share(alice, 'abcde')).rejects.toEqual(refused('too-many'))
  await share(alice, 'abcd')
  await expect(alice.do('file.keep', { name: 'a' }, pieces('x'))).rejects.toEqual(refused('too-many'))
})

test('[R-FILE-116] all that is shared has an end, the same bytes counted once', async () => {
  await using brain = await testBrain({ limits: { files_bytes_max: 10 } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await share(alice, '12345')
  await share(bob, '12345')
  await expect(share(bob, 'abcdef')).rejects.toEqual(refused('storage-full'))
  const { seq } = await share(bob, 'abcde')
  await expect(share(alice, 'x')).rejects.toEqual(refused('storage-full'))
  await bob.do('message.erase', { room: 'lobby', seq })
  await share(alice, 'edcba')
})

test('[R-FILE-117] where there is no room left, nothing is asked for', async () => {
  await using brain = await testBrain({ limits: { files_bytes_max: 0 } })
  const alice = await brain.person('alice')
  let isAsked = false
  async function* content(): AsyncGenerator<Uint8Array> {
    isAsked = true
    yield Buffer.from('x')
  }
  const shared = alice.do('file.share', { room: 'lobby', name: 'a' }, content())
  await expect(shared).rejects.toEqual(refused('storage-full'))
  expect(isAsked).toBe(false)
})

test('[R-FILE-117] nor when the disk has too little left', async () => {
  await using brain = await testBrain({ limits: { disk_free_bytes_min: Number.MAX_SAFE_INTEGER } })
  const alice = await brain.person('alice')
  await expect(share(alice, 'x')).rejects.toEqual(refused('storage-full'))
  expect(alice.names()).toEqual([])
})

test.each([
  ['one person', { files_bytes_per_person_max: 10 }, 'alice', 'too-many'],
  ['all', { files_bytes_max: 10 }, 'bob', 'storage-full'],
] as const)(
  '[R-FILE-118] uploads at the same time do not get past the end together: %s',
  async (_of, limits, by, code) => {
    await using brain = await testBrain({ limits })
    const first = await brain.person('alice')
    const second = by === 'alice' ? Object.assign(brain.open(), { entered: first.entered }) : await brain.person(by)
    if (by === 'alice') await second.do('session.resume', { token: first.entered.token ?? '' })
    const slow = held('1234', '56')
    const shared = first.do('file.share', { room: 'lobby', name: 'slow' }, slow.content)
    await slow.begun
    await expect(share(second, 'abcdefg')).rejects.toEqual(refused(code))
    // What came to nothing does not count, what was shared meanwhile does.
    await share(second, 'abcdef')
    slow.goOn()
    await expect(shared).rejects.toEqual(refused(code))
    await share(second, 'ABCD')
  },
)

test('[R-FILE-118] however many come at once, no more is kept than may be, and what was refused leaves its room', async () => {
  await using brain = await testBrain({ limits: { files_bytes_max: 100 } })
  const people = await Promise.all(['a', 'b', 'c', 'd'].map((name) => brain.person(name)))
  const texts = (begin: string) => Array.from({ length: 10 }, (_, i) => `${begin}${i}3456789`)
  const shares = people.flatMap((one, i) => texts(String(i)).map((text) => share(one, ...text)))
  const outcomes = await Promise.allSettled(shares)
  const kept = outcomes.filter(({ status }) => status === 'fulfilled').length
  expect(await brain.ports.store.filesBytes()).toBe(kept * 9)
  expect(kept).toBeLessThanOrEqual(11)
  expect(kept).toBeGreaterThan(0)
  const last = await brain.person('last')
  for (const text of texts('x').slice(kept - 1)) await share(last, text)
  expect(await brain.ports.store.filesBytes()).toBe(99)
})
