import { say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { account, refused, withOperator } from './room/fixtures.ts'

test('[R-ACCESS-1] a command is for members, moderators or operators as its declaration says', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  const kick = () => bob.do('room.kick', { room: 'dev', person: 'alice' })
  await expect(brain.open().do('room.bans', { room: 'dev' })).rejects.toEqual(refused('not-identified'))
  await expect(kick()).rejects.toEqual(refused('not-joined'))
  await bob.do('room.join', { room: 'dev' })
  await expect(kick()).rejects.toMatchObject({ code: 'not-moderator', subject: 'dev' })
  await alice.do('room.role', { room: 'dev', person: 'bob', role: 'voice' })
  await expect(kick()).rejects.toEqual(refused('not-moderator'))
  await alice.do('room.role', { room: 'dev', person: 'bob', role: 'moderator' })
  await expect(kick()).resolves.toEqual({})
  await expect(bob.do('server.bans', {})).rejects.toEqual(refused('not-operator'))
})

test('[R-ACCESS-2] operators enter every room but direct ones and do what moderators do, and that is written down', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  const [alice, bob] = [await account(brain, 'alice'), await brain.person('bob')]
  const settings = { key: 'k', limit: 1, accountsJoin: true, secret: true }
  await alice.do('room.create', { name: 'Den', kind: 'invite-only', settings })
  await alice.do('room.ban', { room: 'den', mask: 'oper' })
  await expect(operator.do('room.join', { room: 'den' })).resolves.toMatchObject({ room: { slug: 'den' } })
  await operator.do('room.role', { room: 'den', person: 'alice', role: 'member' })
  await operator.do('room.kick', { room: 'den', person: 'alice' })
  await say(operator, 'hi', { room: 'den' })
  const [, , entered] = await brain.ports.store.acts({ limit: 3 })
  expect(entered).toMatchObject({
    act: 'room.join',
    by: { name: 'oper' },
    room: 'den',
    detail: 'account-required banned not-invited wrong-key room-full',
  })
  const direct = await say(alice, 'psst', { to: 'bob' })
  await expect(operator.do('room.join', { room: direct.room })).rejects.toEqual(refused('not-invited'))
  await expect(operator.do('room.about', { room: direct.room })).rejects.toEqual(refused('no-such-room'))
  await expect(operator.do('room.members', { room: direct.room })).rejects.toEqual(refused('not-joined'))
  await bob.do('room.create', { name: 'Open' })
  await operator.do('room.join', { room: 'open' })
  await say(operator, 'hi', { room: 'open' })
  await expect(brain.ports.store.acts({ limit: 1 })).resolves.not.toMatchObject([{ room: 'open' }])
})

test('[R-ACCESS-3] who may not speak is refused: in moderated rooms, without an account, muted or banned', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await account(brain, 'carol')]
  await alice.do('room.create', { name: 'Dev' })
  for (const ear of [bob, carol]) await ear.do('room.join', { room: 'dev' })
  const set = (set: object) => alice.do('room.settings', { room: 'dev', set })
  const speak = (ear = bob) => say(ear, 'hi', { room: 'dev' })
  const list = (list: 'ban' | 'mute' | 'ban-exception', mask: string) =>
    alice.do('room.ban', { room: 'dev', list, mask })
  await set({ moderated: true })
  for (const ear of [bob, carol]) await expect(speak(ear)).rejects.toEqual(refused('cannot-speak'))
  await speak(alice)
  await set({ moderated: null, accountsSpeak: true })
  await speak(carol)
  await expect(speak()).rejects.toEqual(refused('account-required'))
  await alice.do('room.role', { room: 'dev', person: 'bob', role: 'voice' })
  await speak()
  await alice.do('room.role', { room: 'dev', person: 'bob', role: 'member' })
  await set({ accountsSpeak: null })
  for (const way of ['mute', 'ban'] as const) {
    await list(way, 'b?b')
    await expect(speak()).rejects.toEqual(refused('cannot-speak'))
    await speak(carol)
    await list('ban-exception', 'bob')
    await speak()
    await alice.do('room.unban', { room: 'dev', list: 'ban-exception', mask: 'bob' })
    await expect(speak()).rejects.toEqual(refused('cannot-speak'))
    await bob.do('person.rename', { name: 'robert' })
    await speak()
    await bob.do('person.rename', { name: 'bob' })
    await expect(speak()).rejects.toEqual(refused('cannot-speak'))
    await alice.do('room.unban', { room: 'dev', list: way, mask: 'b?b' })
    await speak()
  }
})

test('[R-ACCESS-4] who may not speak shares no files, and none of their bytes are kept', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev', settings: { moderated: true } })
  await bob.do('room.join', { room: 'dev' })
  let read = 0
  const content = (async function* () {
    read++
    yield new Uint8Array(3)
  })()
  const sharing = bob.do('file.share', { room: 'dev', name: 'cat.png' }, content)
  await expect(sharing).rejects.toEqual(refused('cannot-speak'))
  expect(read).toBe(0)
})

test('[R-ACCESS-5] a right that ends while an act waits for its turn is a right no more', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Dev' })
  for (const ear of [bob, carol]) await ear.do('room.join', { room: 'dev' })
  await alice.do('room.role', { room: 'dev', person: 'bob', role: 'moderator' })
  const unmade = alice.do('room.role', { room: 'dev', person: 'bob', role: 'member' })
  const kicking = bob.do('room.kick', { room: 'dev', person: 'carol' })
  await unmade
  await expect(kicking).rejects.toEqual(refused('not-moderator'))
})
