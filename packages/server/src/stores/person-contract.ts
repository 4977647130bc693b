// What every store must do with persons: names in use, coming back, leaving, and what an opening store does with them.

import type { Store } from '@hubbub/core'
import { limits, nameSkeleton } from '@hubbub/protocol'
import { beforeEach, expect, test } from 'vitest'

import { bodies, entry, newRoom, noon, person, room, type StoreAtHand, unusedName } from './fixtures.ts'

const dayMs = 24 * 60 * 60 * 1_000

export function personContract(at: () => StoreAtHand): void {
  let store: Store
  beforeEach(() => {
    store = at().store
  })

  const named = (name: string) => ({ name, skeleton: nameSkeleton(name) })
  const release = (id: number, forget = false) => store.releasePerson({ id, forget, at: noon })
  const resume = (digest: string) => store.resumePerson({ digest, at: noon })

  test('a name in use is nobody else’s, nor is one that looks like it; released it is free [R-STORE-11]', async () => {
    const alice = await person(store, 'alice')
    const alike = alice.name.replace('alice', 'AL1CE')
    expect(await store.createPerson({ ...named(alike), at: noon })).toBe('name-taken')
    await release(alice.id)
    const heir = await store.createPerson({ ...named(alike), at: noon })
    expect(heir).toEqual({ id: expect.any(Number), name: alike })
    expect(heir).not.toMatchObject({ id: alice.id })
  })

  test('of several who ask for a name at once one gets it [R-STORE-11]', async () => {
    const name = unusedName('rare')
    const results = await Promise.all([1, 2, 3].map(() => store.createPerson({ ...named(name), at: noon })))
    expect(results).toEqual([{ id: expect.any(Number), name }, 'name-taken', 'name-taken'])
  })

  test('a rename takes a name that is free, and frees the old one [R-STORE-11]', async () => {
    const [alice, bob] = [await person(store, 'alice'), await person(store, 'bob')]
    expect(await store.renamePerson({ id: alice.id, ...named(bob.name) })).toBe('name-taken')
    expect(await store.renamePerson({ id: alice.id, ...named(alice.name.toUpperCase()) })).toBe('renamed')
    expect(await store.renamePerson({ id: alice.id, ...named(unusedName('new')) })).toBe('renamed')
    expect(await store.renamePerson({ id: bob.id, ...named(alice.name) })).toBe('renamed')
    const nobody = store.renamePerson({ id: 999_999, ...named(unusedName('new')) })
    await expect(nobody).rejects.toMatchObject({ code: 'no-such-person' })
  })

  test('a token brings its person back under their name, whether they had gone or not [R-STORE-12]', async () => {
    const alice = await person(store, 'alice', 'token of alice')
    expect(await resume('token of alice')).toEqual(alice)
    await release(alice.id)
    expect(await resume('token of alice')).toEqual(alice)
    expect(await store.createPerson({ ...named(alice.name), at: noon })).toBe('name-taken')
    expect(await resume('token of nobody')).toBeUndefined()
  })

  test('who comes back to a name in use gets a number, and the name again when it is free [R-STORE-12]', async () => {
    const name = unusedName('carol')
    const ids: number[] = []
    for (const digest of ['carol 1', 'carol 2', 'carol 3']) {
      const carol = await store.createPerson({ ...named(name), tokenDigest: digest, at: noon })
      if (typeof carol === 'string') throw new Error('the name was not freed')
      ids.push(carol.id)
      await release(carol.id)
    }
    const back = [await resume('carol 1'), await resume('carol 2'), await resume('carol 3')]
    expect(back.map((carol) => carol?.name)).toEqual([name, `${name}2`, `${name}3`])
    expect(back.map((carol) => carol?.id)).toEqual(ids)
    for (const carol of back) await release(carol?.id ?? 0)
    expect(await resume('carol 3')).toMatchObject({ name })
  })

  test('a number does not make a name longer than a name may be [R-STORE-12]', async () => {
    const name = 'ü'.repeat(limits.person_name_chars_max)
    const first = await store.createPerson({ ...named(name), tokenDigest: 'long', at: noon })
    if (typeof first !== 'string') await release(first.id)
    await store.createPerson({ ...named(name), at: noon })
    expect(await resume('long')).toMatchObject({ name: `${'ü'.repeat(limits.person_name_chars_max - 1)}2` })
  })

  test('who is forgotten belongs to no room any more, and empty rooms close with them [R-STORE-13]', async () => {
    const [guest, host] = [await person(store, 'guest'), await person(store, 'host')]
    const lonely = await room(store, guest, { lifetime: 'while-occupied' })
    const shared = await room(store, host, { lifetime: 'while-occupied' })
    const kept = await room(store, guest)
    await store.joinRoom({ room: shared.id, person: guest.id, at: noon })
    expect(await release(guest.id, true)).toEqual({ closed: [lonely.slug] })
    expect(await store.members(shared.id)).toEqual([{ ...host, role: 'moderator' }])
    expect(await store.findRoom({ slug: lonely.slug, fold: '' })).toBeUndefined()
    expect(await store.findRoom({ slug: kept.slug, fold: '' })).toMatchObject({ id: kept.id })
    expect((await store.memberships(guest.id)).map((one) => one.room.kind)).toEqual(['lobby'])
  })

  test('who may come back keeps their rooms [R-STORE-13]', async () => {
    const alice = await person(store, 'alice', 'keeps rooms')
    const mine = await room(store, alice, { lifetime: 'while-occupied' })
    expect(await release(alice.id)).toEqual({ closed: [] })
    expect(await store.members(mine.id)).toEqual([{ ...alice, role: 'moderator' }])
  })

  test('when a store is opened nobody is here: names are free, guests’ memberships have ended [R-STORE-14]', async () => {
    const [guest, alice] = [await person(store, 'guest'), await person(store, 'alice', 'stays a member')]
    const [lonely, shared] = [
      await room(store, guest, { lifetime: 'while-occupied' }),
      await room(store, guest, { lifetime: 'while-occupied' }),
    ]
    const remembered = await room(store, guest, { lifetime: 'while-occupied' })
    await store.append(entry(remembered, guest, 'still here'))
    await store.joinRoom({ room: shared.id, person: alice.id, at: noon })
    store = await at().reopen()
    expect(await store.members(store.lobby.id)).toEqual([])
    expect(await store.members(shared.id)).toEqual([{ ...alice, role: 'member' }])
    expect(await store.findRoom({ slug: lonely.slug, fold: '' })).toBeUndefined()
    expect(await store.findRoom({ slug: remembered.slug, fold: '' })).toBeUndefined()
    expect(await bodies(store, remembered)).toEqual(['still here'])
    expect(await store.createRoom(newRoom(lonely.name, alice))).toMatchObject({ name: lonely.name, slug: lonely.slug })
    expect(await store.createPerson({ ...named(guest.name), at: noon })).toMatchObject({ name: guest.name })
    expect(await resume('stays a member')).toEqual(alice)
  })

  test('guests who left no trace are deleted, at once or after a time; others never [R-STORE-14]', async () => {
    const stranger = await person(store, 'stranger')
    const quiet = await person(store, 'quiet', 'token of quiet')
    const author = await person(store, 'author', 'token of author')
    await store.append(entry(store.lobby, author, 'a trace'))
    const friends = [await person(store, 'friend'), await person(store, 'friend')] as const
    const pair = [friends[0].id, friends[1].id] as const
    await store.openDirectRoom({ people: pair, at: noon })
    store = await at().reopen(noon)
    expect(await store.memberships(stranger.id)).toEqual([])
    expect(await store.memberships(quiet.id)).toHaveLength(1)
    store = await at().reopen(noon + limits.guest_kept_days * dayMs)
    expect(await resume('token of quiet')).toEqual(quiet)
    await release(quiet.id)
    store = await at().reopen(noon + limits.guest_kept_days * dayMs + 1)
    expect(await resume('token of quiet')).toBeUndefined()
    expect(await resume('token of author')).toEqual(author)
    expect(await store.openDirectRoom({ people: pair, at: noon })).toMatchObject({ people: friends })
  })
}
