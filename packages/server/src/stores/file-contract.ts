// What every store must do with files: tell where each was shared, what is shown of pictures, and how much there is.

import type { NewFile, Store, StoredRoom } from '@hubbub/core'
import { type Author, nameSkeleton } from '@hubbub/protocol'
import { beforeEach, expect, test } from 'vitest'

import { entry, file, noon, person, room, type StoreAtHand, unusedName } from './fixtures.ts'

export function fileContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let tea: StoredRoom
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice')
    tea = await room(store, alice)
  })

  const share = (shared: NewFile, author = alice) => store.append(entry(tea, author, '', { file: shared }))
  const erase = (seq: number) => store.eraseEntry({ room: tea.id, seq, by: alice, at: noon })
  const ban = (mask: string, until: number) => ({ mask, list: 'ban', by: 'alice', at: noon, until }) as const

  /** The author that a newly made account is. */
  async function keeper(): Promise<Author> {
    const name = unusedName('keeper')
    const made = await store.createAccount({ name, skeleton: nameSkeleton(name), at: noon })
    if (typeof made === 'string') throw new Error(made)
    return { id: made.person, name }
  }

  /** One whose bytes no other test has. */
  const unique = (name: string, bytes: number): NewFile => ({ ...file(`${tea.slug}-${name}`), bytes })

  test('a file is found by its id, with the room that it was shared in as that is [R-STORE-9]', async () => {
    const shared = unique('found', 7)
    expect(await store.findFile(shared.id)).toBeUndefined()
    await share(shared)
    await store.addBan({ room: tea.id, ban: ban('ended', 1) })
    await store.addBan({ room: tea.id, ban: ban('stands', Number.MAX_SAFE_INTEGER) })
    const found = await store.findFile(shared.id)
    expect(found).toEqual({ ...shared, room: await store.findRoom({ slug: tea.slug, fold: '' }) })
    expect(found?.room?.bans.map(({ mask }) => mask)).toEqual(['stands'])
  })

  test('a file of an entry that was erased is not found, and one of a closed room is in none [R-FILE-110]', async () => {
    const [erased, closed] = [unique('erased', 7), unique('closed', 7)]
    await share(erased)
    await erase(1)
    expect(await store.findFile(erased.id)).toBeUndefined()
    const fleeting = await room(store, alice, { lifetime: 'while-occupied' })
    await store.append(entry(fleeting, alice, '', { file: closed }))
    await store.leaveRoom({ room: fleeting.id, person: alice.id, at: noon })
    expect(await store.findFile(closed.id)).toEqual(closed)
  })

  test('what is shown of a picture is kept with it, wherever it is read [R-FILE-111]', async () => {
    const picture = { width: 640, height: 480, hash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w' }
    const shown = { ...unique('shown', 9), picture }
    const share = () => store.append(entry(tea, alice, 'look', { file: shown, clientId: 'picture' }))
    expect([await share(), await share()]).toMatchObject([{ seq: 1 }, { repeated: true, file: shown }])
    const [said] = await store.history({ room: tea.id, limit: 1, from: 'newest' })
    const [hit] = await store.search({ person: alice.id, room: tea.id, hasFile: true, limit: 1 })
    expect([said?.file, hit?.file]).toEqual([shown, shown])
    store = await at().reopen()
    expect(await store.findFile(shown.id)).toMatchObject(shown)
    const mine = await keeper()
    const kept = { ...unique('kept', 9), picture }
    await store.keepFile({ file: kept, person: mine.id, at: noon })
    expect(await store.findFile(kept.id)).toEqual({ ...kept, keeper: mine.id })
  })

  test('what an account keeps is found like any file, and counted from a time on [R-STORE-66]', async () => {
    const mine = await keeper()
    expect(await store.keptFiles({ person: mine.id, since: 0 })).toEqual({ files: 0, bytes: 0 })
    const kept = [1, 2, 3].map((hour) => ({ file: file(`${mine.name} ${hour}`), person: mine.id, at: noon + hour }))
    await Promise.all(kept.map((one) => store.keepFile(one)))
    await share(file(`${mine.name} shared`), mine)
    expect(await store.findFile(`${mine.name} 2`)).toEqual({ ...kept[1]?.file, keeper: mine.id })
    expect(await store.keptFiles({ person: mine.id, since: noon })).toEqual({ files: 3, bytes: 21 })
    expect(await store.keptFiles({ person: mine.id, since: noon + 2 })).toEqual({ files: 1, bytes: 7 })
    expect(await store.keptFiles({ person: alice.id, since: 0 })).toEqual({ files: 0, bytes: 0 })
  })

  test('it counts what somebody has shared and kept, and names its bytes, until they are gone [R-FILE-112]', async () => {
    const mine = await keeper()
    const [one, two, kept] = [unique('one', 10), unique('two', 20), unique('kept', 40)]
    const again = { ...one, id: `${one.id}-again` }
    for (const shared of [one, two, again]) await share(shared, mine)
    await store.keepFile({ file: kept, person: mine.id, at: noon })
    await share(unique('of another', 100))
    expect(await store.filesOf(mine.id)).toEqual({ files: 4, bytes: 80 })
    expect((await store.hashesOf(mine.id)).toSorted()).toEqual([one, two, kept].map(({ sha256 }) => sha256).toSorted())
    await erase(1)
    await erase(2)
    expect(await store.filesOf(mine.id)).toEqual({ files: 2, bytes: 50 })
    const nobody = await person(store, 'nobody')
    expect([await store.filesOf(nobody.id), await store.hashesOf(nobody.id)]).toEqual([{ files: 0, bytes: 0 }, []])
  })

  test('it counts the bytes of all files, the same ones once, however they come and go [R-FILE-113]', async () => {
    const before = await store.filesBytes()
    const grown = async () => (await store.filesBytes()) - before
    const [one, two] = [unique('counted', 1_000), unique('old', 100)]
    await share(one)
    await share({ ...one, id: `${one.id}-again` })
    const repeat = { ...entry(tea, alice, '', { clientId: 'counted' }), file: two }
    await store.append(repeat)
    await store.append({ ...repeat, file: unique('dropped', 10) })
    await expect(share(one)).rejects.toMatchObject({ code: 'unavailable' })
    const mine = await keeper()
    await store.keepFile({ file: { ...two, id: `${two.id}-kept` }, person: mine.id, at: noon })
    expect(await grown()).toBe(1_100)
    await erase(1)
    expect(await grown()).toBe(1_100)
    await erase(2)
    await erase(3)
    expect(await grown()).toBe(100)
    store = await at().reopen()
    expect(await grown()).toBe(100)
  })
}
