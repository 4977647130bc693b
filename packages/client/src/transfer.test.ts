import { world, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { http, sha256, testClient, type TestClient } from './fixtures.ts'
import type { Http } from './ports.ts'

let here: World
let alice: TestClient
beforeAll(async () => {
  here = await world()
  alice = await testClient(here, { name: 'alice' })
})
afterAll(async () => {
  await alice.client.leave()
  await here.close()
})

const bytes = Buffer.from('0123456789'.repeat(20_000))
async function* pieces(of: Uint8Array = bytes): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < of.length; at += 50_000) yield of.subarray(at, at + 50_000)
}
const file = { room: 'lobby', name: 'ten fingers.txt', bytes: bytes.length, content: () => pieces() }
async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const got: Uint8Array[] = []
  for await (const piece of content) got.push(piece)
  return Buffer.concat(got)
}

describe('files', () => {
  test('[R-CLIENT-20] go out and come in byte for byte, with progress', async () => {
    const [out, back]: [number[], number[]] = [[], []]
    const shared = await alice.client.upload({ ...file, body: 'count', progress: (sent) => out.push(sent) })
    expect(shared.file).toMatchObject({ name: 'ten fingers.txt', bytes: bytes.length })
    await alice.until(() => alice.bodies().includes('count'))
    const content = alice.client.download(shared.file, { sha256: sha256(), progress: (got) => back.push(got) })
    expect((await collect(content)).equals(bytes)).toBe(true)
    expect(out).toEqual([50_000, 100_000, 150_000, 200_000])
    expect(back.at(-1)).toBe(bytes.length)
  })

  test('[R-CLIENT-21] that are not what was announced are refused when they have come', async () => {
    const { file: info } = await alice.client.upload(file)
    const wrong = { ...info, sha256: '0'.repeat(64) }
    await expect(collect(alice.client.download(wrong, { sha256: sha256() }))).rejects.toMatchObject({ code: 'damaged' })
    for (const count of [info.bytes - 1, info.bytes + 1]) {
      const other = { ...info, bytes: count }
      await expect(collect(alice.client.download(other))).rejects.toMatchObject({ code: 'damaged' })
    }
  })

  test('[R-CLIENT-21] are fetched from the server and from nowhere else', async () => {
    const { file: info } = await alice.client.upload(file)
    for (const url of ['//evil.example/files/x', 'http://evil.example/', '@evil.example/files/x'])
      await expect(collect(alice.client.download({ ...info, url }))).rejects.toMatchObject({ code: 'bad-reply' })
    const gone = { ...info, url: '/files/nothing/x' }
    await expect(collect(alice.client.download(gone))).rejects.toMatchObject({ code: 'no-such-file' })
  })

  test('[R-CLIENT-22] are shared once, even when the first answer is lost on the way', async () => {
    const answers: ('lost' | 'passed')[] = []
    const losing: Http = async (request) => {
      const answer = await http(request)
      const isFirst = answers.length === 0
      if (isFirst) await answer.text()
      answers.push(isFirst ? 'lost' : 'passed')
      if (isFirst) throw new Error('lost')
      return answer
    }
    const bob = await testClient(here, { name: 'bob', http: losing })
    const sharing = bob.client.upload({ ...file, body: 'only once' })
    while (answers.length === 0) await alice.client.do('session.ping', {})
    await alice.client.do('session.ping', {})
    bob.clock.advance(500)
    const { seq } = await sharing
    const { entries } = await bob.client.do('message.history', { room: 'lobby' })
    expect(entries.filter(({ body }) => body === 'only once').map((entry) => entry.seq)).toEqual([seq])
    expect(answers).toEqual(['lost', 'passed'])
    await bob.client.leave()
  })

  test('a refusal is told in the server’s words and not repeated', async () => {
    let asked = 0
    const counting: Http = (request) => (asked++, http(request))
    const bob = await testClient(here, { name: 'bob', http: counting })
    await expect(bob.client.upload({ ...file, room: 'nowhere' })).rejects.toMatchObject({ code: 'no-such-room' })
    expect(asked).toBe(1)
    await bob.client.leave()
  })

  test('a file that cannot be read fails with the reason, and is not tried again', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 10)
      throw new Error('the disk is gone')
    }
    await expect(alice.client.upload({ ...file, content: broken })).rejects.toThrow('the disk is gone')
  })
})
