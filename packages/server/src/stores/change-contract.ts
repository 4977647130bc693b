// What every store must do when entries change: edit, erase, react, and tell what changed since.

import type { Store, StoredRoom } from '@hubbub/core'
import { type Author, limits } from '@hubbub/protocol'
import { beforeEach, expect, test } from 'vitest'

import { entry, file, noon, person, room, type StoreAtHand } from './fixtures.ts'

export function changeContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let bob: Author
  let tea: StoredRoom
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice')
    bob = await person(store, 'bob')
    tea = await room(store, alice)
  })

  const rich = { kind: 'action' as const, reply: 1, mentions: [7], tags: { x: 'y' }, wraps: [2] }
  const read = (seq: number) => store.entry({ room: tea.id, seq })
  const edit = (seq: number, body: string) => store.editEntry({ room: tea.id, seq, body, at: noon + 5 })
  const erase = (seq: number, more: { reason?: string } = {}) =>
    store.eraseEntry({ room: tea.id, seq, by: bob, at: noon + 6, ...more })
  const react = (seq: number, person: Author, { text = '👍', on = true } = {}) =>
    store.react({ room: tea.id, seq, person, text, on, at: noon + 7 })

  test('an edited entry has other words, and all else but the places to wrap [R-STORE-46]', async () => {
    await store.append(entry(tea, alice, 'helo', rich))
    const { wraps, ...kept } = rich
    const edited = { seq: 1, at: noon, author: alice, body: 'hello', ...kept, editedAt: noon + 5, rev: 1 }
    expect(await read(1)).toMatchObject({ wraps })
    expect(await edit(1, 'hello')).toEqual({ entry: edited, changed: true })
    expect(await edit(1, 'hello')).toEqual({ entry: edited, changed: false })
    expect(await read(1)).toEqual(edited)
    expect(await edit(2, 'nothing there')).toBeUndefined()
    expect(await store.findRoom({ slug: tea.slug, fold: '' })).toMatchObject({ seq: 1, rev: 1 })
  })

  test('an erased entry keeps its place and nothing of what was said; there is nothing more to change [R-STORE-47]', async () => {
    const shared = file(`${tea.slug}-gone`)
    await store.append(entry(tea, alice, 'secret', { ...rich, file: shared, clientId: 'c' }))
    await react(1, bob)
    const erased = { by: bob, at: noon + 6, reason: 'spam' }
    const left = { seq: 1, at: noon, author: alice, body: '', reply: 1, erased, rev: 2 }
    expect(await erase(1, { reason: 'spam' })).toEqual({ entry: left, changed: true })
    expect(await store.history({ room: tea.id, limit: 9, from: 'oldest' })).toEqual([left])
    expect(await store.findFile(shared.id)).toBeUndefined()
    expect([await erase(1), await edit(1, 'again'), await react(1, bob), await erase(2)]).toEqual(
      Array(4).fill(undefined),
    )
    const repeated = await store.append(entry(tea, alice, 'secret', { clientId: 'c' }))
    expect(repeated).toEqual({ seq: 1, at: noon, repeated: true })
  })

  test('each person reacts with each text once; reactions come in their order, by text [R-STORE-48]', async () => {
    await store.append(entry(tea, alice, 'hello'))
    const signedIn = { ...bob, account: 'Bob' }
    expect(await react(1, alice)).toMatchObject({ changed: true, entry: { rev: 1 } })
    await react(1, signedIn, { text: '🎉' })
    await react(1, signedIn)
    expect(await react(1, alice)).toMatchObject({ changed: false })
    const both = [
      { text: '👍', people: [alice, signedIn] },
      { text: '🎉', people: [signedIn] },
    ]
    expect(await read(1)).toEqual({ seq: 1, at: noon, author: alice, body: 'hello', rev: 3, reactions: both })
    expect(await react(1, alice, { on: false })).toMatchObject({
      changed: true,
      entry: { reactions: [both[1], { text: '👍', people: [signedIn] }], rev: 4 },
    })
    expect(await react(1, alice, { on: false })).toMatchObject({ changed: false })
    await react(1, signedIn, { on: false })
    await react(1, signedIn, { text: '🎉', on: false })
    expect(await read(1)).toEqual({ seq: 1, at: noon, author: alice, body: 'hello', rev: 6 })
  })

  test('an entry has no more reactions than the limit allows [R-STORE-48]', async () => {
    await store.append(entry(tea, alice, 'hello'))
    const texts = Array.from({ length: limits.reactions_per_message_max }, (_, n) => `${n}`)
    await Promise.all(texts.map((text) => react(1, bob, { text })))
    expect(await react(1, bob, { text: 'more' })).toBe('too-many')
    expect(await react(1, bob, { text: '0' })).toMatchObject({ changed: false })
    expect((await read(1))?.reactions).toHaveLength(limits.reactions_per_message_max)
  })

  test('what was changed after a change comes in order of the changes, each entry as it is now [R-STORE-54]', async () => {
    await Promise.all(['one', 'two', 'three', 'four'].map((body) => store.append(entry(tea, alice, body))))
    await react(3, bob) // 1
    await edit(1, 'uno') // 2
    await erase(2) // 3
    await react(1, bob) // 4
    await edit(4, 'quattro') // 5
    const changed = async (rev: number, upTo: number, limit = 9) => {
      const entries = await store.changedEntries({ room: tea.id, rev, upTo, limit })
      return entries.map((one) => [one.seq, one.rev])
    }
    expect(await changed(0, 4)).toEqual([
      [3, 1],
      [2, 3],
      [1, 4],
      [4, 5],
    ])
    expect(await changed(3, 4)).toEqual([
      [1, 4],
      [4, 5],
    ])
    expect(await changed(0, 2)).toEqual([
      [2, 3],
      [1, 4],
    ])
    expect(await changed(0, 4, 1)).toEqual([[3, 1]])
    expect(await changed(5, 4)).toEqual([])
    expect(await store.changedEntries({ room: tea.id, rev: 3, upTo: 1, limit: 1 })).toEqual([await read(1)])
    store = await at().reopen()
    expect(await store.findRoom({ slug: tea.slug, fold: '' })).toMatchObject({ seq: 4, rev: 5 })
    expect(await react(3, alice)).toMatchObject({ entry: { rev: 6 } })
  })

  test('nothing changes in a room that is closed or never was [R-STORE-54]', async () => {
    const fleeting = await room(store, alice, { lifetime: 'while-occupied' })
    await store.append(entry(fleeting, alice, 'hello'))
    await store.leaveRoom({ room: fleeting.id, person: alice.id, at: noon })
    for (const id of [fleeting.id, 999_999]) {
      const change = store.editEntry({ room: id, seq: 1, body: 'late', at: noon })
      await expect(change).rejects.toMatchObject({ code: 'no-such-room' })
    }
  })
}
