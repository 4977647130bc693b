import { say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

test('[R-MESSAGE-27] without history nobody is shown what was said before they came, and who was cut off misses nothing', async () => {
  await using brain = await testBrain({ policy: { history: false } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await say(alice, 'before')
  const carol = await brain.person('carol', { backlog: 10 })
  await expect(carol.do('message.history', { room: 'lobby' })).resolves.toEqual({ entries: [], more: false })
  await expect(carol.do('message.search', { text: 'before' })).resolves.toEqual({ entries: [], more: false })
  await expect(carol.do('message.targets', {})).resolves.toEqual({ targets: [] })
  await say(alice, 'live')
  await carol.hears('message.posted', ({ payload }) => payload.body === 'live')
  expect(carol.bodies()).toEqual(['live'])
  bob.drop()
  await say(alice, 'missed')
  const back = brain.open()
  const rooms = [{ room: 'lobby', seq: 2 }]
  await back.do('session.resume', { token: bob.entered.token, rooms })
  await back.hears('room.resumed')
  expect(back.bodies()).toEqual(['missed'])
})
