// What every store must do with rooms: names and slugs, members, invitations, direct rooms, lists.

import type { Store } from '@hubbub/core'
import { type Author, foldName, slugOf } from '@hubbub/protocol'
import { beforeEach, expect, test } from 'vitest'

import { bodies, entry, newRoom, noon, person, room, type StoreAtHand, unusedName } from './fixtures.ts'

export function roomContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let bob: Author
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice')
    bob = await person(store, 'bob')
  })

  const find = (ref: string) => store.findRoom({ slug: slugOf(ref), fold: foldName(ref) })
  const create = (name: string, more = {}) => store.createRoom(newRoom(name, alice, more))
  const join = (room: { id: number }, who: Author) => store.joinRoom({ room: room.id, person: who.id, at: noon })
  const leave = (room: { id: number }, who: Author) => store.leaveRoom({ room: room.id, person: who.id, at: noon })

  test('a new room is there with its maker in it, and is found by name and by slug [R-STORE-15]', async () => {
    const name = unusedName('Tea Talk')
    const made = await create(name)
    const slug = slugOf(name)
    expect(made).toEqual({
      id: expect.any(Number),
      slug,
      name,
      kind: 'public',
      topic: '',
      seq: 0,
      lifetime: 'kept',
      createdAt: noon,
      settings: {},
      roles: new Map([[alice.id, 'moderator']]),
      bans: [],
      rev: 0,
    })
    expect(await find(name.toUpperCase())).toEqual(made)
    expect(await find(slug)).toEqual(made)
    expect(await store.findRoom({ slug: 'nowhere', fold: 'nowhere' })).toBeUndefined()
    expect(made !== 'room-exists' && (await store.members(made.id))).toEqual([{ ...alice, role: 'moderator' }])
    await expect(create(unusedName('by nobody'), { creator: 999_999 })).rejects.toMatchObject({
      code: 'no-such-person',
    })
  })

  test('no room is named like another room’s name or slug, in whatever order they are made [R-STORE-15]', async () => {
    const name = unusedName('dev talk')
    const slug = slugOf(name)
    expect(await create(name)).toMatchObject({ slug })
    expect(await create(name.toUpperCase())).toBe('room-exists')
    expect(await create(slug)).toBe('room-exists')
    expect(await create('lobby')).toBe('room-exists')
    expect(await create(`${slug}-2`)).toMatchObject({ slug: `${slug}-2` })
    expect(await create(name.replace(' ', '.'))).toMatchObject({ slug: `${slug}-3` })
    expect(await find(name)).toMatchObject({ name })
    expect(await find(slug)).toMatchObject({ name })
  })

  test('a full name goes before a slug that was made from it [R-STORE-15]', async () => {
    const name = unusedName('big cat')
    await create(slugOf(name))
    const spaced = await create(name)
    expect(spaced).toMatchObject({ slug: `${slugOf(name)}-2` })
    expect(await find(name)).toEqual(spaced)
    expect(await find(slugOf(name))).toMatchObject({ name: slugOf(name) })
  })

  test('a room closes with its last member if it was made so; its name is free, its entries stay [R-STORE-16]', async () => {
    const name = unusedName('fleeting')
    const fleeting = await room(store, alice, { ...newRoom(name, alice), lifetime: 'while-occupied' })
    await store.append(entry(fleeting, alice, 'hello'))
    await join(fleeting, bob)
    expect(await leave(fleeting, alice)).toEqual({ closed: false })
    expect(await leave(fleeting, alice)).toEqual({ closed: false })
    expect(await leave(fleeting, bob)).toEqual({ closed: true })
    expect(await find(name)).toBeUndefined()
    expect(await join(fleeting, bob)).toBe('no-such-room')
    await expect(store.append(entry(fleeting, bob, 'late'))).rejects.toMatchObject({ code: 'no-such-room' })
    const topic = store.setTopic({ room: fleeting.id, topic: 'late', by: bob, at: noon })
    await expect(topic).rejects.toMatchObject({ code: 'no-such-room' })
    const again = await create(name)
    expect(again).toMatchObject({ slug: fleeting.slug, seq: 0 })
    expect(again).not.toMatchObject({ id: fleeting.id })
    expect(await bodies(store, fleeting)).toEqual(['hello'])
  })

  test('other rooms stay when everybody has left [R-STORE-16]', async () => {
    const tea = await room(store, alice)
    expect(await leave(tea, alice)).toEqual({ closed: false })
    expect(await join(tea, bob)).toMatchObject({ room: { id: tea.id } })
  })

  test('an invite-only room lets in who is invited, once for each invitation [R-STORE-17]', async () => {
    const secret = await room(store, alice, { kind: 'invite-only' })
    const invite = (...people: Author[]) =>
      store.invite({ room: secret.id, people: people.map(({ id }) => id), by: alice.id, at: noon })
    expect(await join(secret, bob)).toBe('not-invited')
    const carol = await person(store, 'carol')
    expect(await invite(alice, bob, bob)).toEqual([bob.id])
    expect(await invite(bob, carol)).toEqual([carol.id])
    expect(await join(secret, bob)).toMatchObject({ room: { id: secret.id } })
    await leave(secret, bob)
    expect(await join(secret, bob)).toBe('not-invited')
    expect(await join(secret, carol)).toMatchObject({ room: { id: secret.id } })
    const [nobody, nowhere] = [invite({ id: 999_999, name: 'nobody' }, bob), { room: 999_999, people: [bob.id] }]
    await expect(nobody).rejects.toMatchObject({ code: 'no-such-person' })
    const invited = store.invite({ ...nowhere, by: alice.id, at: noon })
    await expect(invited).rejects.toMatchObject({ code: 'no-such-room' })
    expect(await join(secret, bob)).toBe('not-invited')
  })

  test('everybody is in the lobby and needs no invitation to it [R-STORE-17]', async () => {
    const { lobby } = store
    expect(await store.invite({ room: lobby.id, people: [bob.id], by: alice.id, at: noon })).toEqual([])
    expect(await join(lobby, bob)).toMatchObject({ room: { id: lobby.id } })
    expect(await store.members(lobby.id)).toEqual(
      expect.arrayContaining([alice, bob].map((one) => ({ ...one, role: 'member' }))),
    )
  })

  test('two people have one direct room, whoever opens it; nobody else gets in [R-STORE-18]', async () => {
    const direct = await store.openDirectRoom({ people: [bob.id, alice.id], at: noon })
    expect(direct).toEqual({
      id: expect.any(Number),
      slug: expect.stringMatching(/^dm-[0-9a-f]{10}$/u),
      name: `${alice.name}, ${bob.name}`,
      kind: 'direct',
      topic: '',
      seq: 0,
      lifetime: 'kept',
      createdAt: noon,
      settings: {},
      roles: new Map(),
      bans: [],
      rev: 0,
      people: [alice, bob],
    })
    expect(await store.openDirectRoom({ people: [alice.id, bob.id], at: noon })).toEqual(direct)
    expect(await store.members(direct.id)).toEqual([alice, bob].map((one) => ({ ...one, role: 'member' })))
    expect(await find(direct.slug)).toEqual(direct)
    expect(await find(direct.name)).toBeUndefined()
    expect(await join(direct, await person(store, 'carol'))).toBe('not-invited')
    expect(await create(direct.slug)).toBe('room-exists')
  })

  test('who left a direct room can enter it again, and is back when it is opened again [R-STORE-18]', async () => {
    const direct = await store.openDirectRoom({ people: [alice.id, bob.id], at: noon })
    await store.append(entry(direct, alice, 'hello'))
    await leave(direct, bob)
    expect(await join(direct, bob)).toMatchObject({ since: 1 })
    await leave(direct, bob)
    expect(await store.openDirectRoom({ people: [alice.id, bob.id], at: noon })).toMatchObject({
      id: direct.id,
      seq: 1,
    })
    expect(await store.members(direct.id)).toEqual([alice, bob].map((one) => ({ ...one, role: 'member' })))
    await store.renamePerson({ id: bob.id, name: 'Robert', skeleton: unusedName('robert') })
    expect(await find(direct.slug)).toMatchObject({ name: `${alice.name}, Robert` })
    const alone = store.openDirectRoom({ people: [alice.id, 999_999], at: noon })
    await expect(alone).rejects.toMatchObject({ code: 'no-such-person' })
  })

  test('a membership tells where one came in; joining twice is joining once [R-STORE-19]', async () => {
    const tea = await room(store, alice)
    await store.append(entry(tea, alice, 'before'))
    const first = await join(tea, bob)
    expect(first).toEqual({ room: { ...tea, seq: 1 }, since: 1, read: 1 })
    await store.append(entry(tea, alice, 'after'))
    expect(await join(tea, bob)).toEqual({ room: { ...tea, seq: 2 }, since: 1, read: 1 })
    expect(await store.members(tea.id)).toMatchObject([alice, bob])
    expect(await join({ id: 999_999 }, bob)).toBe('no-such-room')
    await expect(join(tea, { id: 999_999, name: 'nobody' })).rejects.toMatchObject({ code: 'no-such-person' })
  })

  test('the rooms of a person come with the lobby first, from where they came in [R-STORE-19]', async () => {
    await store.append(entry(store.lobby, alice, 'before carol'))
    const carol = await person(store, 'carol')
    const { seq } = await store.append(entry(store.lobby, alice, 'after carol'))
    const later = await room(store, carol, { at: noon + 2 })
    const earlier = await room(store, carol, { at: noon + 1 })
    expect(await store.memberships(carol.id)).toEqual([
      { room: { ...store.lobby, seq }, since: seq - 1, read: seq - 1 },
      { room: earlier, since: 0, read: 0 },
      { room: later, since: 0, read: 0 },
    ])
    expect(await store.memberships(999_999)).toEqual([])
  })

  test('the list has the lobby, one’s own rooms, invitations, then public rooms up to the limit [R-STORE-20]', async () => {
    const [mine, invited, secret] = [
      await room(store, bob, { kind: 'invite-only' }),
      await room(store, alice, { kind: 'invite-only' }),
      await room(store, alice, { kind: 'invite-only' }),
    ]
    const names = [unusedName('AA public'), unusedName('AA public')]
    for (const name of names.toReversed()) await create(name)
    await store.invite({ room: invited.id, people: [bob.id], by: alice.id, at: noon })
    const listed = async (limit: number) => (await store.listRooms({ person: bob.id, limit })).map(({ name }) => name)
    expect(await listed(5)).toEqual(['Lobby', mine.name, invited.name, ...names])
    expect(await listed(2)).toEqual(['Lobby', mine.name])
    expect(await listed(1_000)).not.toContain(secret.name)
  })

  test('a topic stays until it is changed, with who set it when [R-STORE-21]', async () => {
    const tea = await room(store, alice)
    await store.setTopic({ room: tea.id, topic: 'Earl Grey', by: alice, at: noon + 1 })
    expect(await find(tea.slug)).toMatchObject({ topic: 'Earl Grey', topicBy: alice.name, topicAt: noon + 1 })
    await store.setTopic({ room: tea.id, topic: '', by: bob, at: noon + 2 })
    expect(await find(tea.slug)).toMatchObject({ topic: '', topicBy: bob.name, topicAt: noon + 2 })
  })
}
