// What every store must do with links into rooms, and with counting whom mentions them unread.

import type { Store, StoredRoom } from '@hubbub/core'
import { type Author, limits } from '@hubbub/protocol'
import { beforeEach, expect, test } from 'vitest'

import { entry, noon, person, room, type StoreAtHand, unusedName } from './fixtures.ts'

export function linkContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let bob: Author
  let tea: StoredRoom
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice', unusedName('token'))
    bob = await person(store, 'bob', unusedName('token'))
    tea = await room(store, alice)
  })

  const add = (digest: string, more: { room?: number; at?: number; until?: number } = {}) =>
    store.addLink({ room: tea.id, digest, by: alice.id, at: noon, until: noon + 10, ...more })
  const find = (digest: string, time = noon) => store.findLink({ digest, at: time })

  test('a link leads to its room until it ends or all are taken back; a room has no more than it may [R-LINK-10]', async () => {
    const [one, other] = [unusedName('digest'), unusedName('digest')]
    expect([await add(one), await add(other, { until: noon + 20 })]).toEqual(['added', 'added'])
    expect(await find(one)).toMatchObject({ id: tea.id, slug: tea.slug })
    expect([await find(one, noon + 10), await find(unusedName('digest'))]).toEqual([undefined, undefined])
    expect(await find(other, noon + 10)).toMatchObject({ id: tea.id })
    expect(await store.removeLinks({ room: tea.id, at: noon + 10 })).toBe(1)
    expect(await find(other)).toBeUndefined()
    const many = Array.from({ length: limits.links_per_room_max + 1 }, () => add(unusedName('digest')))
    expect((await Promise.all(many)).filter((result) => result === 'too-many')).toHaveLength(1)
    expect(await add(unusedName('digest'), { at: noon + 10, until: noon + 20 })).toBe('added')
    await expect(add(unusedName('digest'), { room: 999_999 })).rejects.toMatchObject({ code: 'no-such-room' })
  })

  test('a room that closes, or that becomes invite-only, has no links [R-LINK-11]', async () => {
    const fleeting = await room(store, alice, { lifetime: 'while-occupied' })
    const [one, other] = [unusedName('digest'), unusedName('digest')]
    await add(one, { room: fleeting.id })
    await store.append(entry(fleeting, alice, 'so that it is kept'))
    await store.leaveRoom({ room: fleeting.id, person: alice.id, at: noon })
    expect(await find(one)).toBeUndefined()
    await add(other)
    await store.setSettings({ room: tea.id, settings: { secret: true } })
    expect(await find(other)).toBeDefined()
    await store.setSettings({ room: tea.id, settings: {}, kind: 'invite-only' })
    expect(await find(other)).toBeUndefined()
  })

  const mentions = async (who = bob) => {
    const memberships = await store.memberships(who.id)
    return memberships.find((one) => one.room.id === tea.id)?.mentions
  }

  test('what mentions somebody is counted until it is read or erased, after a restart too [R-LINK-12]', async () => {
    await store.joinRoom({ room: tea.id, person: bob.id, at: noon })
    const say = (more: object = {}) => store.append(entry(tea, alice, 'hello', more))
    const toBoth = { mentions: [bob.id, alice.id, 999_999] }
    await say()
    expect(await mentions()).toBeUndefined()
    for (const more of [toBoth, {}, toBoth, { mentions: [bob.id], clientId: unusedName('once') }]) await say(more)
    expect([await mentions(), await mentions(alice)]).toEqual([3, 2])
    const mark = (to: { seq?: number } = {}) => store.markRead({ room: tea.id, person: bob.id, ...to })
    expect(await mark()).toMatchObject({ seq: 0, mentions: 3, moved: false })
    expect(await mark({ seq: 2 })).toMatchObject({ seq: 2, mentions: 2, moved: true })
    await store.eraseEntry({ room: tea.id, seq: 5, by: alice, at: noon })
    expect([await mentions(), await mentions(alice)]).toEqual([1, 2])
    store = await at().reopen()
    expect([await mentions(), await mentions(alice)]).toEqual([1, 2])
    expect(await mark({ seq: 4 })).not.toHaveProperty('mentions')
    expect(await mentions()).toBeUndefined()
    await store.editEntry({ room: tea.id, seq: 4, body: 'in other words', at: noon })
    expect([await mentions(), await mentions(alice)]).toEqual([undefined, 2])
  })

  test('in the lobby as well; who leaves a room is not mentioned there any more [R-LINK-12]', async () => {
    const { seq } = await store.append(entry(store.lobby, alice, 'hello', { mentions: [bob.id] }))
    expect((await store.memberships(bob.id))[0]).toMatchObject({ mentions: 1 })
    expect(await store.markRead({ room: store.lobby.id, person: bob.id, seq })).not.toHaveProperty('mentions')
    await store.joinRoom({ room: tea.id, person: bob.id, at: noon })
    await store.append(entry(tea, alice, 'hello', { mentions: [bob.id] }))
    await store.leaveRoom({ room: tea.id, person: bob.id, at: noon })
    const again = await store.joinRoom({ room: tea.id, person: bob.id, at: noon })
    expect(again).not.toHaveProperty('mentions')
    await store.append(entry(tea, alice, 'hello', { mentions: [bob.id] }))
    expect(await store.joinRoom({ room: tea.id, person: bob.id, at: noon })).toMatchObject({ mentions: 1 })
  })

  test('who was mentioned as a guest is so as the account that they sign in to [R-LINK-12]', async () => {
    const name = unusedName('account')
    const account = await store.createAccount({ name, skeleton: name, at: noon })
    if (typeof account === 'string') throw new Error(account)
    await store.joinRoom({ room: tea.id, person: bob.id, at: noon })
    await store.append(entry(tea, alice, 'hello', { mentions: [bob.id] }))
    await store.append(entry(tea, alice, 'hello', { mentions: [bob.id] }))
    await store.signIn({ person: account.person, guest: bob.id, at: noon })
    expect(await mentions({ id: account.person, name })).toBe(2)
    await store.eraseEntry({ room: tea.id, seq: 1, by: alice, at: noon })
    expect(await mentions({ id: account.person, name })).toBe(1)
  })
}
