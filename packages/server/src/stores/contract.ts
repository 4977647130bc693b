// What every store must do, as tests that each implementation runs: the guarantees, then noun by noun.

import type { Store, StoredRoom } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { accountContract } from './account-contract.ts'
import { changeContract } from './change-contract.ts'
import { fileContract } from './file-contract.ts'
import { bodies, entry, file, noon, person, room, type StoreAtHand } from './fixtures.ts'
import { messageContract } from './message-contract.ts'
import { linkContract } from './link-contract.ts'
import { moderationContract } from './moderation-contract.ts'
import { operatorContract } from './operator-contract.ts'
import { personContract } from './person-contract.ts'
import { retentionContract } from './retention-contract.ts'
import { roomContract } from './room-contract.ts'
import { searchContract } from './search-contract.ts'

const unavailable = expect.objectContaining({ code: 'unavailable', retry: true })

export function storeContract(name: string, open: () => Promise<StoreAtHand>): void {
  describe(`the ${name} store`, () => {
    let at: StoreAtHand
    beforeAll(async () => {
      at = await open()
    })
    afterAll(() => at.close())

    guaranteeContract(() => at)
    personContract(() => at)
    accountContract(() => at)
    roomContract(() => at)
    moderationContract(() => at)
    linkContract(() => at)
    messageContract(() => at)
    changeContract(() => at)
    fileContract(() => at)
    searchContract(() => at)
    operatorContract(() => at)
    // Last: it forgets what the others have left.
    retentionContract(() => at)
  })
}

function guaranteeContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let tea: StoredRoom
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice')
    tea = await room(store, alice)
  })

  test('what cannot be committed is refused and seen by nobody; later it works again [R-STORE-1]', async () => {
    await store.append(entry(tea, alice, 'before'))
    const release = at().obstruct()
    const refused = await Promise.allSettled([
      store.append(entry(tea, alice, 'lost', { clientId: 'retried' })),
      store.setTopic({ room: tea.id, topic: 'lost', by: alice, at: noon }),
    ])
    expect(refused.map((result) => result.status === 'rejected' && result.reason)).toEqual([unavailable, unavailable])
    expect(await bodies(store, tea)).toEqual(['before'])
    release()
    expect(await bodies(store, tea)).toEqual(['before'])
    const retried = await store.append(entry(tea, alice, 'after', { clientId: 'retried' }))
    expect(retried).toMatchObject({ seq: 2, repeated: false })
    expect(await store.findRoom({ slug: tea.slug, fold: '' })).toMatchObject({ topic: '', seq: 2 })
  })

  test('writes take effect in the order in which they are given, whatever they are [R-STORE-2]', async () => {
    const bob = await person(store, 'bob')
    const results = await Promise.all([
      store.append(entry(tea, alice, 'one')),
      store.joinRoom({ room: tea.id, person: bob.id, at: noon }),
      store.append(entry(tea, bob, 'two')),
      store.leaveRoom({ room: tea.id, person: bob.id, at: noon }),
      store.joinRoom({ room: tea.id, person: bob.id, at: noon }),
      store.append(entry(tea, bob, 'three')),
    ])
    expect(results).toMatchObject([{ seq: 1 }, { since: 1 }, { seq: 2 }, { closed: false }, { since: 2 }, { seq: 3 }])
    expect(await bodies(store, tea)).toEqual(['one', 'two', 'three'])
  })

  test('a write that cannot be made does not harm those given with it [R-STORE-2]', async () => {
    await store.append(entry(tea, alice, 'first', { file: file(`${tea.slug}-file`) }))
    const results = await Promise.allSettled([
      store.append(entry(tea, alice, 'second')),
      store.append(entry(tea, alice, 'of a file whose id is taken', { file: file(`${tea.slug}-file`) })),
      store.append(entry({ id: 999_999 }, alice, 'to no room')),
      store.append(entry(tea, alice, 'third')),
    ])
    expect(results).toMatchObject([
      { value: { seq: 2 } },
      { reason: { code: 'unavailable' } },
      { reason: { code: 'no-such-room' } },
      { value: { seq: 3 } },
    ])
    expect(await bodies(store, tea)).toEqual(['first', 'second', 'third'])
  })

  test('numbers have no gaps, times always increase, whatever the clock does, in every room [R-STORE-3]', async () => {
    const other = await room(store, alice)
    const given = fc.array(fc.record({ late: fc.integer({ min: -5_000, max: 5_000 }), in: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(given, async (entries) => {
        await Promise.all(
          entries.map((one) => store.append(entry(one.in ? tea : other, alice, 'x', { at: noon + one.late }))),
        )
      }),
      { numRuns: 20 },
    )
    for (const { id } of [tea, other]) {
      const entries = await store.history({ room: id, limit: 10_000, from: 'oldest' })
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
      expect(entries.every(({ at }, index) => index === 0 || at > (entries[index - 1]?.at ?? 0))).toBe(true)
    }
  })

  test('a time that the room has not had yet is kept as it was given [R-STORE-3]', async () => {
    const times = [noon, noon, noon - 1_000, noon + 1_000]
    const appended = await Promise.all(times.map((time) => store.append(entry(tea, alice, 'x', { at: time }))))
    expect(appended.map(({ at }) => at - noon)).toEqual([0, 1, 2, 1_000])
  })

  test('a repeated client id gets the first numbers, in the same commit and in a later one [R-STORE-4]', async () => {
    const say = (body: string) => store.append(entry(tea, alice, body, { clientId: 'c1' }))
    const [first, again] = await Promise.all([say('hello'), say('hello')])
    expect(first).toEqual({ seq: 1, at: noon, repeated: false })
    expect(again).toEqual({ seq: 1, at: noon, repeated: true })
    expect(await say('hello')).toEqual(again)
    expect(await bodies(store, tea)).toEqual(['hello'])
    expect(await store.append(entry(tea, alice, 'next'))).toMatchObject({ seq: 2 })
  })

  test('a repeated client id gets the first file; the second is not kept [R-STORE-4]', async () => {
    const [kept, dropped] = [file(`${tea.slug}-kept`), file(`${tea.slug}-dropped`)]
    const share = (shared: typeof kept) => store.append(entry(tea, alice, '', { clientId: 'f1', file: shared }))
    expect(await share(kept)).toEqual({ seq: 1, at: noon, repeated: false })
    expect(await share(dropped)).toEqual({ seq: 1, at: noon, repeated: true, file: kept })
    expect(await store.findFile(dropped.id)).toBeUndefined()
  })

  test('the client ids of two people have nothing to do with each other [R-STORE-4]', async () => {
    const bob = await person(store, 'bob')
    const said = [alice, bob].map((author) => store.append(entry(tea, author, author.name, { clientId: 'same' })))
    expect(await Promise.all(said)).toMatchObject([{ seq: 1 }, { seq: 2 }])
  })

  test('a read sees every write that had resolved [R-STORE-5]', async () => {
    for (let seq = 1; seq <= 50; seq++) {
      await store.append(entry(tea, alice, String(seq)))
      const [newest] = await store.history({ room: tea.id, limit: 1, from: 'newest' })
      expect(newest?.body).toBe(String(seq))
    }
  })

  test('reads are answered while a write waits [R-STORE-5]', async () => {
    await store.append(entry(tea, alice, 'before'))
    const release = at().obstruct()
    let state = 'waiting'
    const waiting = store.append(entry(tea, alice, 'waiting')).catch(() => {
      state = 'refused'
    })
    expect(await bodies(store, tea)).toEqual(['before'])
    expect(state).toBe('waiting')
    release()
    await waiting
  })

  test('after a crash everything acknowledged is there, once and in order [R-STORE-6]', async () => {
    const acknowledged = await at().killWhileAppending({ room: tea, author: alice, acknowledgements: 2_000 })
    store = at().store
    const entries = await store.history({ room: tea.id, limit: 100_000, from: 'oldest' })
    expect(acknowledged.length).toBeGreaterThanOrEqual(2_000)
    expect(entries.length).toBeGreaterThanOrEqual(acknowledged.length)
    expect(entries.map(({ seq, body }) => `${seq} is ${body}`)).toEqual(
      entries.map((_, i) => `${i + 1} is entry ${i + 1}`),
    )
    for (const { seq, at: time } of acknowledged) expect(entries[seq - 1]?.at).toBe(time)
    expect(await store.append(entry(tea, alice, 'after'))).toMatchObject({ seq: entries.length + 1 })
  })

  test('nothing is lost by closing and opening again; the history keeps its name [R-STORE-7]', async () => {
    const { epoch, lobby } = store
    await store.append(entry(tea, alice, 'hello', { clientId: 'c1' }))
    const given = store.append(entry(tea, alice, 'given and not waited for'))
    store = await at().reopen()
    expect(await given).toMatchObject({ seq: 2 })
    expect(store.epoch).toBe(epoch)
    expect(epoch.length).toBeGreaterThan(8)
    expect(store.lobby).toMatchObject({ id: lobby.id, slug: 'lobby', name: 'Lobby', kind: 'lobby', lifetime: 'kept' })
    expect(await bodies(store, tea)).toEqual(['hello', 'given and not waited for'])
    expect(await store.append(entry(tea, alice, 'hello', { clientId: 'c1' }))).toMatchObject({ seq: 1, repeated: true })
    expect(await store.append(entry(tea, alice, 'more', { at: 1 }))).toMatchObject({ seq: 3, at: noon + 2 })
  })

  test('what is asked of a store that closes is refused with `closing` [R-STORE-7]', async () => {
    const closed = store
    store = await at().reopen()
    await expect(closed.append(entry(tea, alice, 'late'))).rejects.toMatchObject({ code: 'closing' })
    await expect(bodies(closed, tea)).rejects.toMatchObject({ code: 'closing' })
  })
}
