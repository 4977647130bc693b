import { type Ear, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { refused, withOperator } from './fixtures.ts'

const slugs = async (ear: Ear) => (await ear.do('room.list', {})).rooms.map(({ slug }) => slug).sort()

test('[R-ROOM-21] a secret room is known to its members and to whom they invite', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Den', lifetime: 'while-occupied', settings: { secret: true } })
  expect(bob.names()).not.toContain('room.created')
  await expect(slugs(alice)).resolves.toEqual(['den', 'lobby'])
  await expect(slugs(bob)).resolves.toEqual(['lobby'])
  await expect(bob.do('room.about', { room: 'den' })).rejects.toEqual(refused('no-such-room'))
  await expect(bob.do('room.members', { room: 'den' })).rejects.toEqual(refused('not-joined'))
  await expect(operator.do('room.about', { room: 'den' })).resolves.toMatchObject({ room: { here: 1 } })
  await alice.do('room.invite', { room: 'den', people: ['bob'] })
  await expect(slugs(bob)).resolves.toEqual(['den', 'lobby'])
  await expect(bob.do('room.about', { room: 'den' })).resolves.toMatchObject({ room: { invited: true, joined: false } })
  await bob.do('room.join', { room: 'den' })
  for (const ear of [alice, bob]) await ear.do('room.leave', { room: 'den' })
  const passing = await brain.person('passing', { resumable: false })
  await passing.do('room.create', { name: 'Lair', lifetime: 'while-occupied', settings: { secret: true } })
  passing.drop()
  await operator.hears('person.departed', ({ payload }) => payload.person.name === 'passing')
  await expect(operator.do('room.about', { room: 'lair' })).rejects.toEqual(refused('no-such-room'))
  expect(operator.names()).not.toContain('room.closed')
})

test('[R-ROOM-22] a listed room tells how many of its members are here, whose it is and since when', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  const createdAt = brain.clock.now()
  await alice.do('room.create', { name: 'Dev', settings: { key: 'k' } })
  await bob.do('room.join', { room: 'dev', key: 'k' })
  await bob.do('session.leave', {})
  await carol.hears('person.departed')
  brain.clock.advance(1_000)
  await alice.do('room.topic', { room: 'dev', topic: 'Tea' })
  const shown = { slug: 'dev', here: 1, createdAt, topicAt: createdAt + 1_000, topicBy: 'alice', topic: 'Tea' }
  await expect(carol.do('room.about', { room: 'Dev' })).resolves.toEqual({
    room: expect.objectContaining({ ...shown, joined: false, settings: { key: '' } }),
  })
  await expect(alice.do('room.about', { room: 'dev' })).resolves.toEqual({
    room: expect.objectContaining({ ...shown, joined: true, settings: { key: 'k' } }),
    role: 'moderator',
  })
  const { rooms } = await carol.do('room.list', {})
  expect(rooms).toMatchObject([{ slug: 'lobby', here: 2, joined: true }, shown])
  await alice.do('room.create', { name: 'Club', kind: 'invite-only' })
  await expect(carol.do('room.about', { room: 'club' })).rejects.toEqual(refused('no-such-room'))
})

test('[R-ROOM-23] members are shown with their roles, to outsiders without those who hide', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Dev' })
  await bob.do('room.join', { room: 'dev' })
  await bob.do('person.profile', { invisible: true })
  const seen = async (ear: Ear) =>
    (await ear.do('room.members', { room: 'dev' })).people.map(({ name, role }) => `${name} ${role}`).sort()
  await expect(seen(carol)).resolves.toEqual(['alice moderator'])
  await expect(seen(alice)).resolves.toEqual(['alice moderator', 'bob member'])
  await alice.do('room.settings', { room: 'dev', kind: 'invite-only' })
  await expect(seen(carol)).rejects.toEqual(refused('not-joined'))
  await expect(carol.do('room.members', { room: 'nowhere' })).rejects.toEqual(refused('no-such-room'))
})
