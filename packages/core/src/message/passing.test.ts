import { type Ear, say, testBrain } from '@hubbub/testkit'
import { limits } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { refused } from '../room/fixtures.ts'

const count = (ear: Ear, event: string): number => ear.names().filter((name) => name === event).length

test('[R-MESSAGE-22] that somebody types is told at most once in a while; that they do not, always', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Tea' })
  await bob.do('room.join', { room: 'tea' })
  await brain.turn()
  const type = (state: 'active' | 'paused' | 'done', room = 'lobby') => alice.do('message.typing', { room, state })
  for (const state of ['active', 'active', 'paused', 'active', 'done'] as const) await type(state)
  await type('active', 'tea')
  const told = bob.heard.flatMap((heard) => (heard.name === 'message.typing' ? [heard.payload] : []))
  const person = { id: alice.entered.person.id, name: 'alice' }
  expect(told).toEqual([
    { room: 'lobby', person, state: 'active' },
    { room: 'lobby', person, state: 'paused' },
    { room: 'lobby', person, state: 'done' },
    { room: 'tea', person, state: 'active' },
  ])
  brain.clock.advance(limits.typing_every_ms - 1)
  await type('active')
  expect(count(bob, 'message.typing')).toBe(4)
  brain.clock.advance(1)
  await type('active')
  expect(count(bob, 'message.typing')).toBe(5)
})

test('[R-MESSAGE-22] typing to somebody is told where the two have spoken, and makes no room', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const type = (to: string) => alice.do('message.typing', { to, state: 'active' })
  await type('bob')
  expect(bob.names()).toEqual([])
  await say(bob, 'hi', { to: 'alice' })
  await type('bob')
  expect(count(bob, 'message.typing')).toBe(1)
  await expect(type('nobody')).rejects.toEqual(refused('no-such-person'))
})

test('[R-MESSAGE-23] a signal is told with a name and a time of its own, and not kept', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  const tags = { 'example.org/wave': '1' }
  const first = await alice.do('message.signal', { room: 'lobby', tags })
  const second = await alice.do('message.signal', { to: 'bob', tags })
  expect(first.id).not.toBe(second.id)
  const author = { id: alice.entered.person.id, name: 'alice' }
  const { payload } = await bob.hears('message.signal')
  expect(payload).toEqual({ room: 'lobby', author, tags, ...first, at: brain.clock.now() })
  expect([count(bob, 'message.signal'), count(carol, 'message.signal')]).toEqual([2, 1])
  await expect(alice.do('message.history', { room: 'lobby' })).resolves.toEqual({ entries: [], more: false })
})

test('[R-MESSAGE-24] an aside is told to those who may do as much as it asks, and to its author on all devices', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Tea' })
  for (const ear of [bob, carol]) await ear.do('room.join', { room: 'tea' })
  await alice.do('room.role', { room: 'tea', person: 'bob', role: 'voice' })
  const second = brain.open()
  await second.do('session.resume', { token: carol.entered.token })
  const aside = (ear: Ear, least: 'voice' | 'moderator') =>
    ear.do('message.aside', { room: 'tea', least, body: 'psst' })
  const ears = [alice, bob, carol, second]
  const made = await aside(carol, 'voice')
  expect(ears.map((ear) => count(ear, 'message.aside'))).toEqual([1, 1, 1, 1])
  const author = { id: carol.entered.person.id, name: 'carol' }
  const { payload } = await alice.hears('message.aside')
  expect(payload).toEqual({ room: 'tea', least: 'voice', author, body: 'psst', ...made })
  await aside(bob, 'moderator')
  expect(ears.map((ear) => count(ear, 'message.aside'))).toEqual([2, 2, 1, 1])
  await carol.do('message.signal', { room: 'tea', tags: { a: 'b' }, least: 'moderator' })
  expect(ears.map((ear) => count(ear, 'message.signal'))).toEqual([1, 0, 1, 1])
  await expect(alice.do('message.history', { room: 'tea' })).resolves.toEqual({ entries: [], more: false })
})
