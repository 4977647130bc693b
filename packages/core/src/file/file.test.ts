// Proves what sharing a file comes to: an entry with its bytes kept, answered and mentioned in as any; or nothing at all.

import { say, testBrain } from '@hubbub/testkit'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })

async function* pieces(bytes: Buffer, size = 1_000): AsyncIterable<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

test('[R-FILE-1] a shared file is an entry that everybody hears of, and its bytes are there', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const bytes = Buffer.from('some text\n'.repeat(1_000))
  const shared = await alice.do('file.share', { room: 'lobby', name: '../a b.txt', body: 'look' }, pieces(bytes))
  const heard = await bob.hears('file.shared')
  expect(heard.payload).toMatchObject({
    seq: shared.seq,
    body: 'look',
    file: { name: 'a b.txt', bytes: 10_000, sha256: createHash('sha256').update(bytes).digest('hex') },
  })
  expect(shared.file.url.split('?')[0]).toBe(`/files/${shared.file.id}/a%20b.txt`)
  const chunks = []
  for await (const chunk of brain.ports.blobs.read(shared.file.sha256)) chunks.push(chunk)
  expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
  const { entries } = await bob.do('message.history', { room: 'lobby' })
  expect(entries).toEqual([heard.payload])
})

test('[R-FILE-1] without bytes there is no file', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  await expect(alice.do('file.share', { room: 'lobby', name: 'a' })).rejects.toEqual(code('bad-input'))
})

test('[R-FILE-2] a file that is too large leaves nothing behind', async () => {
  await using brain = await testBrain({ limits: { file_bytes_max: 5_000 } })
  const alice = await brain.person('alice')
  const share = (size: number) => alice.do('file.share', { room: 'lobby', name: 'a' }, pieces(Buffer.alloc(size, 1)))
  await expect(share(5_001)).rejects.toEqual(code('file-too-large'))
  expect(alice.names()).toEqual([])
  await expect(brain.ports.blobs.has(createHash('sha256').update(Buffer.alloc(5_001, 1)).digest('hex'))).resolves.toBe(
    false,
  )
  await expect(share(5_000)).resolves.toMatchObject({ file: { bytes: 5_000 } })
})

test('[R-FILE-101] what goes with a file may answer and mention, as any message does', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const said = await say(bob, 'who has it?')
  const share = (body: string, reply: number) =>
    alice.do('file.share', { room: 'lobby', name: 'a', body, reply }, pieces(Buffer.from('it')))
  await share('here, @bob', said.seq)
  const { payload } = await bob.hears('file.shared')
  expect(payload).toMatchObject({ body: 'here, @bob', reply: said.seq, mentions: [bob.entered.person.id] })
  const { entries } = await bob.do('message.history', { room: 'lobby' })
  expect(entries.at(-1)).toEqual(payload)
  await expect(share('to nothing', 99)).rejects.toEqual(code('no-such-message'))
  expect(await brain.ports.store.filesOf(alice.entered.person.id)).toEqual({ files: 1, bytes: 2 })
})

test('[R-FILE-102] what is told of a picture is told with it, now and later', async () => {
  await using brain = await testBrain()
  const { store, clock } = brain.ports
  const [alice, picture] = [await brain.person('alice'), { width: 3, height: 2, hash: 'AAAA' }]
  const file = { id: 'p', name: 'p.png', type: 'image/png', bytes: 1, sha256: 'a'.repeat(64), picture }
  const { id, name } = alice.entered.person
  await store.append({ room: store.lobby.id, author: { id, name }, body: '', file, at: clock.now() })
  const { entries } = await alice.do('message.history', { room: 'lobby' })
  expect(entries).toMatchObject([{ file: { id: 'p', picture } }])
  expect(await alice.do('file.fetch', { file: 'p' })).toMatchObject({ file: { picture } })
})

test.each(['sent away', 'silenced'] as const)(
  '[R-FILE-103] whoever is %s while their file comes shares nothing',
  async (how) => {
    await using brain = await testBrain()
    const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
    const { room } = await alice.do('room.create', { name: 'Tea' })
    await bob.do('room.join', { room: room.slug })
    const goOn = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half ')
      begun.resolve()
      await goOn.promise
      yield Buffer.from('of it')
    }
    const shared = bob.do('file.share', { room: room.slug, name: 'a' }, slow())
    await begun.promise
    if (how === 'silenced') await alice.do('room.settings', { room: room.slug, set: { moderated: true } })
    else await alice.do('room.kick', { room: room.slug, person: 'bob' })
    await brain.turn()
    goOn.resolve()
    await expect(shared).rejects.toEqual(code(how === 'silenced' ? 'cannot-speak' : 'not-joined'))
    expect((await alice.do('message.history', { room: room.slug })).entries).toEqual([])
    const { blobs } = brain.ports
    const sha256 = createHash('sha256').update('half of it').digest('hex')
    while (await blobs.has(sha256)) await brain.turn()
    expect(await blobs.has(sha256)).toBe(false)
  },
)
