import { type Ear, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { account, refused } from './fixtures.ts'

const join = (ear: Ear, room: string, key?: string) =>
  ear.do('room.join', { room, ...(key === undefined ? {} : { key }) })

test('[R-ROOM-13] whoever makes a room keeps it: as its owner with an account, else as a moderator', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await account(brain, 'alice'), await brain.person('bob')]
  const settings = { topicLocked: true, moderated: false, key: 'sesame' }
  await expect(alice.do('room.create', { name: 'Hers', settings })).resolves.toMatchObject({ room: { role: 'owner' } })
  await expect(bob.do('room.create', { name: 'His' })).resolves.toMatchObject({ room: { role: 'moderator' } })
  await expect(alice.do('room.about', { room: 'hers' })).resolves.toMatchObject({
    role: 'owner',
    room: { settings: { topicLocked: true, key: 'sesame' } },
  })
  await expect(bob.do('room.create', { name: 'Odd', settings: { key: 'a b' } })).rejects.toEqual(refused('bad-input'))
})

test('[R-ROOM-14] `#name` is a name and never a slug, so a renamed room’s old name may be another’s', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Bar' })
  await alice.do('room.rename', { room: '#BAR', name: 'Qux Room' })
  await expect(join(bob, '#bar')).rejects.toEqual(refused('no-such-room'))
  await expect(join(bob, '#Qux_Room')).resolves.toMatchObject({ room: { slug: 'bar', name: 'Qux Room' } })
  await expect(bob.do('room.topic', { room: '#bar' })).rejects.toEqual(refused('no-such-room'))
  const { room } = await bob.do('room.create', { name: 'bar' })
  expect(room).toMatchObject({ name: 'bar', role: 'moderator' })
  await bob.do('room.topic', { room: '#bar', topic: 'the new one' })
  await bob.do('room.topic', { room: 'bar', topic: 'the one whose slug it is' })
  await expect(bob.do('room.topic', { room: '#qux room' })).resolves.toEqual({ topic: 'the one whose slug it is' })
  await expect(bob.do('room.topic', { room: room.slug })).resolves.toEqual({ topic: 'the new one' })
})

test('[R-ROOM-15] account, ban, invitation, key and limit keep people out, and are told of in this order', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await account(brain, 'carol')]
  await alice.do('room.create', {
    name: 'Dev',
    kind: 'invite-only',
    settings: { accountsJoin: true, key: 'k', limit: 1 },
  })
  await alice.do('room.ban', { room: 'dev', mask: 'CAROL' })
  const lift = (set: object) => alice.do('room.settings', { room: 'dev', set })
  await expect(join(bob, 'dev')).rejects.toEqual(refused('account-required'))
  await expect(join(carol, 'dev')).rejects.toEqual(refused('banned'))
  await alice.do('room.ban', { room: 'dev', list: 'ban-exception', mask: 'account:carol' })
  await expect(join(carol, 'dev')).rejects.toEqual(refused('not-invited'))
  await alice.do('room.ban', { room: 'dev', list: 'invite-exception', mask: 'car*!*@*' })
  await expect(join(carol, 'dev', 'wrong')).rejects.toEqual(refused('wrong-key'))
  await expect(join(carol, 'dev', 'k')).rejects.toEqual(refused('room-full'))
  await lift({ limit: 2 })
  await expect(join(carol, 'dev', 'k')).resolves.toMatchObject({ room: { slug: 'dev' } })
  await lift({ accountsJoin: null, limit: 1 })
  await alice.do('room.unban', { room: 'dev', list: 'ban-exception', mask: 'account:carol' })
  await expect(join(carol, 'dev')).resolves.toMatchObject({ room: { slug: 'dev' } })
  expect(carol.names().filter((name) => name === 'room.left')).toEqual([])
})

test('[R-ROOM-15] a limit counts members that are here', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Dev', settings: { limit: 2 } })
  await join(bob, 'dev')
  await expect(join(carol, 'dev')).rejects.toEqual(refused('room-full'))
  await bob.do('session.leave', {})
  await carol.hears('person.departed')
  await expect(join(carol, 'dev')).resolves.toMatchObject({ room: { slug: 'dev' } })
})

test('[R-ROOM-16] a moderator’s invitation opens a room once, whatever else would keep its person out', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const settings = { key: 'k', limit: 1 }
  await alice.do('room.create', { name: 'Club', kind: 'invite-only', settings })
  await alice.do('room.ban', { room: 'club', mask: 'bob' })
  const invite = (minutes?: number) =>
    alice.do('room.invite', { room: 'club', people: ['bob'], ...(minutes === undefined ? {} : { minutes }) })
  await expect(invite()).resolves.toEqual({ invited: ['bob'] })
  await expect(join(bob, 'club')).resolves.toMatchObject({ room: { slug: 'club' } })
  await alice.do('room.kick', { room: 'club', person: 'bob' })
  await expect(join(bob, 'club')).rejects.toEqual(refused('banned'))
  await invite(5)
  brain.clock.advance(5 * 60_000)
  await expect(join(bob, 'club')).rejects.toEqual(refused('banned'))
  await expect(invite(5)).resolves.toEqual({ invited: ['bob'] })
  await alice.do('room.settings', { room: 'club', set: { accountsJoin: true } })
  await expect(join(bob, 'club')).rejects.toEqual(refused('account-required'))
})

test('[R-ROOM-17] a member who is no moderator can tell of a public room, which lets nobody in', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  await alice.do('room.settings', { room: 'dev', set: { key: 'k' } })
  const invite = () => bob.do('room.invite', { room: 'dev', people: ['carol', 'alice'] })
  await expect(invite()).resolves.toEqual({ invited: ['carol'] })
  await carol.hears('room.invited', ({ payload }) => payload.by.name === 'bob' && payload.room.settings?.key === '')
  await expect(join(carol, 'dev')).rejects.toEqual(refused('wrong-key'))
  await alice.do('room.settings', { room: 'dev', kind: 'invite-only' })
  await expect(invite()).rejects.toEqual(refused('not-moderator'))
  await alice.do('room.settings', { room: 'dev', set: { membersInvite: true } })
  await expect(invite()).resolves.toEqual({ invited: ['carol'] })
  await expect(join(carol, 'dev')).resolves.toMatchObject({ room: { slug: 'dev' } })
  await expect(alice.do('room.invite', { room: 'lobby', people: ['bob'] })).resolves.toEqual({ invited: [] })
})

test('[R-ROOM-18] the moderators of a room hear who was invited, and its other members do not', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  await alice.do('room.invite', { room: 'dev', people: ['carol'] })
  const isCarol = { payload: { room: 'dev', person: { name: 'carol' }, by: { name: 'alice' } } }
  expect(alice.heard.at(-1)).toMatchObject({ name: 'room.someone-invited', ...isCarol })
  expect(bob.names()).not.toContain('room.someone-invited')
  expect(carol.names().filter((name) => name.startsWith('room.'))).toEqual(['room.created', 'room.invited'])
})

test('[R-ROOM-19] however many come at once, a limit holds, and one of them keeps an empty room', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const crowd = await Promise.all(Array.from({ length: 8 }, (_, i) => brain.person(`guest-${i}`)))
  await alice.do('room.create', { name: 'Dev', settings: { limit: 3 } })
  await alice.do('room.leave', { room: 'dev' })
  const entered = await Promise.allSettled(crowd.map((ear) => join(ear, 'dev')))
  const rooms = entered.flatMap((one) => (one.status === 'fulfilled' ? [one.value.room] : []))
  expect(rooms).toHaveLength(3)
  expect(rooms.filter(({ role }) => role === 'moderator')).toHaveLength(1)
})

test('[R-ROOM-20] who comes into a public room that is for good, empty and nobody’s is its moderator', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await account(brain, 'alice'), await brain.person('bob'), await brain.person('carol')]
  await bob.do('room.create', { name: 'Free' })
  await bob.do('room.leave', { room: 'free' })
  await expect(join(carol, 'free')).resolves.toMatchObject({ room: { role: 'moderator' } })
  await expect(join(bob, 'free')).resolves.not.toHaveProperty('room.role')
  await bob.do('room.create', { name: 'Club', kind: 'invite-only' })
  await bob.do('room.invite', { room: 'club', people: ['carol'] })
  await bob.do('room.leave', { room: 'club' })
  await expect(join(carol, 'club')).resolves.not.toHaveProperty('room.role')
  await alice.do('room.create', { name: 'Hers' })
  await alice.do('session.leave', {})
  await bob.hears('person.departed')
  await expect(join(bob, 'hers')).resolves.not.toHaveProperty('room.role')
})

test('[R-ROOM-24] why somebody left is told with their leaving', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await join(bob, 'dev')
  await bob.do('room.leave', { room: 'dev', reason: 'tea time' })
  const left = { payload: { person: { name: 'bob' }, reason: 'tea time' } }
  await expect(alice.hears('room.left')).resolves.toMatchObject(left)
})

test('[R-ROOM-32] a closed room can be knocked at, now and then, and its moderators hear it', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Open' })
  await alice.do('room.create', { name: 'Club', kind: 'invite-only' })
  await alice.do('room.create', { name: 'Safe', settings: { key: 'k' } })
  await alice.do('room.create', { name: 'Secret', kind: 'invite-only', settings: { secret: true } })
  const knock = (ear: Ear, room: string) => ear.do('room.knock', { room, reason: 'let me in' })
  await expect(knock(bob, 'Club')).resolves.toEqual({ room: 'club' })
  await alice.hears('room.knocked', ({ payload }) => payload.person.name === 'bob' && payload.reason === 'let me in')
  await expect(knock(bob, 'club')).rejects.toEqual(refused('busy'))
  await expect(knock(bob, 'safe')).resolves.toEqual({ room: 'safe' })
  await expect(knock(bob, 'open')).rejects.toEqual(refused('not-allowed'))
  await expect(knock(bob, 'secret')).rejects.toEqual(refused('no-such-room'))
  await expect(knock(alice, 'club')).rejects.toEqual(refused('already-joined'))
  await alice.do('room.ban', { room: 'club', mask: 'carol' })
  await expect(knock(carol, 'club')).rejects.toEqual(refused('banned'))
  brain.clock.advance(brain.ports.limits.knock_every_ms)
  await expect(knock(bob, 'club')).resolves.toEqual({ room: 'club' })
  await alice.do('room.invite', { room: 'club', people: ['bob'] })
  await join(bob, 'club')
  await alice.do('room.unban', { room: 'club', mask: 'carol' })
  await knock(carol, 'club')
  expect(bob.names()).not.toContain('room.knocked')
})
