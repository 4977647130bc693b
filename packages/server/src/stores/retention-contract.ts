// What every store must do when it forgets: nothing from before a time is left, and rooms go on as if it had been read.

import type { Store, StoredRoom } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'

import { bodies, entry, file, noon, person, room, type StoreAtHand } from './fixtures.ts'

type Span = Parameters<Store['history']>[0]

export function retentionContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let bob: Author
  let tea: StoredRoom
  // Each test is of a later time, which what the others have left in the store does not reach.
  let began = noon
  let [old, cut, late] = [0, 0, 0]
  beforeEach(async () => {
    began += 1_000_000
    ;[old, cut, late] = [began + 1_000, began + 2_000, began + 3_000]
    store = at().store
    alice = await person(store, 'alice')
    bob = await person(store, 'bob')
    tea = await room(store, alice)
  })

  const say = async (...said: readonly (readonly [body: string, at: number])[]) => {
    for (const [body, time] of said) await store.append(entry(tea, alice, body, { at: time }))
  }
  const seqs = async (more: Partial<Span> = {}) => {
    const entries = await store.history({ room: tea.id, limit: 99, from: 'oldest', ...more })
    return entries.map(({ seq }) => seq)
  }
  const happened = async (more: Partial<Span> = {}) => {
    const found = await store.happenings({ room: tea.id, limit: 99, from: 'oldest', ...more })
    return found.map(({ at: time }) => time)
  }
  const found = async (text: string) => {
    const hits = await store.search({ person: alice.id, room: tea.id, text, limit: 9 })
    return hits.map(({ body }) => body)
  }

  test('what is older than a time is forgotten, with its reactions, files and changes; what is not stays [R-STORE-70]', async () => {
    const [gone, kept] = [file(`${tea.slug}-gone`), file(`${tea.slug}-kept`)]
    await store.append(entry(tea, alice, 'old needle', { at: old, file: gone }))
    await say(['edited', old])
    await store.append(entry(tea, alice, 'new needle', { at: late, file: kept }))
    await store.react({ room: tea.id, seq: 1, person: bob, text: '👍', on: true, at: old })
    await store.editEntry({ room: tea.id, seq: 2, body: 'a needle too', at: late })
    await store.editEntry({ room: tea.id, seq: 3, body: 'newest needle', at: late })
    expect(await forgetAll(store, cut)).toBeGreaterThanOrEqual(2)
    expect(await bodies(store, tea)).toEqual(['newest needle'])
    expect(await found('needle')).toEqual(['newest needle'])
    expect(await store.findFile(gone.id)).toBeUndefined()
    expect(await store.findFile(kept.id)).toMatchObject(kept)
    expect(await store.entry({ room: tea.id, seq: 1 })).toBeUndefined()
    const changed = await store.changedEntries({ room: tea.id, rev: 0, upTo: 99, limit: 9 })
    expect(changed.map(({ seq }) => seq)).toEqual([3])
    expect(await store.react({ room: tea.id, seq: 1, person: bob, text: '👍', on: true, at: late })).toBeUndefined()
    expect(await store.findRoom({ slug: tea.slug, fold: '' })).toMatchObject({ seq: 3, rev: 3 })
    expect(await forgetAll(store, cut)).toBe(0)
  })

  test('direct rooms are no exception, and of a closed room nothing is left [R-STORE-70]', async () => {
    const [direct, fleeting] = await Promise.all([
      store.openDirectRoom({ people: [alice.id, bob.id], at: noon }),
      room(store, alice, { lifetime: 'while-occupied' }),
    ])
    const shared = file(`${tea.slug}-fleeting`)
    await store.append(entry(direct, alice, 'between us', { at: old }))
    await store.append(entry(fleeting, alice, 'to nobody', { at: old, file: shared }))
    await store.leaveRoom({ room: fleeting.id, person: alice.id, at: old })
    await forgetAll(store, cut)
    expect([await bodies(store, direct), await bodies(store, fleeting)]).toEqual([[], []])
    expect(await store.findFile(shared.id)).toBeUndefined()
    expect(await store.append(entry(direct, bob, 'still here?', { at: late }))).toMatchObject({ seq: 2 })
    store = await at().reopen()
    expect(await store.openDirectRoom({ people: [bob.id, alice.id], at: late })).toMatchObject({
      id: direct.id,
      seq: 2,
    })
  })

  test('a room goes on with the next number and a later time, also when all of it was forgotten [R-STORE-71]', async () => {
    await say(['one', old], ['two', cut - 1])
    await store.react({ room: tea.id, seq: 2, person: bob, text: '👍', on: true, at: old })
    await forgetAll(store, cut)
    const nothingIsLeft = async (seq: number) => {
      expect(await store.findRoom({ slug: tea.slug, fold: '' })).toMatchObject({ seq })
      expect([await seqs(), await found(''), await found('two')]).toEqual([[], [], []])
      expect(await store.entry({ room: tea.id, seq })).toBeUndefined()
      expect(await store.editEntry({ room: tea.id, seq, body: 'x', at: late })).toBeUndefined()
      expect(await store.targets({ person: alice.id, afterAt: noon, limit: 99 })).not.toContainEqual(
        expect.objectContaining({ room: expect.objectContaining({ id: tea.id }) }),
      )
    }
    await nothingIsLeft(2)
    store = await at().reopen()
    await nothingIsLeft(2)
    // Whatever the clock does.
    expect(await store.append(entry(tea, alice, 'three', { at: noon }))).toEqual({ seq: 3, at: cut, repeated: false })
    expect(await seqs()).toEqual([3])
    await forgetAll(store, late)
    await nothingIsLeft(3)
    expect(await store.append(entry(tea, alice, 'four', { at: late }))).toMatchObject({ seq: 4 })
  })

  test('topics and signals are forgotten as well; the topic that a room has stays [R-STORE-72]', async () => {
    const topic = (text: string, time: number) => store.setTopic({ room: tea.id, topic: text, by: alice, at: time })
    await say(['one', old])
    await topic('old', old + 1)
    await store.keepSignal({ room: tea.id, by: alice, tags: { a: 'b' }, at: old + 2 })
    await topic('kept', cut)
    await say(['two', late])
    await topic('new', late + 1)
    await forgetAll(store, cut)
    expect(await happened()).toEqual([cut, late + 1])
    // What is before or after an entry, forgotten or not.
    expect([await happened({ before: 1 }), await happened({ after: 1 })]).toEqual([[], [cut, late + 1]])
    expect([await happened({ before: 2 }), await happened({ after: 2 })]).toEqual([[cut], [late + 1]])
    await forgetAll(store, late + 2)
    expect(await happened()).toEqual([])
    expect(await store.findRoom({ slug: tea.slug, fold: '' })).toMatchObject({ topic: 'new', topicAt: late + 1 })
  })

  test('it goes step by step, and each step forgets no more than it may [R-STORE-73]', async () => {
    await say(...Array.from({ length: 7 }, (_, n) => [`${n}`, old + n] as const), ['new', late])
    await store.append(entry(tea, alice, 'x'.repeat(10_000), { at: late + 1 }))
    const left: number[][] = []
    let next: number | undefined = tea.id
    while (next === tea.id) {
      const step = await store.forget({ before: cut, entriesMax: 3, next })
      expect(step.entries).toBeLessThanOrEqual(3)
      left.push(await seqs())
      ;({ next } = step)
    }
    expect(left.slice(0, 3)).toEqual([
      [4, 5, 6, 7, 8, 9],
      [7, 8, 9],
      [8, 9],
    ])
    // A long entry is as much as many short ones, and still it goes.
    await say(['short', late + 2], ['newest', late + 3])
    const reactions = Array.from({ length: 9 }, (_, n) => `${n}`)
    await Promise.all(
      reactions.map((text) => store.react({ room: tea.id, seq: 10, person: bob, text, on: true, at: late })),
    )
    const step = () => store.forget({ before: late + 9, entriesMax: 4, next: tea.id })
    expect([await step(), await seqs()]).toEqual([{ entries: 2, next: tea.id }, [10, 11]])
    expect([await step(), await seqs()]).toEqual([{ entries: 1, next: tea.id }, [11]])
  })

  test('whatever is forgotten in whatever steps, what is left of every room is what is younger [R-STORE-73]', async () => {
    const other = await room(store, alice)
    const times = fc.array(fc.tuple(fc.boolean(), fc.nat(900)), { maxLength: 30 })
    let from = late
    await fc.assert(
      fc.asyncProperty(times, fc.nat(1_000), fc.integer({ min: 1, max: 9 }), async (given, before, entriesMax) => {
        from += 1_000
        const appended = await Promise.all(
          given.map(async ([isTea, time]) => {
            const one = isTea ? tea : other
            return { id: one.id, ...(await store.append(entry(one, alice, 'x', { at: from + time }))) }
          }),
        )
        await forgetAll(store, from + before, entriesMax)
        for (const { id } of [tea, other]) {
          const left = await store.history({ room: id, limit: 999, from: 'oldest' })
          const young = appended.filter((one) => one.id === id && one.at >= from + before)
          expect(left.map(({ seq }) => seq)).toEqual(young.map(({ seq }) => seq))
        }
        await forgetAll(store, from + 1_000)
      }),
      { numRuns: 20 },
    )
  })

  test('what is forgotten counts as read, and markers only move forward [R-STORE-74]', async () => {
    await store.joinRoom({ room: tea.id, person: bob.id, at: noon })
    const signal = { room: store.lobby.id, author: bob, body: 'to all', at: old }
    const { seq: lobbySeq } = await store.append(signal)
    await say(['one', old], ['two', old + 10], ['three', late], ['four', late + 10])
    const mark = (to: { seq?: number; at?: number }) => store.markRead({ room: tea.id, person: bob.id, ...to })
    expect(await mark({ seq: 1 })).toEqual({ seq: 1, at: old, moved: true })
    await forgetAll(store, cut)
    const reads = async () => {
      const memberships = await store.memberships(bob.id)
      return memberships.map(({ room: { id }, read }) => [id, read])
    }
    expect(await reads()).toEqual([
      [store.lobby.id, lobbySeq],
      [tea.id, 2],
    ])
    expect(await mark({})).toEqual({ seq: 2, at: old, moved: false })
    expect(await mark({ seq: 1 })).toMatchObject({ seq: 2, moved: false })
    // A time from before what is kept is kept as it was given.
    expect(await mark({ at: old + 5 })).toEqual({ seq: 2, at: old + 5, moved: true })
    expect(await mark({ at: late + 5 })).toEqual({ seq: 3, at: late, moved: true })
    await forgetAll(store, late + 99)
    expect(await reads()).toContainEqual([tea.id, 4])
    expect(await mark({ at: late + 999 })).toEqual({ seq: 4, at: late + 10, moved: true })
  })

  test('a client id is worth nothing any more when its entry was forgotten [R-STORE-75]', async () => {
    const again = (time: number) => store.append(entry(tea, alice, 'hello', { clientId: 'c', at: time }))
    await again(old)
    expect(await again(late)).toEqual({ seq: 1, at: old, repeated: true })
    await forgetAll(store, cut)
    expect(await again(late)).toEqual({ seq: 2, at: late, repeated: false })
    expect(await again(late)).toMatchObject({ seq: 2, repeated: true })
  })

  test('a guest of whom nothing is left but forgotten entries is deleted when the store is opened [R-STORE-77]', async () => {
    const later = began + 31 * 86_400_000
    const [guest, talker] = [
      await person(store, 'guest', `${tea.slug}-1`),
      await person(store, 'talker', `${tea.slug}-2`),
    ]
    for (const one of [guest, talker]) await store.append(entry(tea, one, 'I was here', { at: old }))
    await store.setTopic({ room: tea.id, topic: 'mine', by: guest, at: old })
    await store.react({ room: tea.id, seq: 2, person: guest, text: '👍', on: true, at: old })
    await store.openDirectRoom({ people: [talker.id, alice.id], at: old })
    for (const { id } of [guest, talker]) await store.releasePerson({ id, forget: false, at: old })
    const back = (digest: string) => store.resumePerson({ digest: `${tea.slug}-${digest}`, at: later })
    store = await at().reopen(later)
    expect(await back('1')).toMatchObject({ id: guest.id })
    await store.releasePerson({ id: guest.id, forget: false, at: old })
    await forgetAll(store, cut)
    store = await at().reopen(later)
    expect(await back('1')).toBeUndefined()
    expect(await back('2')).toMatchObject({ id: talker.id })
  })

  test('it tells which bytes no file has, neither of an entry nor one that an account keeps [R-STORE-78]', async () => {
    const files = ['a', 'b', 'c', 'd'].map((letter) => ({
      ...file(`${tea.slug}-${letter}`),
      sha256: `${letter}-${tea.slug}`,
    }))
    const [shared, erased, forgotten, kept] = files as [File, File, File, File]
    const nameless = 'e'.repeat(64)
    const hashes = [...files.map(({ sha256 }) => sha256), nameless]
    expect(await store.unshared(hashes)).toEqual(hashes)
    await store.append(entry(tea, alice, '', { at: old, file: forgotten }))
    await store.append(entry(tea, alice, '', { at: late, file: erased }))
    await store.append(entry(tea, alice, '', { at: late, file: shared }))
    const twin = { ...file(`${tea.slug}-twin`), sha256: erased.sha256 }
    await store.append(entry(tea, alice, '', { at: late, file: twin }))
    const { name } = await person(store, 'keeper')
    const account = await store.createAccount({ name: `${name} k`, skeleton: `${name} k`, at: noon })
    if (typeof account === 'string') throw new Error(account)
    await store.keepFile({ file: kept, person: account.person, at: old })
    expect(await store.unshared(hashes)).toEqual([nameless])
    await store.eraseEntry({ room: tea.id, seq: 2, by: alice, at: late })
    expect(await store.unshared(hashes)).toEqual([nameless])
    await store.eraseEntry({ room: tea.id, seq: 4, by: alice, at: late })
    expect(await store.unshared(hashes)).toEqual([erased.sha256, nameless])
    await forgetAll(store, cut)
    expect(await store.unshared(hashes)).toEqual([erased.sha256, forgotten.sha256, kept.sha256, nameless])
  })
}

type File = ReturnType<typeof file>

/** Resolves with how many entries were forgotten. */
async function forgetAll(store: Store, before: number, entriesMax = 100): Promise<number> {
  let entries = 0
  for (let next: number | undefined = 0; next !== undefined;) {
    const step: Awaited<ReturnType<Store['forget']>> = await store.forget({ before, entriesMax, next })
    entries += step.entries
    next = step.next
  }
  return entries
}
