// Proves what goes with time and what stays: at start and every hour, on a whole server and piece by piece.

import { say, testBrain, type TestBrain, world } from '@hubbub/testkit'
import { createHash } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'

import { letGo, type LettingGo } from './let-go.ts'
import { openRetention } from './retention.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

async function open(): Promise<TestBrain> {
  const brain = await testBrain({ limits: { forget_entries_max: 2 } })
  onTestFinished(() => brain[Symbol.asyncDispose]())
  return brain
}

type Ear = Awaited<ReturnType<TestBrain['person']>>

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

const share = (ear: Ear, text: string, more: { clientId?: string } = {}) =>
  ear.do('file.share', { room: 'lobby', name: 'a.txt', ...more }, bytesOf(text))

/** Takes a file back as if the server had stopped right after: its bytes are left. */
async function eraseStored({ ports: { store } }: TestBrain, seq: number): Promise<void> {
  await store.eraseEntry({ room: store.lobby.id, seq, by: { id: 1, name: 'alice' }, at: 1 })
}

/** Once over everything, as at the start of a server. */
async function once({ ports }: TestBrain, keptDays = 0, more: Partial<LettingGo> = {}): Promise<void> {
  await letGo({ ...ports, keptDays: () => keptDays, auditKeptDays: () => 0, ...more }, new AbortController().signal)
}

const isThere = ({ ports }: TestBrain, text: string): Promise<boolean> =>
  ports.blobs.has(createHash('sha256').update(text).digest('hex'))

test('what is older than so many days is forgotten, in as many steps as it takes; 0 keeps everything [R-STORE-79]', async () => {
  const brain = await open()
  const alice = await brain.person('alice')
  for (const body of ['one', 'two', 'three', 'four', 'five']) await say(alice, body)
  brain.clock.advance(2 * dayMs)
  await say(alice, 'six')
  const bodies = async () => {
    const { entries } = await alice.do('message.history', { room: 'lobby' })
    return entries.map(({ body }) => body)
  }
  await once(brain, 0)
  await once(brain, 3)
  expect(await bodies()).toHaveLength(6)
  await once(brain, 1)
  expect(await bodies()).toEqual(['six'])
  expect(await say(alice, 'seven')).toMatchObject({ seq: 7 })
})

test('what operators and moderators did is forgotten after its own number of days; 0 keeps it [R-CONFIG-12]', async () => {
  const brain = await open()
  const { store } = brain.ports
  const record = (act: string) => store.recordAct({ at: brain.clock.now(), by: { id: 1, name: 'alice' }, act })
  const left = async () => (await store.acts({ limit: 9 })).map(({ act }) => act).toReversed()
  for (const act of ['one', 'two', 'three', 'four', 'five']) await record(act)
  brain.clock.advance(2 * dayMs)
  await record('six')
  await once(brain, 1)
  await once(brain, 0, { auditKeptDays: () => 3 })
  expect(await left()).toHaveLength(6)
  await once(brain, 0, { auditKeptDays: () => 1 })
  expect(await left()).toEqual(['six'])
})

test('whoever comes back after their last entry was forgotten hears what is left [R-STORE-79]', async () => {
  const brain = await open()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const { token } = bob.entered
  await say(alice, 'heard')
  bob.drop()
  await say(alice, 'missed and forgotten')
  brain.clock.advance(2 * dayMs)
  await say(alice, 'missed')
  await once(brain, 1)
  const again = brain.open()
  const { rooms } = await again.do('session.resume', { token: token ?? '', rooms: [{ room: 'lobby', seq: 1 }] })
  await again.hears('room.resumed')
  expect(again.bodies()).toEqual(['missed'])
  expect(rooms).toMatchObject([{ slug: 'lobby', seq: 3, read: 2 }])
  // What is around, before or after an entry that was forgotten.
  for (const events of [true, false]) {
    const page = async (bounds: object) => {
      const { entries } = await alice.do('message.history', { room: 'lobby', events, ...bounds })
      return entries.map(({ seq }) => seq)
    }
    await say(alice, 'new')
    expect(await page({ around: 1, limit: 2 })).toEqual([3])
    expect([await page({ before: 2 }), await page({ after: 1, limit: 1 })]).toEqual([[], [3]])
  }
})

test('bytes go with the last file that has them: erased, forgotten, or never shared [R-BLOB-14]', async () => {
  const brain = await open()
  const alice = await brain.person('alice')
  await share(alice, 'old')
  brain.clock.advance(2 * dayMs)
  const { seq } = await share(alice, 'erased')
  const twice = [await share(alice, 'twice'), await share(alice, 'twice')]
  await share(alice, 'first', { clientId: 'c' })
  await share(alice, 'another in its place', { clientId: 'c' })
  for (const gone of [seq, twice[0]?.seq ?? 0]) await eraseStored(brain, gone)
  await once(brain, 1)
  const there = ['old', 'erased', 'another in its place', 'twice', 'first'].map((text) => isThere(brain, text))
  expect(await Promise.all(there)).toEqual([false, false, false, true, true])
  await eraseStored(brain, twice[1]?.seq ?? 0)
  await once(brain)
  expect(await isThere(brain, 'twice')).toBe(false)
})

test('bytes that cannot be removed keep no others, and are told of [R-BLOB-14]', async () => {
  const brain = await open()
  const alice = await brain.person('alice')
  const { blobs } = brain.ports
  for (const text of ['a', 'b', 'c']) {
    const { seq } = await share(alice, text)
    await eraseStored(brain, seq)
  }
  let removals = 0
  const remove: typeof blobs.remove = async (...given) => {
    removals += 1
    if (removals === 1) throw new Error('it is in use')
    return blobs.remove(...given)
  }
  const left = () => Promise.all(['a', 'b', 'c'].map((text) => isThere(brain, text)))
  await expect(once(brain, 0, { blobs: { ...blobs, remove } })).rejects.toThrow('it is in use')
  expect((await left()).filter((isLeft) => isLeft)).toHaveLength(1)
  await once(brain, 0, { blobs: { ...blobs, remove } })
  expect(await left()).toEqual([false, false, false])
})

test.each([
  ['before the bytes are to go', 1],
  ['while they are to go', 2],
])('whoever shares the same bytes %s has them [R-BLOB-15]', async (_when, comesAtLook) => {
  const brain = await open()
  const alice = await brain.person('alice')
  const { store, blobs } = brain.ports
  const { seq, file } = await share(alice, 'shared again')
  await eraseStored(brain, seq)
  let looks = 0
  let shared: ReturnType<typeof share> | undefined
  const unshared = async (hashes: readonly string[]): Promise<readonly string[]> => {
    const answer = await store.unshared(hashes)
    looks += 1
    if (looks === comesAtLook) shared = share(alice, 'shared again')
    // The second look has the bytes held up: who shares them waits for it.
    if (looks === 1) await shared
    return answer
  }
  await once(brain, 0, { store: { ...store, unshared } })
  expect(await shared).toMatchObject({ seq: 2, file: { sha256: file.sha256 } })
  expect(looks).toBe(2)
  expect(await blobs.has(file.sha256)).toBe(true)
})

test('what cannot be done now is done an hour later, with a warning; after closing nothing is [R-STORE-79]', async () => {
  const brain = await open()
  const alice = await brain.person('alice')
  await say(alice, 'old')
  brain.clock.advance(2 * dayMs)
  const { store } = brain.ports
  const warnings: string[] = []
  const log = { warn: (_: object, says: string) => void warnings.push(says), error: () => undefined }
  let passes = 0
  const passed = Promise.withResolvers<void>()
  const forget: typeof store.forget = async (what) => {
    passes += 1
    if (passes === 1) throw new Error('not now')
    return store.forget(what).finally(passed.resolve)
  }
  const keptDays = () => 1
  const retention = openRetention({
    ...brain.ports,
    log,
    keptDays,
    auditKeptDays: () => 0,
    store: { ...store, forget },
  })
  await brain.turn()
  expect(warnings).toEqual(['what is too old could not all be removed; trying again later'])
  brain.clock.advance(hourMs - 1)
  expect(passes).toBe(1)
  brain.clock.advance(1)
  await passed.promise
  expect((await alice.do('message.history', { room: 'lobby' })).entries).toEqual([])
  await retention.close()
  brain.clock.advance(2 * hourMs)
  await brain.turn()
  expect(passes).toBe(2)
})

test('a server lets go at its start, and every hour, of what its settings do not keep [R-STORE-79]', async () => {
  const here = await world({ clockInHand: true, settings: { history: { keptDays: 1 } } })
  onTestFinished(() => here.close())
  const upload = async (text: string) => {
    const said = { method: 'PUT', body: text }
    const response = await fetch(`${here.server.url}/rooms/lobby/files/a.txt?as=alice`, said)
    return `${here.server.url}${response.headers.get('location')}`
  }
  const status = async (url: string) => (await fetch(url, { headers: { connection: 'close' } })).status
  const old = await upload('old')
  expect(await status(old)).toBe(200)
  here.clock?.advance(dayMs)
  const young = await upload('young')
  while ((await status(old)) === 200) here.clock?.advance(hourMs / 4)
  expect([await status(old), await status(young)]).toEqual([404, 200])
  here.clock?.advance(dayMs)
  await here.restart()
  while ((await status(young)) === 200);
  expect(await status(young)).toBe(404)
})
