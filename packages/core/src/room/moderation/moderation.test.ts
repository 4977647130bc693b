import { type Ear, say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { account, refused, withOperator } from '../fixtures.ts'

const join = (ear: Ear, room: string) => ear.do('room.join', { room })

/** Events of one name, as they were heard. */
const told = (ear: Ear, name: string) => ear.heard.filter((heard) => heard.name === name).map(({ payload }) => payload)

test('[R-ROOM-25] a topic has its time and its author, and moderators may lock it', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  await bob.do('room.topic', { room: 'dev', topic: 'Tea' })
  await bob.do('room.topic', { room: 'dev', topic: 'Tea' })
  const at = brain.clock.now()
  expect(told(alice, 'room.topic')).toEqual([{ room: 'dev', topic: 'Tea', by: expect.anything(), at }])
  await alice.do('room.settings', { room: 'dev', set: { topicLocked: true } })
  await expect(bob.do('room.topic', { room: 'dev', topic: 'Coffee' })).rejects.toEqual(refused('not-moderator'))
  await expect(bob.do('room.topic', { room: 'dev' })).resolves.toEqual({ topic: 'Tea' })
  await expect(bob.do('room.about', { room: 'dev' })).resolves.toMatchObject({ room: { topicAt: at, topicBy: 'bob' } })
  await alice.do('room.topic', { room: 'dev', topic: '' })
  expect(told(bob, 'room.topic')).toHaveLength(2)
})

test('[R-ROOM-26] settings are told as they are now, with those that changed, and nothing when none did', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  const set = (set: object, kind?: 'public' | 'invite-only') =>
    alice.do('room.settings', { room: 'dev', set, ...(kind === undefined ? {} : { kind }) })
  await expect(set({ moderated: true, key: 'k' })).resolves.toEqual({
    settings: { moderated: true, key: 'k' },
    kind: 'public',
  })
  await set({ moderated: true, secret: false, limit: null })
  await set({ key: null, limit: 5 }, 'invite-only')
  expect(told(bob, 'room.settings')).toMatchObject([
    { settings: { moderated: true, key: 'k' }, changed: ['moderated', 'key'], kind: 'public' },
    { settings: { moderated: true, limit: 5 }, changed: ['key', 'limit', 'kind'], kind: 'invite-only' },
  ])
  await expect(bob.do('room.settings', { room: 'dev', set: {} })).rejects.toEqual(refused('not-moderator'))
  const stored = await brain.ports.store.findRoom({ slug: 'dev', fold: '' })
  expect(stored).toMatchObject({ settings: { moderated: true, limit: 5 }, kind: 'invite-only' })
})

test('[R-ROOM-26] settings that are changed at once are all changed', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  await alice.do('room.role', { room: 'dev', person: 'bob', role: 'moderator' })
  await Promise.all([
    alice.do('room.settings', { room: 'dev', set: { moderated: true } }),
    bob.do('room.settings', { room: 'dev', set: { noCtcp: true } }),
  ])
  const stored = await brain.ports.store.findRoom({ slug: 'dev', fold: '' })
  expect(stored?.settings).toEqual({ moderated: true, noCtcp: true })
  expect(told(bob, 'room.settings')).toMatchObject([{ changed: ['moderated'] }, { changed: ['noCtcp'] }])
})

test('[R-ROOM-27] the lobby is everybody’s: operators keep it quiet, and nobody is sent out of it', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  const bob = await brain.person('bob')
  await expect(bob.do('room.settings', { room: 'lobby', set: {} })).rejects.toEqual(refused('not-moderator'))
  const set = (set: object) => operator.do('room.settings', { room: 'lobby', set })
  await set({ moderated: true })
  await expect(say(bob, 'hi')).rejects.toEqual(refused('cannot-speak'))
  await operator.do('room.role', { room: 'lobby', person: 'bob', role: 'voice' })
  await say(bob, 'thanks')
  await operator.do('room.role', { room: 'lobby', person: 'bob', role: 'member' })
  await set({ moderated: null })
  await operator.do('room.ban', { room: 'lobby', list: 'mute', mask: 'bob' })
  await expect(say(bob, 'hi')).rejects.toEqual(refused('cannot-speak'))
  await expect(operator.do('room.kick', { room: 'lobby', person: 'bob' })).rejects.toEqual(refused('not-allowed'))
  await expect(operator.do('room.ban', { room: 'lobby', mask: 'bob' })).rejects.toEqual(refused('not-allowed'))
  await expect(operator.do('room.rename', { room: 'lobby', name: 'Hall' })).rejects.toEqual(refused('not-allowed'))
  await expect(operator.do('room.settings', { room: 'lobby', kind: 'invite-only' })).rejects.toEqual(
    refused('not-allowed'),
  )
  for (const one of [{ key: 'k' }, { limit: 1 }, { secret: true }, { accountsJoin: true }]) {
    await expect(set(one)).rejects.toEqual(refused('not-allowed'))
  }
})

test('[R-ROOM-27] in a direct room nobody is above the other', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  await brain.person('bob')
  const { room } = await say(operator, 'psst', { to: 'bob' })
  const whom = { room, person: 'bob' }
  await expect(operator.do('room.kick', whom)).rejects.toEqual(refused('not-allowed'))
  await expect(operator.do('room.role', { ...whom, role: 'voice' })).rejects.toEqual(refused('not-allowed'))
  await expect(operator.do('room.ban', { room, mask: 'bob' })).rejects.toEqual(refused('not-allowed'))
  await expect(operator.do('room.settings', { room })).rejects.toEqual(refused('not-allowed'))
  await expect(operator.do('room.rename', { room, name: 'x' })).rejects.toEqual(refused('not-allowed'))
  await expect(operator.do('room.invite', { room, people: ['bob'] })).rejects.toEqual(refused('not-allowed'))
})

test('[R-ROOM-28] moderators make moderators, owners make owners, and a role ends with its membership', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await account(brain, 'alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Dev' })
  for (const ear of [bob, carol]) await join(ear, 'dev')
  const make = (ear: Ear, person: string, role: 'owner' | 'moderator' | 'voice' | 'member') =>
    ear.do('room.role', { room: 'dev', person, role })
  await expect(make(bob, 'bob', 'moderator')).rejects.toEqual(refused('not-moderator'))
  await expect(make(alice, 'nobody', 'voice')).rejects.toEqual(refused('no-such-person'))
  await expect(make(alice, 'BOB', 'moderator')).resolves.toMatchObject({ role: 'moderator', was: 'member' })
  await make(alice, 'bob', 'moderator')
  expect(told(carol, 'room.role')).toMatchObject([{ person: { name: 'bob' }, role: 'moderator', was: 'member' }])
  await expect(make(bob, 'bob', 'owner')).rejects.toEqual(refused('not-allowed'))
  await expect(make(bob, 'alice', 'member')).rejects.toEqual(refused('not-allowed'))
  await make(bob, 'carol', 'moderator')
  await make(carol, 'bob', 'voice')
  await make(alice, 'bob', 'owner')
  await make(alice, 'alice', 'member')
  await expect(make(alice, 'alice', 'owner')).rejects.toEqual(refused('not-moderator'))
  await bob.do('room.leave', { room: 'dev' })
  await expect(join(bob, 'dev')).resolves.not.toHaveProperty('room.role')
  const { people } = await alice.do('room.members', { room: 'dev' })
  expect(people.map(({ name, role }) => `${name} ${role}`).sort()).toEqual([
    'alice member',
    'bob member',
    'carol moderator',
  ])
})

test('[R-ROOM-29] the kicked hear it, are out on all their devices, and may come back', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await account(brain, 'alice'), await brain.person('bob'), await brain.person('carol')]
  const second = brain.open()
  await second.do('session.resume', { token: bob.entered.token })
  await alice.do('room.create', { name: 'Dev' })
  for (const ear of [bob, carol]) await join(ear, 'dev')
  await alice.do('room.role', { room: 'dev', person: 'carol', role: 'moderator' })
  await expect(carol.do('room.kick', { room: 'dev', person: 'alice' })).rejects.toEqual(refused('not-allowed'))
  await expect(bob.do('room.kick', { room: 'dev', person: 'carol' })).rejects.toEqual(refused('not-moderator'))
  await expect(carol.do('room.kick', { room: 'dev', person: 'nobody' })).rejects.toEqual(refused('no-such-person'))
  await carol.do('room.kick', { room: 'dev', person: 'bob', reason: 'spam' })
  const kicked = { room: 'dev', person: { name: 'bob' }, by: { name: 'carol' }, reason: 'spam' }
  for (const ear of [alice, bob, second]) expect(told(ear, 'room.kicked')).toMatchObject([kicked])
  await say(alice, 'gone?', { room: 'dev' })
  for (const ear of [bob, second]) {
    expect(ear.bodies('dev')).toEqual([])
    await expect(say(ear, 'hi', { room: 'dev' })).rejects.toEqual(refused('not-joined'))
  }
  await join(bob, 'dev')
  await alice.do('room.kick', { room: 'dev', person: 'alice' })
  expect(told(alice, 'room.kicked')).toHaveLength(2)
})

test('[R-ROOM-29] somebody who is not here can be sent out too, and the last one closes a room', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev', lifetime: 'while-occupied' })
  await join(bob, 'dev')
  await bob.do('session.leave', {})
  await alice.hears('person.departed')
  await alice.do('room.kick', { room: 'dev', person: 'bob' })
  expect(told(alice, 'room.kicked')).toMatchObject([{ person: { name: 'bob', status: 'OFFLINE' } }])
  await alice.do('room.kick', { room: 'dev', person: 'alice' })
  await alice.hears('room.closed', ({ payload }) => payload.room === 'dev')
})

test('[R-ROOM-30] a mask is kept in full, once a list, without regard to case', async () => {
  await using brain = await testBrain({ limits: { bans_per_room_max: 3 } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('Bob')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  const ban = (mask: string, more: object = {}) => alice.do('room.ban', { room: 'dev', mask, ...more })
  const kept = { mask: 'BOB!*@*', list: 'ban', by: 'alice', at: brain.clock.now(), reason: 'spam' }
  await expect(ban('BOB', { reason: 'spam' })).resolves.toEqual({ ban: kept, added: true })
  await expect(ban('bob!*@*')).resolves.toEqual({ ban: kept, added: false })
  await expect(ban('bob', { list: 'mute' })).resolves.toMatchObject({ added: true })
  await ban('@*.example')
  await expect(ban('carol')).rejects.toEqual(refused('too-many'))
  expect(told(bob, 'room.banned')).toMatchObject([
    { ban: kept },
    { ban: { list: 'mute' } },
    { ban: { mask: '*!*@*.example' } },
  ])
  await expect(say(bob, 'still here', { room: 'dev' })).rejects.toEqual(refused('cannot-speak'))
  const unban = (mask: string) => alice.do('room.unban', { room: 'dev', mask })
  await expect(unban('bob!*@*')).resolves.toEqual({ removed: true, mask: 'BOB!*@*' })
  await expect(unban('bob')).resolves.toEqual({ removed: false, mask: 'bob!*@*' })
  expect(told(bob, 'room.unbanned')).toMatchObject([{ mask: 'BOB!*@*', list: 'ban' }])
})

test('[R-ROOM-30] a ban that has ended counts no more, and goes when the lists are next changed', async () => {
  await using brain = await testBrain({ limits: { bans_per_room_max: 1 } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  await alice.do('room.ban', { room: 'dev', mask: 'bob', minutes: 1 })
  await expect(say(bob, 'hi', { room: 'dev' })).rejects.toEqual(refused('cannot-speak'))
  brain.clock.advance(60_000)
  await say(bob, 'hi', { room: 'dev' })
  await bob.do('room.leave', { room: 'dev' })
  await join(bob, 'dev')
  await expect(bob.do('room.bans', { room: 'dev' })).resolves.toEqual({ bans: [] })
  await alice.do('room.ban', { room: 'dev', mask: 'bob', list: 'mute' })
  expect(told(bob, 'room.unbanned')).toMatchObject([{ mask: 'bob!*@*', list: 'ban' }])
  const stored = await brain.ports.store.findRoom({ slug: 'dev', fold: '' })
  expect(stored?.bans).toMatchObject([{ list: 'mute' }])
})

test('[R-ROOM-31] members may see whom a room keeps out or quiet, moderators whom it lets in', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  for (const list of ['ban', 'mute', 'ban-exception', 'invite-exception'] as const) {
    const { ban } = await alice.do('room.ban', { room: 'dev', list, mask: `${list}!*@*` })
    await expect(alice.do('room.bans', { room: 'dev', list })).resolves.toEqual({ bans: [ban] })
    const answer = await bob.do('room.bans', { room: 'dev', list }).catch(({ code }) => code)
    expect(answer).toEqual(list.endsWith('exception') ? 'not-moderator' : { bans: [ban] })
  }
})

test('[R-ROOM-33] a room can have another name, unless that is taken; its slug stays', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await alice.do('room.create', { name: 'Ops' })
  await join(bob, 'dev')
  const rename = (ear: Ear, name: string) => ear.do('room.rename', { room: 'dev', name, reason: 'why not' })
  await expect(rename(bob, 'Mine')).rejects.toEqual(refused('not-moderator'))
  await expect(rename(alice, 'OPS')).rejects.toEqual(refused('room-exists'))
  await rename(alice, 'Dev')
  await expect(rename(alice, 'Dev Talk')).resolves.toMatchObject({ room: { slug: 'dev', name: 'Dev Talk' } })
  expect(told(bob, 'room.renamed')).toMatchObject([{ room: { name: 'Dev Talk' }, was: 'Dev', reason: 'why not' }])
  await say(bob, 'hi', { room: 'dev talk' })
  await expect(rename(alice, 'DEV talk')).resolves.toMatchObject({ room: { name: 'DEV talk' } })
})

test('[R-ROOM-34] what is noted about a room is read by whoever may know of it and written by its moderators', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await alice.do('room.create', { name: 'Club', kind: 'invite-only' })
  const noted = (ear: Ear, set?: Record<string, string | null>, room = 'dev') =>
    ear.do('room.metadata', { room, ...(set === undefined ? {} : { set }) })
  await expect(noted(alice, { url: 'a', title: 'b' })).resolves.toEqual({ values: { url: 'a', title: 'b' } })
  await expect(noted(bob)).resolves.toEqual({ values: { url: 'a', title: 'b' } })
  await expect(noted(bob, undefined, 'club')).rejects.toEqual(refused('no-such-room'))
  await expect(noted(bob, { url: 'x' })).rejects.toEqual(refused('not-moderator'))
  await join(bob, 'dev')
  await expect(noted(bob, { url: 'x' })).rejects.toEqual(refused('not-moderator'))
  await expect(noted(alice, { url: null, title: 'b' })).resolves.toEqual({ values: { title: 'b' } })
  expect(told(bob, 'room.metadata')).toMatchObject([{ key: 'url', value: null }])
  const many = Array.from({ length: brain.ports.limits.metadata_keys_per_subject_max }, (_, i) => [`key-${i}`, 'x'])
  await expect(noted(alice, Object.fromEntries(many))).rejects.toEqual(refused('too-many'))
})

test('[R-ROOM-35] every act of a moderator is written down, and no key with it', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  const room = 'dev'
  await alice.do('room.settings', { room, kind: 'invite-only', set: { key: 'sesame', limit: 9 } })
  await alice.do('room.settings', { room, set: { key: null } })
  await alice.do('room.role', { room, person: 'bob', role: 'voice' })
  await alice.do('room.ban', { room, mask: 'eve', reason: 'spam' })
  await alice.do('room.unban', { room, mask: 'eve' })
  await alice.do('room.metadata', { room, set: { url: 'x' } })
  await alice.do('room.rename', { room, name: 'Dev 2' })
  await alice.do('room.kick', { room, person: 'bob', reason: 'bye' })
  await alice.do('room.invite', { room, people: ['bob'] })
  // Nobody waits for the book, but what is stored after an act is stored after its entry.
  await say(alice, 'done', { room })
  const acts = await brain.ports.store.acts({ limit: 50 })
  expect(acts.map(({ act, subject, detail }) => [act, subject, detail].join(' ').trim()).reverse()).toEqual([
    'room.settings  +key limit=9 kind=invite-only',
    'room.settings  -key',
    'room.role bob member to voice',
    'room.ban eve!*@* ban: spam',
    'room.unban eve!*@* ban',
    'room.metadata url x',
    'room.rename Dev 2 was Dev',
    'room.kick bob bye',
    'room.invite bob',
  ])
  expect(acts.every(({ by, room }) => by.name === 'alice' && room === 'dev')).toBe(true)
})
