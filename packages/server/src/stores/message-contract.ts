// What every store must do with entries: read back any span of a room, find files, keep read markers.

import type { Store, StoredRoom } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'

import { entry, file, newRoom, noon, person, room, type StoreAtHand, unusedName } from './fixtures.ts'

export function messageContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let tea: StoredRoom
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice')
    tea = await room(store, alice)
  })

  test('any span of a room comes in ascending order, from either end [R-STORE-8]', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.append(entry(tea, alice, String(i + 1)))))
    const edge = fc.option(fc.integer({ min: 0, max: 25 }), { nil: undefined })
    const spans = fc.record({
      after: edge,
      before: edge,
      limit: fc.integer({ min: 1, max: 25 }),
      from: fc.constantFrom('oldest' as const, 'newest' as const),
    })
    await fc.assert(
      fc.asyncProperty(spans, async ({ after, before, limit, from }) => {
        const edges = { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) }
        const entries = await store.history({ room: tea.id, limit, from, ...edges })
        const all = Array.from({ length: 20 }, (_, i) => i + 1).filter((n) => n > (after ?? 0) && n < (before ?? 99))
        expect(entries.map(({ seq }) => seq)).toEqual(from === 'oldest' ? all.slice(0, limit) : all.slice(-limit))
      }),
      { numRuns: 50 },
    )
  })

  test('an entry is read back as it was said, under the name its author had then [R-STORE-8]', async () => {
    const shared = file(`${tea.slug}-cat`)
    const body = 'späce\n\t"quotes" \u{1f986} \u0301 and 1 \u2028 line'
    await store.append(entry(tea, alice, body, { clientId: 'c' }))
    await store.renamePerson({ id: alice.id, name: `${alice.name} II`, skeleton: `${alice.name}ii` })
    await store.append(entry(tea, { ...alice, name: `${alice.name} II` }, '', { file: shared }))
    expect(await store.history({ room: tea.id, limit: 9, from: 'oldest' })).toEqual([
      { seq: 1, at: noon, author: alice, body },
      { seq: 2, at: noon + 1, author: { id: alice.id, name: `${alice.name} II` }, body: '', file: shared },
    ])
  })

  test('a read marker moves forward only, and never beyond the newest entry [R-STORE-10]', async () => {
    await Promise.all(['one', 'two', 'three'].map((body) => store.append(entry(tea, alice, body))))
    const mark = (seq: number) => store.markRead({ room: tea.id, person: alice.id, seq })
    expect([await mark(2), await mark(1), await mark(99)]).toEqual([
      { seq: 2, at: noon + 1, moved: true },
      { seq: 2, at: noon + 1, moved: false },
      { seq: 3, at: noon + 2, moved: true },
    ])
    const memberships = await store.memberships(alice.id)
    expect(memberships.find(({ room }) => room.id === tea.id)).toMatchObject({ read: 3, readAt: noon + 2, since: 0 })
    const bob = await person(store, 'bob')
    await expect(store.markRead({ room: tea.id, person: bob.id, seq: 1 })).rejects.toMatchObject({ code: 'not-joined' })
  })

  test('the lobby has a read marker for everybody [R-STORE-10]', async () => {
    const { seq } = await store.append(entry(store.lobby, alice, 'hello'))
    const mark = (to: number) => store.markRead({ room: store.lobby.id, person: alice.id, seq: to })
    expect([await mark(seq), await mark(seq - 1)]).toMatchObject([{ seq }, { seq }])
    const [lobby] = await store.memberships(alice.id)
    expect(lobby).toMatchObject({ room: { id: store.lobby.id, seq }, since: seq - 1, read: seq })
  })

  test('a read marker by time stands at the newest entry until then; one by seq at its entry’s time [R-STORE-49]', async () => {
    for (const after of [0, 10, 20]) await store.append(entry(tea, alice, 'x', { at: noon + after }))
    const mark = (to: { seq?: number; at?: number }) => store.markRead({ room: tea.id, person: alice.id, ...to })
    expect(await mark({})).toEqual({ seq: 0, moved: false })
    expect(await mark({ at: noon + 15 })).toEqual({ seq: 2, at: noon + 10, moved: true })
    expect(await mark({ at: noon + 9 })).toEqual({ seq: 2, at: noon + 10, moved: false })
    expect(await mark({ seq: 3 })).toEqual({ seq: 3, at: noon + 20, moved: true })
    expect(await mark({ at: noon + 1_000 })).toEqual({ seq: 3, at: noon + 20, moved: false })
    expect(await mark({})).toEqual({ seq: 3, at: noon + 20, moved: false })
  })

  test('a time in an empty room is kept as it was given, and moves forward only [R-STORE-49]', async () => {
    const mark = (to: { seq?: number; at?: number }) => store.markRead({ room: tea.id, person: alice.id, ...to })
    expect(await mark({ at: 1_000 })).toEqual({ seq: 0, at: 1_000, moved: true })
    expect(await mark({ at: 999 })).toEqual({ seq: 0, at: 1_000, moved: false })
    await store.append(entry(tea, alice, 'x'))
    expect(await mark({ at: 2_000 })).toEqual({ seq: 0, at: 2_000, moved: true })
    expect(await mark({ seq: 1 })).toEqual({ seq: 1, at: noon, moved: true })
  })

  test('whatever several devices mark, by seq and by time, they agree on the furthest [R-STORE-49]', async () => {
    for (let seq = 1; seq <= 9; seq++) await store.append(entry(tea, alice, 'x', { at: noon + seq * 10 }))
    const marks = fc.array(fc.record({ seq: fc.integer({ min: 1, max: 12 }), byTime: fc.boolean() }), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(marks, async (given) => {
        const reader = await person(store, 'reader')
        await store.joinRoom({ room: tea.id, person: reader.id, at: noon })
        const fresh = await room(store, reader)
        for (let seq = 1; seq <= 9; seq++) await store.append(entry(fresh, alice, 'x', { at: noon + seq * 10 }))
        const one = { room: fresh.id, person: reader.id }
        const to = ({ seq, byTime }: (typeof given)[number]) => (byTime ? { at: noon + seq * 10 + 5 } : { seq })
        await Promise.all(given.map((mark) => store.markRead({ ...one, ...to(mark) })))
        const furthest = Math.min(9, Math.max(...given.map(({ seq }) => seq)))
        expect(await store.markRead(one)).toEqual({ seq: furthest, at: noon + furthest * 10, moved: false })
      }),
      { numRuns: 20 },
    )
  })

  test('the time that somebody has read up to is there again when they are, also in a room made anew [R-STORE-50]', async () => {
    const name = unusedName('fleeting')
    const make = () => room(store, alice, { ...newRoom(name, alice), lifetime: 'while-occupied' })
    const first = await make()
    await store.markRead({ room: first.id, person: alice.id, at: 1_000 })
    expect(await store.leaveRoom({ room: first.id, person: alice.id, at: noon })).toEqual({ closed: true })
    const again = await make()
    expect(await store.markRead({ room: again.id, person: alice.id })).toEqual({ seq: 0, at: 1_000, moved: false })
  })

  test('history is read by times too, and by times and seqs together [R-STORE-51]', async () => {
    const times = Array.from({ length: 30 }, (_, i) => noon + i * 10)
    await Promise.all(times.map((time) => store.append(entry(tea, alice, 'x', { at: time }))))
    const edge = fc.option(fc.integer({ min: -1, max: 32 }), { nil: undefined })
    const time = fc.option(fc.integer({ min: -20, max: 320 }), { nil: undefined })
    const spans = fc.record(
      { after: edge, before: edge, afterAt: time, beforeAt: time, limit: fc.integer({ min: 1, max: 40 }) },
      { requiredKeys: ['limit'] },
    )
    await fc.assert(
      fc.asyncProperty(spans, fc.boolean(), async ({ limit, ...given }, newest) => {
        const { after = 0, before = 99, afterAt = -99, beforeAt = 999 } = given
        const edges = { after, before, afterAt: noon + afterAt, beforeAt: noon + beforeAt }
        const from = newest ? 'newest' : 'oldest'
        const found = await store.history({ room: tea.id, limit, from, ...edges })
        const all = times.flatMap((at, i) => (at > edges.afterAt && at < edges.beforeAt ? [i + 1] : []))
        const wanted = all.filter((seq) => seq > after && seq < before)
        expect(found.map(({ seq }) => seq)).toEqual(newest ? wanted.slice(-limit) : wanted.slice(0, limit))
      }),
      { numRuns: 100 },
    )
  })

  test('an entry keeps all that it was given, and is found by its seq [R-STORE-52]', async () => {
    const rare = {
      kind: 'notice' as const,
      reply: 1,
      mentions: [alice.id],
      tags: { 'example.org/x': 'ä "\\', '__proto__': 'y' },
      wraps: [3, 5],
    }
    const signedIn = { ...alice, account: 'Alice' }
    await store.append(entry(tea, signedIn, 'plain'))
    await store.append(entry(tea, alice, 'rich', rare))
    const [plain, rich] = [
      { seq: 1, at: noon, author: signedIn, body: 'plain' },
      { seq: 2, at: noon + 1, author: alice, body: 'rich', ...rare },
    ]
    expect(await store.history({ room: tea.id, limit: 9, from: 'oldest' })).toEqual([plain, rich])
    expect(await store.entry({ room: tea.id, seq: 2 })).toEqual(rich)
    expect(await store.entry({ room: tea.id, seq: 3 })).toBeUndefined()
  })

  test('the rooms whose newest entry is of between two times come in the order of those [R-STORE-53]', async () => {
    const later = noon + 86_400_000 // than whatever was said in the lobby
    const reader = await person(store, 'reader')
    const rooms = await Promise.all([1, 2, 3].map(() => room(store, reader)))
    for (const [i, one] of rooms.entries()) {
      for (const hour of [1, 2]) await store.append(entry(one, alice, 'x', { at: later + hour * 100 - i }))
    }
    const targets = async (limit: number, afterAt: number, beforeAt: number) => {
      const found = await store.targets({
        person: reader.id,
        afterAt: later + afterAt,
        beforeAt: later + beforeAt,
        limit,
      })
      return found.map(({ room, at }) => [room.id, at - later])
    }
    const [a, b, c] = rooms.map(({ id }) => id)
    expect(await targets(9, 0, 1_000)).toEqual([
      [c, 198],
      [b, 199],
      [a, 200],
    ])
    expect(await targets(2, 0, 1_000)).toEqual([
      [c, 198],
      [b, 199],
    ])
    expect(await targets(9, 0, 199)).toEqual([[c, 198]])
    expect(await targets(9, 199, 1_000)).toEqual([[a, 200]])
    expect(await store.targets({ person: 999_999, limit: 9 })).toEqual([])
  })

  test('topics and signals have times of their own among those of the entries, whatever the clock does [R-STORE-64]', async () => {
    const signal = (time: number) => store.keepSignal({ room: tea.id, by: alice, tags: { a: 'b' }, at: time })
    const topic = (time: number) => store.setTopic({ room: tea.id, topic: `${time}`, by: alice, at: time })
    const say = (time: number) => store.append(entry(tea, alice, 'x', { at: time }))
    const given = [say(noon), topic(noon), signal(noon - 5), say(noon + 1), topic(noon + 90), say(noon + 90)]
    const times = (await Promise.all(given)).map(({ at: time }) => time - noon)
    expect(times).toEqual([0, 1, 2, 3, 90, 91])
    store = await at().reopen()
    await topic(noon + 95)
    store = await at().reopen()
    expect(await say(noon)).toMatchObject({ seq: 4, at: noon + 96 })
    expect(await store.findRoom({ slug: tea.slug, fold: '' })).toMatchObject({ topicAt: noon + 95 })
  })

  test('what happened in a room is read back in order, by times and by the times of entries [R-STORE-65]', async () => {
    const by = { ...alice, account: 'Alice' }
    const tags = { 'draft/persist': '', 'x': 'ä "\\' }
    for (const topic of ['one', 'two', 'three']) {
      await store.append(entry(tea, alice, topic))
      await store.setTopic({ room: tea.id, topic, by, at: noon })
    }
    await store.keepSignal({ room: tea.id, by: alice, tags, at: noon })
    const read = async (bounds: Partial<Parameters<Store['happenings']>[0]>) => {
      const found = await store.happenings({ room: tea.id, limit: 9, from: 'oldest', ...bounds })
      return found.map(({ at: time }) => time - noon)
    }
    expect(await store.happenings({ room: tea.id, limit: 2, from: 'newest' })).toEqual([
      { at: noon + 5, by, topic: 'three' },
      { at: noon + 6, by: alice, tags },
    ])
    expect(await read({})).toEqual([1, 3, 5, 6])
    expect(await read({ limit: 2 })).toEqual([1, 3])
    expect(await read({ afterAt: noon + 1, beforeAt: noon + 5 })).toEqual([3])
    expect(await read({ after: 2 })).toEqual([3, 5, 6])
    expect(await read({ before: 2 })).toEqual([1])
    expect(await read({ after: 1, before: 3 })).toEqual([1, 3])
    expect(await read({ after: 0, before: 99 })).toEqual([1, 3, 5, 6])
    expect(await read({ after: 99 })).toEqual([5, 6])
    expect(await read({ room: (await room(store, alice)).id })).toEqual([])
  })
}
