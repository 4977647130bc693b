import { type FileInfo, limits } from '@hubbub/protocol'
import { world, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { http, sha256, testClient, type TestClient } from '../fixtures.ts'
import type { Http, HttpRequest } from '../ports.ts'
import { senderOf } from './fixtures.ts'

const source = Buffer.from('0123456789'.repeat(20_000))
const file = { room: 'lobby', name: 'ten fingers.txt', bytes: source.length, source }

let here: World
let alice: TestClient
let info: FileInfo
beforeAll(async () => {
  here = await world({ floodLimits: false })
  alice = await testClient(here, { name: 'alice', sendFile: senderOf().send })
  info = (await alice.client.upload(file)).file
})
afterAll(async () => {
  await alice.client.leave()
  await here.close()
})

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const got: Uint8Array[] = []
  for await (const piece of content) got.push(piece)
  return Buffer.concat(got)
}

/** Breaks each answer off after so many bytes, and tells what was asked. */
function breaking(after: number): { http: Http; asked: HttpRequest[] } {
  const asked: HttpRequest[] = []
  async function* some(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let left = after
    for await (const piece of body) {
      yield piece.subarray(0, left)
      left -= piece.byteLength
      if (left <= 0) throw new Error('the line is cut')
    }
  }
  return {
    asked,
    async http(request) {
      asked.push(request)
      const answer = await http(request)
      return { ...answer, body: some(answer.body) }
    },
  }
}

/** What a promise resolves with while time passes. */
async function inTime<Result>(promise: Promise<Result>, { clock }: TestClient): Promise<Result> {
  let settled = false
  void promise.catch(() => {}).finally(() => (settled = true))
  while (!settled) {
    clock.advance(250)
    await alice.client.do('session.ping', {})
  }
  return promise
}

describe('a download', () => {
  test('[R-CLIENT-20] brings a file byte for byte, with progress', async () => {
    const back: number[] = []
    const content = alice.client.download(info, { sha256: sha256(), progress: (got) => back.push(got) })
    expect((await collect(content)).equals(source)).toBe(true)
    expect(back.at(-1)).toBe(source.length)
  })

  test('[R-CLIENT-21] that is not what was announced is refused when it has come', async () => {
    const wrong = { ...info, sha256: '0'.repeat(64) }
    await expect(collect(alice.client.download(wrong, { sha256: sha256() }))).rejects.toMatchObject({ code: 'damaged' })
    for (const count of [info.bytes - 1, info.bytes + 1]) {
      const other = { ...info, bytes: count }
      await expect(collect(alice.client.download(other))).rejects.toMatchObject({ code: 'damaged' })
    }
  })

  test('[R-CLIENT-21] comes from the server and from nowhere else', async () => {
    for (const url of ['//evil.example/files/x', 'http://evil.example/', '@evil.example/files/x'])
      await expect(collect(alice.client.download({ ...info, url }))).rejects.toMatchObject({ code: 'bad-reply' })
    const gone = { ...info, url: '/files/nothing/x' }
    await expect(collect(alice.client.download(gone))).rejects.toMatchObject({ code: 'no-such-file' })
  })

  test('[R-XFER-10] that breaks off goes on from there', async () => {
    const { asked, http: cut } = breaking(70_000)
    const bob = await testClient(here, { name: 'bob', http: cut })
    const content = collect(bob.client.download(info, { sha256: sha256() }))
    expect((await inTime(content, bob)).equals(source)).toBe(true)
    expect(asked.map(({ headers }) => headers['range'])).toEqual([undefined, 'bytes=70000-', 'bytes=140000-'])
    expect(asked[1]?.headers['if-range']).toBe(`"${info.sha256}"`)
    await bob.client.leave()
  })

  test('[R-XFER-10] goes on also where a server sends the file from its beginning', async () => {
    const { http: cut } = breaking(100_001)
    let times = 0
    const whole: Http = ({ headers: { authorization = '' }, ...request }) =>
      (times++ === 0 ? cut : http)({ ...request, headers: { authorization } })
    const bob = await testClient(here, { name: 'bob', http: whole })
    const content = collect(bob.client.download(info, { sha256: sha256() }))
    expect((await inTime(content, bob)).equals(source)).toBe(true)
    expect(times).toBe(2)
    await bob.client.leave()
  })

  test('[R-XFER-10] is given up when it comes no further', async () => {
    let times = 0
    const none: Http = () => (times++, Promise.reject(new Error('nobody there')))
    const bob = await testClient(here, { name: 'bob', http: none })
    await expect(inTime(collect(bob.client.download(info)), bob)).rejects.toMatchObject({ code: 'unreachable' })
    expect(times).toBe(limits.download_attempts_max)
    await bob.client.leave()
  })

  test('[R-XFER-11] says who asks, and asks once for another link when its own is too old', async () => {
    const { asked, http: watched } = breaking(Infinity)
    // Members are let in by who they are; only strangers depend on the link.
    const stranger: Http = ({ headers: { authorization: _, ...headers }, ...request }) => http({ ...request, headers })
    const both: Http = async (request) => (await watched(request), stranger(request))
    const bob = await testClient(here, { name: 'bob', http: both })
    const old = { ...info, url: info.url.replace(/\?.*|$/u, '?t=0.AAAA') }
    expect((await collect(bob.client.download(old))).equals(source)).toBe(true)
    expect(asked.map(({ url }) => new URL(url).search)).toEqual(['?t=0.AAAA', expect.stringMatching(/^\?t=(?!0\.)/u)])
    expect(asked.map(({ headers }) => headers['authorization'])).toEqual([
      expect.stringMatching(/^Bearer \S+$/u),
      expect.stringMatching(/^Bearer \S+$/u),
    ])
    await bob.client.leave()
  })
})
