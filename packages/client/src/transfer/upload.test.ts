import { limits } from '@hubbub/protocol'
import { manualClock, world, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { http, testClient, type TestClient } from '../fixtures.ts'
import { keepInMemory, type Answer, type SendFile, unfinishedInMemory } from '../ports.ts'
import type { Speaker, UploadPorts } from './course.ts'
import { type Fate, senderOf } from './fixtures.ts'
import { upload } from './upload.ts'

const source = Buffer.from('0123456789'.repeat(20_000))
const file = { room: 'lobby', name: 'ten fingers.txt', bytes: source.length, source }

describe('an upload to a real server', () => {
  let here: World
  let alice: TestClient
  beforeAll(async () => {
    here = await world({ floodLimits: false })
    alice = await testClient(here, { name: 'alice' })
  })
  afterAll(async () => {
    await alice.client.leave()
    await here.close()
  })

  async function sharer(name: string, ...fates: Fate[]) {
    const { send: sendFile, attempts } = senderOf(...fates)
    const ports = { keep: keepInMemory(), unfinished: unfinishedInMemory() }
    const one = await testClient(here, { name, sendFile, ...ports })
    return { ...one, attempts, ports }
  }

  type Sharer = Awaited<ReturnType<typeof sharer>>

  /** Resolves when the last attempt is over. */
  async function isOver({ attempts }: Pick<Sharer, 'attempts'>): Promise<void> {
    while (attempts.at(-1)?.isOver !== true) await alice.client.do('session.ping', {})
  }

  /** What a promise resolves with while time passes, but not while an attempt is under way. */
  async function inTime<Result>(promise: Promise<Result>, one: Sharer): Promise<Result> {
    let settled = false
    void promise.catch(() => {}).finally(() => (settled = true))
    while (!settled) {
      await isOver(one)
      one.clock.advance(250)
      await alice.client.do('session.ping', {})
    }
    return promise
  }

  const seqsOf = async (body: string): Promise<number[]> => {
    const { entries } = await alice.client.do('message.history', { room: 'lobby' })
    return entries.filter((entry) => entry.body === body).map(({ seq }) => seq)
  }

  test('[R-CLIENT-20] [R-XFER-1] brings a file into a room with its words and what it answers, with progress', async () => {
    const bob = await sharer('bob')
    const seen: number[] = []
    const { seq: first } = await alice.client.do('message.send', { room: 'lobby', body: 'show me' })
    const progress = (bytes: number): void => void seen.push(bytes)
    const shared = await bob.client.upload({ ...file, body: 'count', reply: first, progress })
    expect(shared.file).toMatchObject({ name: 'ten fingers.txt', bytes: source.length })
    await alice.until(() => alice.bodies().includes('count'))
    const entry = alice.client.state.messages.get('lobby')?.entries.find(({ seq }) => seq === shared.seq)
    expect(entry).toMatchObject({ body: 'count', reply: first, author: { name: 'bob' } })
    expect(seen).toEqual([0, source.length])
    await bob.client.leave()
  })

  test('[R-XFER-2] goes on where a broken line stopped it, under one clientId', async () => {
    const bob = await sharer('bob', { breaksAfter: 120_000 })
    const sharing = bob.client.upload({ ...file, body: 'in two' })
    const { seq } = await inTime(sharing, bob)
    expect(bob.attempts.map(({ from, sent }) => [from, sent])).toEqual([
      [0, 120_000],
      [120_000, 80_000],
    ])
    expect(new Set(bob.attempts.map(({ sending }) => sending.metadata['clientId'])).size).toBe(1)
    expect(await seqsOf('in two')).toEqual([seq])
    await bob.client.leave()
  })

  test('[R-CLIENT-22] is shared once, even when the answer is lost on the way', async () => {
    const bob = await sharer('bob', 'answer lost')
    const sharing = bob.client.upload({ ...file, body: 'only once' })
    const { seq, file: info } = await inTime(sharing, bob)
    expect(await seqsOf('only once')).toEqual([seq])
    expect(info.bytes).toBe(source.length)
    expect(bob.attempts.map(({ from, sent }) => [from, sent])).toEqual([
      [0, source.length],
      [source.length, 0],
    ])
    await bob.client.leave()
  })

  test('[R-XFER-2] that breaks with the whole connection waits for it', async () => {
    const bob = await sharer('bob', { breaksAfter: 50_000 })
    const sharing = bob.client.upload({ ...file, body: 'patient' })
    await isOver(bob)
    bob.tear()
    const { seq } = await inTime(sharing, bob)
    expect(await seqsOf('patient')).toEqual([seq])
    expect(bob.attempts.map(({ from }) => from)).toEqual([0, 50_000])
    await bob.client.leave()
  })

  test('[R-XFER-3] goes on in another run of the program, and is forgotten when it is shared', async () => {
    const bob = await sharer('bob', { breaksAfter: 120_000 })
    const sharing = bob.client.upload({ ...file, body: 'in two runs', fingerprint: 'ten 1' })
    sharing.catch(() => {})
    await isOver(bob)
    const again = senderOf()
    const later = await testClient(here, { ...bob.ports, sendFile: again.send })
    const { seq } = await later.client.upload({ ...file, body: 'in two runs', fingerprint: 'ten 1' })
    expect(again.attempts.map(({ from, sent }) => [from, sent])).toEqual([[120_000, 80_000]])
    expect(await seqsOf('in two runs')).toEqual([seq])
    await later.client.upload({ ...file, body: 'in two runs', fingerprint: 'ten 1' })
    expect(again.attempts.at(-1)).toMatchObject({ from: 0, sent: source.length })
    await bob.client.leave()
    await expect(inTime(sharing, bob)).rejects.toMatchObject({ code: 'closed' })
    await later.client.leave()
  })

  test('[R-XFER-3] twice at the same time is two files', async () => {
    const bob = await sharer('bob')
    const twice = { ...file, body: 'two of a kind', fingerprint: 'ten 2' }
    const both = await Promise.all([bob.client.upload(twice), bob.client.upload(twice)])
    expect(await seqsOf('two of a kind')).toEqual(both.map(({ seq }) => seq).toSorted((one, other) => one - other))
    await bob.client.leave()
  })

  test('[R-XFER-4] that the server does not know any more begins anew under the same clientId', async () => {
    const bob = await sharer('bob', { breaksAfter: 120_000 })
    const sharing = bob.client.upload({ ...file, body: 'forgotten' })
    await isOver(bob)
    const { token = '' } = bob.ports.keep.load() ?? {}
    const { url = '', sending } = bob.attempts[0] ?? {}
    const headers = { 'authorization': `Bearer ${token}`, 'tus-resumable': '1.0.0' }
    expect((await http({ method: 'DELETE', url, headers })).status).toBe(204)
    await inTime(sharing, bob)
    expect(bob.attempts.map(({ from, sent }) => [from, sent])).toEqual([
      [0, 120_000],
      [0, source.length],
    ])
    expect(bob.attempts[1]?.sending.metadata).toEqual(sending?.metadata)
    await bob.client.leave()
  })

  test('[R-XFER-5] that is called off is gone from the server as well, and nothing is shared', async () => {
    const bob = await sharer('bob', { breaksAfter: 120_000 })
    const off = new AbortController()
    const begun = { ...file, body: 'never mind', fingerprint: 'ten 3' }
    const sharing = bob.client.upload({ ...begun, signal: off.signal })
    await isOver(bob)
    off.abort()
    await expect(sharing).rejects.toMatchObject({ code: 'cancelled' })
    const { url = '', sending } = bob.attempts[0] ?? {}
    const headers = { 'authorization': `Bearer ${sending?.token}`, 'tus-resumable': '1.0.0' }
    expect((await http({ method: 'GET', url, headers })).status).toBe(404)
    await expect(bob.client.upload({ ...begun, signal: off.signal })).rejects.toMatchObject({ code: 'cancelled' })
    expect(bob.attempts).toHaveLength(1)
    await bob.client.upload(begun)
    expect(bob.attempts[1]).toMatchObject({ from: 0, sending: { begun: undefined } })
    expect(await seqsOf('never mind')).toHaveLength(1)
    await bob.client.leave()
  })

  test('[R-XFER-6] that is refused fails in the server’s words, and is not tried again', async () => {
    const bob = await sharer('bob')
    await expect(bob.client.upload({ ...file, room: 'nowhere' })).rejects.toMatchObject({ code: 'no-such-room' })
    const [bytes, source] = [limits.file_bytes_max + 1, Buffer.alloc(1)]
    await expect(bob.client.upload({ ...file, bytes, source })).rejects.toMatchObject({ code: 'file-too-large' })
    expect(bob.attempts).toHaveLength(2)
    await bob.client.leave()
  })

  test('[R-XFER-1] may be of nothing at all', async () => {
    const bob = await sharer('bob')
    const { file: empty } = await bob.client.upload({ ...file, bytes: 0, source: Buffer.alloc(0) })
    expect(empty.bytes).toBe(0)
    await bob.client.leave()
  })
})

// What hardly ever happens, with answers made by hand.

const shared = JSON.stringify({
  room: 'lobby',
  seq: 7,
  file: { id: 'f', name: 'n', type: 't', bytes: 1, sha256: '0', url: '/files/f/n' },
})
const address = 'http://here/uploads/1'

function bench(answers: readonly (Answer | undefined)[], given: Partial<UploadPorts> = {}) {
  const clock = manualClock()
  const calls: { readonly begun: string | undefined; readonly clientId: string | undefined }[] = []
  const send: SendFile = ({ begun, metadata, begins, progress }) => {
    calls.push({ begun, clientId: metadata['clientId'] })
    begins(begun ?? address)
    progress(0)
    return { answer: Promise.resolve(answers[calls.length - 1]), stop() {} }
  }
  const ports: UploadPorts = {
    send,
    http,
    clock,
    random: { unit: () => 0.5, id: () => 'id' },
    unfinished: unfinishedInMemory(),
    busy: new Set(),
    server: 'http://here',
    nextClientId: () => 'c-1',
    speaker: () => Promise.resolve({ person: 7, epoch: 'e', token: 't' }),
    ...given,
  }
  const off = new AbortController()
  const sharing = upload(ports, { room: 'lobby', name: 'n', bytes: 1, source: undefined, signal: off.signal })
  sharing.catch(() => {})
  return { clock, calls, sharing, off }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
async function pass(clock: ReturnType<typeof manualClock>, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed++) {
    await turn()
    clock.advance(1_000)
    await turn()
  }
}

describe('an upload in trouble', () => {
  test('[R-XFER-6] is given up after `upload_attempts_max` attempts that brought it no further', async () => {
    const { clock, calls, sharing } = bench([])
    await pass(clock, 120)
    await expect(sharing).rejects.toMatchObject({ code: 'unreachable' })
    expect(calls).toHaveLength(limits.upload_attempts_max)
    expect(calls.at(-1)).toEqual({ begun: address, clientId: 'c-1' })
  })

  test('[R-XFER-6] goes on for as long as each attempt brings it further', async () => {
    const all = limits.upload_attempts_max * 3
    let at = 0
    const send: SendFile = ({ begins, progress }) => {
      begins(address)
      progress(++at)
      const answer = at < all ? undefined : { status: 200, body: shared }
      return { answer: Promise.resolve(answer), stop() {} }
    }
    const { clock, sharing } = bench([], { send })
    await pass(clock, 60)
    expect(await sharing).toMatchObject({ seq: 7 })
    expect(at).toBe(all)
  })

  test.each([
    ['an upload that is held by the attempt before', { status: 423, body: '' }],
    ['a proxy whose server is away', { status: 502, body: '<h1>Bad Gateway</h1>' }],
    ['what the server says may be tried again', refused(503, 'unavailable', true)],
  ])('[R-XFER-6] tries again after %s', async (_what, trouble) => {
    const { clock, calls, sharing } = bench([trouble, { status: 200, body: shared }])
    await pass(clock, 2)
    expect(await sharing).toMatchObject({ seq: 7, room: 'lobby', at: clock.now() - 1_000 })
    expect(calls).toHaveLength(2)
  })

  test.each([
    ['a refusal', refused(507, 'storage-full', false), 'storage-full'],
    ['nonsense', { status: 200, body: '{"room": 7}' }, 'bad-reply'],
    ['nonsense of another kind', { status: 400, body: 'no' }, 'bad-reply'],
  ])('[R-XFER-6] does not try again after %s', async (_what, answer, code) => {
    const { calls, sharing } = bench([answer])
    await expect(sharing).rejects.toMatchObject({ code })
    expect(calls).toHaveLength(1)
  })

  test('[R-XFER-7] on which nothing moves for `request_timeout_ms` is tried again', async () => {
    let stopped = 0
    const attempts: number[] = []
    const send: SendFile = ({ progress }) => {
      attempts.push(attempts.length)
      progress(0)
      const answer =
        attempts.length === 1 ? new Promise<undefined>(() => {}) : Promise.resolve({ status: 200, body: shared })
      return { answer, stop: () => void stopped++ }
    }
    const { clock, sharing } = bench([], { send })
    await pass(clock, limits.request_timeout_ms / 1_000 - 1)
    expect([attempts.length, stopped]).toEqual([1, 0])
    await pass(clock, 2)
    expect(await sharing).toMatchObject({ seq: 7 })
    expect(attempts).toHaveLength(2)
  })

  test('[R-XFER-8] goes to the server and nowhere else', async () => {
    for (const url of ['http://elsewhere/uploads/1', 'http://here.elsewhere/uploads/1', 'http://here/other/1', '']) {
      const send: SendFile = ({ begins }) => {
        const answer = turn()
          .then(() => begins(url))
          .then(() => ({ status: 200, body: shared }))
        return { answer, stop() {} }
      }
      await expect(bench([], { send }).sharing).rejects.toMatchObject({ code: 'bad-reply' })
    }
    for (const url of ['http://HERE:80/uploads/1', address]) {
      const send: SendFile = ({ begins }) => {
        begins(url)
        return { answer: Promise.resolve({ status: 200, body: shared }), stop() {} }
      }
      expect(await bench([], { send }).sharing).toMatchObject({ seq: 7 })
    }
  })

  test('[R-XFER-9] of somebody who has become somebody else is given up, as it may have been shared', async () => {
    let person = 7
    const speaker = (): Promise<Speaker> => Promise.resolve({ person: person++, epoch: 'e', token: 't' })
    const { clock, calls, sharing } = bench([], { speaker })
    await pass(clock, 2)
    await expect(sharing).rejects.toMatchObject({ code: 'uncertain' })
    expect(calls).toHaveLength(1)
  })

  test('[R-XFER-9] begins anew when the server has begun another history', async () => {
    let epoch = 0
    const speaker = (): Promise<Speaker> => Promise.resolve({ person: 7, epoch: `e${epoch++}`, token: 't' })
    const { clock, calls, sharing } = bench([undefined, { status: 200, body: shared }], { speaker })
    await pass(clock, 2)
    await sharing
    expect(calls.map(({ begun }) => begun)).toEqual([undefined, undefined])
  })

  test('a file that cannot be read fails with the reason, and is not tried again', async () => {
    const send: SendFile = () => ({ answer: Promise.reject(new Error('the disk is gone')), stop() {} })
    await expect(bench([], { send }).sharing).rejects.toThrow('the disk is gone')
  })

  test('[R-XFER-5] is called off while it waits for the connection', async () => {
    const { sharing, off } = bench([], { speaker: () => new Promise(() => {}) })
    off.abort()
    await expect(sharing).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('[R-XFER-5] is called off between two attempts', async () => {
    const { clock, calls, sharing, off } = bench([undefined])
    await turn()
    off.abort()
    await pass(clock, 60)
    await expect(sharing).rejects.toMatchObject({ code: 'cancelled' })
    expect(calls).toHaveLength(1)
  })
})

function refused(status: number, code: string, retry: boolean): Answer {
  return { status, body: JSON.stringify({ error: { code, says: code, retry } }) }
}
