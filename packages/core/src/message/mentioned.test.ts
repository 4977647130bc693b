// Proves that everybody is told how many unread messages mention them.

import { say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

test('[R-LINK-5] who comes back or reads is told how many messages mention them after their read marker', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  expect(bob.entered.rooms[0]).not.toHaveProperty('mentions')
  bob.drop()
  const said = []
  for (const body of ['@bob one', 'nothing', 'bob: two', '@bob three', '@bob taken back'])
    said.push(await say(alice, body))
  await alice.do('message.erase', { room: 'lobby', seq: said[4]?.seq ?? 0 })
  const [back, other] = [brain.open(), brain.open()]
  for (const device of [back, other]) {
    const { rooms } = await device.do('session.resume', { token: bob.entered.token })
    expect(rooms).toMatchObject([{ slug: 'lobby', mentions: 3 }])
  }
  await brain.turn()
  expect(await back.do('message.read', { room: 'lobby' })).toMatchObject({ seq: 0, mentions: 3 })
  expect(await back.do('message.read', { room: 'lobby', seq: said[1]?.seq })).toMatchObject({ mentions: 2 })
  const isAt = (seq: number | undefined) => (heard: { payload: { seq: number } }) => heard.payload.seq === seq
  expect(await other.hears('message.read', isAt(said[1]?.seq))).toMatchObject({ payload: { mentions: 2 } })
  const all = await back.do('message.read', { room: 'lobby', seq: said[4]?.seq })
  expect(all).not.toHaveProperty('mentions')
  const heard = await other.hears('message.read', isAt(said[4]?.seq))
  expect(heard.payload).not.toHaveProperty('mentions')
})
