// Proves that who comes back after a long time is told that they missed much, instead of all of it.

import { type Ear, say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const resumed = ({ heard }: Ear, room: string) =>
  heard.flatMap(({ name, payload }) => (name === 'room.resumed' && payload.room === room ? [payload] : []))

test('[R-LINK-6] a room of which more was missed than the client wants is heard from now on, and says so', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'tea' })
  await bob.do('room.join', { room: 'tea' })
  bob.drop()
  for (const n of [1, 2, 3]) await say(alice, `lobby ${n}`)
  for (const n of [1, 2]) await say(alice, `tea ${n}`, { room: 'tea' })
  const resume = async (most: number) => {
    const ear = brain.open()
    const rooms = ['lobby', 'tea'].map((room) => ({ room, seq: 0 }))
    await ear.do('session.resume', { token: bob.entered.token, epoch: bob.entered.epoch, rooms, most })
    await ear.hears('room.resumed', ({ payload }) => payload.room === 'lobby')
    await ear.hears('room.resumed', ({ payload }) => payload.room === 'tea')
    return ear
  }
  const some = await resume(2)
  expect(resumed(some, 'lobby')).toEqual([{ room: 'lobby', seq: 3, skipped: true }])
  expect([some.bodies(), some.bodies('tea')]).toEqual([[], ['tea 1', 'tea 2']])
  expect(resumed(some, 'tea')).toEqual([{ room: 'tea', seq: 2 }])
  await say(alice, 'live')
  await some.hears('message.posted', ({ payload }) => payload.body === 'live')
  expect(some.bodies()).toEqual(['live'])
  const all = await resume(4)
  expect(resumed(all, 'lobby')).toEqual([{ room: 'lobby', seq: 4 }])
  expect(all.bodies()).toEqual(['lobby 1', 'lobby 2', 'lobby 3', 'live'])
})

test('[R-LINK-6] neither are more changes told than the client wants', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const { seq } = await say(alice, 'first')
  bob.drop()
  for (const text of ['a', 'b', 'c']) await alice.do('message.react', { room: 'lobby', seq, text })
  const resume = async (most: number) => {
    const ear = brain.open()
    const rooms = [{ room: 'lobby', seq, rev: 0 }]
    await ear.do('session.resume', { token: bob.entered.token, rooms, most })
    await say(alice, `live ${most}`)
    await ear.hears('message.posted', ({ payload }) => payload.body === `live ${most}`)
    return ear
  }
  const few = await resume(2)
  expect(resumed(few, 'lobby')).toEqual([{ room: 'lobby', seq, skipped: true }])
  expect(few.names()).not.toContain('message.changed')
  const all = await resume(3)
  expect(await all.hears('message.changed')).toMatchObject({ payload: { seq, rev: 3 } })
  expect(resumed(all, 'lobby')).not.toContainEqual(expect.objectContaining({ skipped: true }))
})
