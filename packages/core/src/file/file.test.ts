import { testBrain } from '@hubbub/testkit'
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
  expect(shared.file.url).toBe(`/files/${shared.file.id}/a%20b.txt`)
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

test('[R-FILE-3] a file is found by its id alone', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const { file } = await alice.do('file.share', { room: 'lobby', name: 'a.txt' }, pieces(Buffer.from('hi')))
  await expect(brain.open().do('file.fetch', { file: file.id })).resolves.toEqual({ file })
  await expect(brain.open().do('file.fetch', { file: 'x' })).rejects.toEqual(code('no-such-file'))
  expect(file.id.length).toBeGreaterThanOrEqual(20)
})
