// What every store must do with how rooms are kept: settings, roles, bans, names, invitations that end, notes, the audit log.

import type { Store, StoredRoom } from '@hubbub/core'
import { type Author, type Ban, foldName, limits } from '@hubbub/protocol'
import { beforeEach, expect, test } from 'vitest'

import { newRoom, noon, person, room, type StoreAtHand, unusedName } from './fixtures.ts'

export function moderationContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let bob: Author
  let tea: StoredRoom
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice')
    bob = await person(store, 'bob')
    tea = await room(store, alice, { role: 'owner' })
  })

  const find = ({ slug }: StoredRoom) => store.findRoom({ slug, fold: '' })
  const join = (room: StoredRoom, who: Author, more = {}) =>
    store.joinRoom({ room: room.id, person: who.id, at: noon, ...more })
  const noRoom = { code: 'no-such-room' }

  test('a room keeps its settings, and whether it is open to all; lobby and direct rooms stay what they are [R-STORE-38]', async () => {
    const settings = { moderated: true, key: 'sesame', limit: 7 }
    const made = await room(store, alice, { settings })
    expect(made.settings).toEqual(settings)
    await store.setSettings({ room: made.id, settings: { secret: true } })
    expect(await find(made)).toMatchObject({ settings: { secret: true }, kind: 'public' })
    await store.setSettings({ room: made.id, settings: {}, kind: 'invite-only' })
    expect(await find(made)).toMatchObject({ settings: {}, kind: 'invite-only' })
    await store.setSettings({ room: store.lobby.id, settings: { topicLocked: true }, kind: 'invite-only' })
    expect(await find(store.lobby)).toMatchObject({ settings: { topicLocked: true }, kind: 'lobby' })
    const direct = await store.openDirectRoom({ people: [alice.id, bob.id], at: noon })
    await store.setSettings({ room: direct.id, settings: {}, kind: 'public' })
    expect(await find(direct)).toMatchObject({ kind: 'direct' })
    await expect(store.setSettings({ room: 999_999, settings: {} })).rejects.toMatchObject(noRoom)
  })

  test('roles are kept with membership, and end with it [R-STORE-39]', async () => {
    const carol = await person(store, 'carol')
    await join(tea, bob, { role: 'voice' })
    await join(tea, bob, { role: 'owner' })
    await join(tea, carol)
    const roles = async () => (await find(tea))?.roles
    expect(await roles()).toEqual(
      new Map([
        [alice.id, 'owner'],
        [bob.id, 'voice'],
      ]),
    )
    await store.setRole({ room: tea.id, person: carol.id, role: 'moderator' })
    await store.setRole({ room: tea.id, person: alice.id, role: 'member' })
    expect(await roles()).toEqual(
      new Map([
        [bob.id, 'voice'],
        [carol.id, 'moderator'],
      ]),
    )
    expect((await store.members(tea.id)).map(({ role }) => role)).toEqual(['member', 'voice', 'moderator'])
    await store.leaveRoom({ room: tea.id, person: carol.id, at: noon })
    await join(tea, carol)
    expect(await roles()).toEqual(new Map([[bob.id, 'voice']]))
    const dave = await person(store, 'dave')
    const outside = store.setRole({ room: tea.id, person: dave.id, role: 'voice' })
    await expect(outside).rejects.toMatchObject({ code: 'not-joined' })
  })

  test('the lobby has roles too; a guest’s ends when they leave [R-STORE-39]', async () => {
    const { lobby } = store
    await store.setRole({ room: lobby.id, person: alice.id, role: 'moderator' })
    await store.setRole({ room: lobby.id, person: bob.id, role: 'voice' })
    expect((await find(lobby))?.roles).toEqual(
      new Map([
        [alice.id, 'moderator'],
        [bob.id, 'voice'],
      ]),
    )
    expect((await store.members(lobby.id)).find(({ id }) => id === bob.id)).toMatchObject({ role: 'voice' })
    await store.releasePerson({ id: bob.id, forget: true, at: noon })
    expect((await find(lobby))?.roles).toEqual(new Map([[alice.id, 'moderator']]))
    store = await at().reopen()
    expect(store.lobby.roles).toEqual(new Map())
  })

  const ban = (mask: string, more: Partial<Ban> = {}): Ban => ({ mask, list: 'ban', by: alice.name, at: noon, ...more })

  test('a mask stands once on each list of a room, with the first one’s fields, until it is taken off [R-STORE-40]', async () => {
    const add = (one: Ban, to = tea) => store.addBan({ room: to.id, ban: one })
    const first = ban('Bob!*@*', { reason: 'spam', until: noon + 9 * 365 * 86_400_000 })
    expect(await add(first)).toEqual({ ban: first, added: true })
    expect(await add(ban('bOB!*@*', { by: 'another' }))).toEqual({ ban: first, added: false })
    const others = [ban('Bob!*@*', { list: 'mute' }), ban('*!*@host')]
    for (const other of others) expect(await add(other)).toEqual({ ban: other, added: true })
    expect((await find(tea))?.bans).toEqual([first, ...others])
    expect(await add(first, await room(store, alice))).toMatchObject({ added: true })
    const remove = (mask: string) => store.removeBan({ room: tea.id, mask, list: 'ban' })
    expect([await remove('bob!*@*'), await remove('bob!*@*')]).toEqual([true, false])
    expect((await find(tea))?.bans).toEqual(others)
    await expect(store.addBan({ room: 999_999, ban: first })).rejects.toMatchObject(noRoom)
  })

  test('a ban that has ended is none, and makes room for another [R-STORE-41]', async () => {
    bob = await person(store, 'bob', unusedName('token'))
    store = await at().reopen(noon)
    const [short, long] = [ban('short!*@*', { until: noon + 10 }), ban('long!*@*', { until: noon + 20 })]
    for (const one of [short, long]) await store.addBan({ room: tea.id, ban: one })
    expect((await find(tea))?.bans).toEqual([short, long])
    const later = ban('SHORT!*@*', { at: noon + 10 })
    expect(await store.addBan({ room: tea.id, ban: later })).toEqual({ ban: later, added: true })
    store = await at().reopen(noon + 19)
    expect((await find(tea))?.bans).toEqual([long, later])
    const all = [(await join(tea, bob)) as { room: StoredRoom }, ...(await store.memberships(bob.id))]
    expect(all.find(({ room }) => room.id === tea.id)?.room.bans).toEqual([long, later])
    store = await at().reopen(noon + 20)
    expect((await find(tea))?.bans).toEqual([later])
  })

  test('the server has bans of its own [R-STORE-41]', async () => {
    const one = ban(`${alice.name}!*@*`, { until: noon + 10 })
    expect(await store.addBan({ ban: one })).toEqual({ ban: one, added: true })
    expect(await store.addBan({ ban: one })).toEqual({ ban: one, added: false })
    expect(await store.serverBans(noon + 9)).toContainEqual(one)
    expect(await store.serverBans(noon + 10)).not.toContainEqual(one)
    expect(await store.removeBan({ mask: one.mask, list: 'ban' })).toBe(true)
    expect(await store.serverBans(noon)).not.toContainEqual(one)
  })

  test('a room has another name now, and the same slug; no name that another goes by [R-STORE-42]', async () => {
    const [old, name] = [unusedName('old name'), unusedName('new name')]
    const [named, other] = [await store.createRoom(newRoom(old, alice)), await room(store, alice)]
    if (named === 'room-exists') throw new Error(named)
    const rename = (to: string, id = named.id) => store.renameRoom({ room: id, name: to, fold: foldName(to) })
    expect(await rename(other.name)).toBe('room-exists')
    expect(await rename(other.slug)).toBe('room-exists')
    expect(await rename(named.slug)).toBe('renamed')
    expect(await rename(name)).toBe('renamed')
    expect(await store.findRoom({ slug: '', fold: foldName(name) })).toMatchObject({ id: named.id, slug: named.slug })
    expect(await find(named)).toMatchObject({ name })
    expect(await store.createRoom(newRoom(old, alice))).toMatchObject({ name: old, slug: `${named.slug}-2` })
    await expect(rename(unusedName('nothing'), 999_999)).rejects.toMatchObject(noRoom)
  })

  test('an invitation ends at its time; then there is room for another [R-STORE-43]', async () => {
    const secret = await room(store, alice, { kind: 'invite-only' })
    const open = await room(store, alice)
    const invite = (to: StoredRoom, more: { at?: number; until?: number } = {}) =>
      store.invite({ room: to.id, people: [bob.id], by: alice.id, at: noon, ...more })
    const invited = (at: number) => store.invitations({ person: bob.id, at })
    expect(await invite(secret, { until: noon + 10 })).toEqual([bob.id])
    expect(await invite(secret, { at: noon + 9 })).toEqual([])
    expect(await invite(open, { at: noon + 1 })).toEqual([bob.id])
    expect([await invited(noon + 9), await invited(noon + 10)]).toEqual([[secret.id, open.id], [open.id]])
    expect(await join(secret, bob, { at: noon + 10 })).toBe('not-invited')
    expect(await invite(secret, { at: noon + 10 })).toEqual([bob.id])
    expect(await join(secret, bob, { at: noon + 11 })).toMatchObject({ room: { id: secret.id } })
    expect(await invited(noon + 11)).toEqual([open.id])
  })

  test('who need not be invited enters without, but nobody a direct room of others [R-STORE-43]', async () => {
    const secret = await room(store, alice, { kind: 'invite-only' })
    expect(await join(secret, bob, { uninvited: true })).toMatchObject({ room: { id: secret.id } })
    const direct = await store.openDirectRoom({ people: [alice.id, bob.id], at: noon })
    expect(await join(direct, await person(store, 'carol'), { uninvited: true })).toBe('not-invited')
  })

  test('what is noted about a person or a room stays until it is taken away, up to a number of keys [R-STORE-44]', async () => {
    const [person, here] = [{ person: alice.id }, { room: tea.id }]
    const set = (of: typeof person | typeof here, key: string, value: string | null) =>
      store.setMetadata({ of, key, value })
    expect(await store.metadata(person)).toEqual({})
    await Promise.all([set(person, 'b', 'one'), set(person, 'a', 'two'), set(person, 'b', 'three'), set(here, 'c', '')])
    expect(await store.metadata(person)).toEqual({ a: 'two', b: 'three' })
    expect(await store.metadata(here)).toEqual({ c: '' })
    expect([await set(person, 'a', null), await set(person, 'nothing', null)]).toEqual(['set', 'set'])
    expect(await store.metadata(person)).toEqual({ b: 'three' })
    const asked = { people: [bob.id, alice.id, 999_999], keys: ['b', 'c', 'b'] }
    expect(await store.metadataOf(asked)).toEqual([{ person: alice.id, key: 'b', value: 'three' }])
    expect(await store.metadataOf({ people: [], keys: ['b'] })).toEqual([])
    const keys = Array.from({ length: limits.metadata_keys_per_subject_max }, (_, n) => `key-${n}`)
    const added = await Promise.all(keys.map((key) => set(person, key, 'x')))
    expect(added.filter((result) => result === 'too-many')).toHaveLength(1)
    expect(await set(person, 'b', 'changed')).toBe('set')
    await expect(set({ person: 999_999 }, 'a', 'x')).rejects.toMatchObject({ code: 'no-such-person' })
    await expect(set({ room: 999_999 }, 'a', 'x')).rejects.toMatchObject(noRoom)
  })

  test('what was done as a moderator is read newest first, a page at a time [R-STORE-45]', async () => {
    const by = { ...alice, account: 'Alice' }
    const acts = [
      { at: noon, by, act: 'room.kick', room: tea.slug, subject: bob.name, detail: 'spam' },
      { at: noon + 1, by: bob, act: 'server.ban', subject: '*!*@host' },
      { at: noon + 2, by: bob, act: 'server.rehash' },
    ]
    for (const act of acts) await store.recordAct(act)
    const newest = await store.acts({ limit: 3 })
    expect(newest).toEqual(acts.toReversed().map((act) => ({ ...act, id: expect.any(Number) })))
    expect(await store.acts({ before: newest[0]?.id ?? 0, limit: 1 })).toEqual([newest[1]])
  })
}
