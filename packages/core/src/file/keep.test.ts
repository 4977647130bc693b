// Proves who may keep files of their own, and that what they keep in a day has an end, however it is sent.

import { testBrain, type TestBrain } from '@hubbub/testkit'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'

const refused = (code: string) => expect.objectContaining({ code })

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

/** A session that has signed in to a new account of this name, and not said who is here. */
async function signedIn(brain: TestBrain, name = 'alice') {
  const ear = brain.open()
  await ear.do('person.register', { name, password: 'correct horse' })
  return ear
}

test('[R-FILE-5] an account keeps a file, which whoever has its id is told of, and nobody else', async () => {
  await using brain = await testBrain()
  const bob = await brain.person('bob')
  const alice = await signedIn(brain)
  const { file } = await alice.do('file.keep', { name: '../a b.txt' }, pieces('some ', 'text'))
  const sha256 = createHash('sha256').update('some text').digest('hex')
  expect(file).toMatchObject({ name: 'a b.txt', type: 'text/plain; charset=utf-8', bytes: 9, sha256 })
  expect(file.url).toBe(`/files/${file.id}/a%20b.txt`)
  expect(await bob.do('file.fetch', { file: file.id })).toEqual({ file })
  await alice.do('person.identify', {})
  await alice.do('file.keep', { name: 'again' }, pieces('more'))
  expect(bob.names()).not.toContain('file.shared')
  expect((await bob.do('message.history', { room: 'lobby' })).entries).toEqual([])
})

test('[R-FILE-5] who has not signed in keeps nothing, nor does who sends nothing', async () => {
  await using brain = await testBrain()
  const guest = await brain.person('bob')
  for (const ear of [brain.open(), guest]) {
    await expect(ear.do('file.keep', { name: 'a' }, pieces('x'))).rejects.toEqual(refused('account-required'))
  }
  const alice = await signedIn(brain)
  await expect(alice.do('file.keep', { name: 'a' })).rejects.toEqual(refused('bad-input'))
})

test('[R-FILE-6] the number of files in a day has an end, for each account its own', async () => {
  await using brain = await testBrain({ limits: { files_kept_per_day_max: 3 } })
  const [alice, bob] = [await signedIn(brain), await signedIn(brain, 'bob')]
  const keep = (ear = alice) => ear.do('file.keep', { name: 'a' }, pieces('x'))
  await keep()
  brain.clock.advance(1_000)
  await Promise.all([keep(), keep()])
  await expect(keep()).rejects.toEqual(refused('too-many'))
  await keep(bob)
  brain.clock.advance(day - 1_000)
  await keep()
  await expect(keep()).rejects.toEqual(refused('too-many'))
})

const day = 86_400_000

test('[R-FILE-6] so has the number of bytes, and what is over it is not kept', async () => {
  await using brain = await testBrain({ limits: { files_kept_bytes_per_day_max: 10, file_bytes_max: 9 } })
  const alice = await signedIn(brain)
  const keep = (...texts: string[]) => alice.do('file.keep', { name: 'a' }, pieces(...texts))
  const isKept = (text: string) => brain.ports.blobs.has(createHash('sha256').update(text).digest('hex'))
  await expect(keep('12345', '67890')).rejects.toEqual(refused('file-too-large'))
  await keep('123456')
  await expect(keep('12', '345')).rejects.toEqual(refused('too-many'))
  expect(await isKept('12345')).toBe(false)
  await keep('1', '234')
  await expect(keep('x')).rejects.toEqual(refused('too-many'))
  brain.clock.advance(day)
  await keep('123456')
})

test('[R-FILE-6] what is on its way counts, over all sessions of the account', async () => {
  await using brain = await testBrain({ limits: { files_kept_bytes_per_day_max: 10 } })
  const alice = await signedIn(brain)
  const other = brain.open()
  await other.do('person.sign-in', { account: 'alice', password: 'correct horse' })
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('12345')
    begun.resolve()
    await goOn.promise
    yield Buffer.from('6')
  }
  const first = alice.do('file.keep', { name: 'slow' }, slow())
  await begun.promise
  const keep = (text: string) => other.do('file.keep', { name: 'a' }, pieces(text))
  await expect(keep('123456')).rejects.toEqual(refused('too-many'))
  const { file } = await keep('12345')
  goOn.resolve()
  await expect(first).rejects.toEqual(refused('too-many'))
  expect(file.bytes).toBe(5)
  brain.clock.advance(day)
  await other.do('file.keep', { name: 'a' }, pieces('1234567890'))
})
