// Proves who may make links into rooms, whom they let in, and when they end.

import { type Ear, say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { account, refused, withOperator } from '../fixtures.ts'

const tokenOf = ({ path }: { path: string }): string => path.replace(/^\/i\//u, '')
const link = async (ear: Ear, room: string, more: { minutes?: number } = {}): Promise<string> =>
  tokenOf(await ear.do('room.link', { room, ...more }))

test('[R-LINK-1] whoever may invite makes a link, in a public room anybody, in the lobby and with one person nobody', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'open' })
  await alice.do('room.create', { name: 'closed', kind: 'invite-only' })
  await alice.do('room.invite', { room: 'closed', people: ['bob'] })
  for (const room of ['open', 'closed']) await bob.do('room.join', { room })
  const made = await bob.do('room.link', { room: 'open' })
  expect(made).toEqual({ path: expect.stringMatching(/^\/i\/[0-9a-f]{32}$/u), until: brain.clock.now() + 604_800_000 })
  await expect(bob.do('room.link', { room: 'closed' })).rejects.toEqual(refused('not-moderator'))
  await alice.do('room.settings', { room: 'closed', set: { membersInvite: true } })
  expect(await link(bob, 'closed')).not.toBe(await link(alice, 'closed'))
  await expect(bob.do('room.link', { room: 'lobby' })).rejects.toEqual(refused('not-allowed'))
  const { room } = await bob.do('message.send', { to: 'alice', body: 'psst' })
  await expect(bob.do('room.link', { room })).rejects.toEqual(refused('not-allowed'))
  const carol = await brain.person('carol')
  await expect(carol.do('room.link', { room: 'open' })).rejects.toEqual(refused('not-joined'))
})

test('[R-LINK-2] a link lets people into an invite-only room, and past a key; who follows it again stays', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'den', kind: 'invite-only', settings: { key: 'sesame', secret: true } })
  await alice.do('message.send', { room: 'den', body: 'before' })
  const token = await link(alice, 'den')
  await expect(bob.do('room.join', { room: 'den' })).rejects.toEqual(refused('not-invited'))
  const { room } = await bob.do('room.follow', { link: token, backlog: 5 })
  expect(room).toMatchObject({ slug: 'den', kind: 'invite-only', read: 1 })
  expect(await alice.hears('room.joined', ({ payload }) => payload.person.name === 'bob')).toBeDefined()
  await bob.hears('message.posted')
  expect(bob.bodies('den')).toEqual(['before'])
  expect(await bob.do('room.follow', { link: token })).toMatchObject({ room: { slug: 'den', read: 1 } })
})

test('[R-LINK-2] bans, limits and what is for accounts alone hold for whoever follows a link', async () => {
  await using brain = await withOperator()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await account(brain, 'carol')]
  await alice.do('room.create', { name: 'den', kind: 'invite-only' })
  const token = await link(alice, 'den')
  const follow = (ear: Ear) => ear.do('room.follow', { link: token })
  await alice.do('room.ban', { room: 'den', mask: 'bob' })
  await expect(follow(bob)).rejects.toEqual(refused('banned'))
  await alice.do('room.unban', { room: 'den', mask: 'bob' })
  const settings = (set: object) => alice.do('room.settings', { room: 'den', set })
  await settings({ accountsJoin: true })
  await expect(follow(bob)).rejects.toEqual(refused('account-required'))
  await settings({ accountsJoin: false, limit: 1 })
  await expect(follow(carol)).rejects.toEqual(refused('room-full'))
  // Whom a moderator has invited the limit does not keep out, and operators nothing.
  await alice.do('room.invite', { room: 'den', people: ['bob'] })
  await expect(follow(bob)).resolves.toBeDefined()
  await expect(follow(brain.operator)).resolves.toBeDefined()
})

test('[R-LINK-3] a link is known by its secret alone, and ends at its time, or when it is taken back', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await account(brain, 'alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'den', kind: 'invite-only' })
  const follow = (token: string) => bob.do('room.follow', { link: token })
  const [short, long] = [await link(alice, 'den', { minutes: 1 }), await link(alice, 'den')]
  brain.clock.advance(60_000)
  for (const token of [short, 'den', long.slice(1), long.toUpperCase()]) {
    await expect(follow(token)).rejects.toEqual(refused('link-expired'))
  }
  await expect(bob.do('room.unlink', { room: 'den' })).rejects.toEqual(refused('not-joined'))
  expect(await alice.do('room.unlink', { room: 'den' })).toEqual({ links: 1 })
  expect(await alice.do('room.unlink', { room: 'den' })).toEqual({ links: 0 })
  await expect(follow(long)).rejects.toEqual(refused('link-expired'))
  await say(alice, 'after the acts')
  expect(await brain.ports.store.acts({ limit: 9 })).toMatchObject([
    { act: 'room.unlink', room: 'den', detail: '1', by: { name: 'alice' } },
    { act: 'room.link', room: 'den', detail: '10080 minutes' },
    { act: 'room.link', room: 'den', detail: '1 minutes' },
  ])
})

test('[R-LINK-3] members do not take links back, and of many more there are no more', async () => {
  await using brain = await testBrain({ limits: { links_per_room_max: 1 } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'den' })
  await bob.do('room.follow', { link: await link(alice, 'den') })
  await expect(bob.do('room.unlink', { room: 'den' })).rejects.toEqual(refused('not-moderator'))
  await expect(bob.do('room.link', { room: 'den' })).rejects.toEqual(refused('too-many'))
})

test('[R-LINK-4] who made links to a public room does not let anybody in once it is invite-only', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'den' })
  await bob.do('room.join', { room: 'den' })
  const token = await link(bob, 'den')
  await alice.do('room.settings', { room: 'den', kind: 'invite-only', set: {} })
  await expect(carol.do('room.follow', { link: token })).rejects.toEqual(refused('link-expired'))
})
