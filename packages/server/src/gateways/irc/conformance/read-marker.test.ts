// MARKREAD: how far one has read, the same on all devices (IRCv3 draft/read-marker).

import type { World } from '@hubbub/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, type IrcClient, ircWorld, only, tagsOf } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const caps = ['message-tags', 'server-time', 'echo-message', 'labeled-response', 'batch', 'draft/read-marker']
const come = (nick: string, has: readonly string[] = caps) => ircClient(world.address, nick, { caps: has })
const bares = (lines: readonly string[]): string[] => lines.map(bare)

async function timeOf(one: IrcClient, target: string): Promise<string> {
  return tagsOf((await one.say(`PRIVMSG ${target} :x`)).at(-1) ?? '')['time'] ?? ''
}

test('[R-IRC-240] a marker is set to the time of a message, asked for, and only moves forward', async () => {
  await using ann = await come('a1ann')
  await ann.say('JOIN #a1')
  const [one, two] = [await timeOf(ann, '#a1'), await timeOf(ann, '#a1')]
  expect(bares(await ann.say('MARKREAD #a1'))).toEqual(['MARKREAD #a1 *'])
  const [set = '', ...others] = await ann.say(`@label=m MARKREAD #a1 timestamp=${two}`)
  expect([tagsOf(set)['label'], bare(set), others]).toEqual(['m', `MARKREAD #a1 timestamp=${two}`, []])
  expect(bares(await ann.say(`MARKREAD #a1 timestamp=${one}`, 'MARKREAD #a1'))).toEqual([
    `MARKREAD #a1 timestamp=${two}`,
    `MARKREAD #a1 timestamp=${two}`,
  ])
  expect(bares(await ann.say('MARKREAD #a1 timestamp=2262-01-01T00:00:00.000Z'))).toEqual([
    `MARKREAD #a1 timestamp=${two}`,
  ])
})

test('[R-IRC-240] a marker outlasts leaving the channel, and is told with one’s own JOIN', async () => {
  await using ann = await come('a2ann')
  await ann.say('JOIN #a2')
  const time = await timeOf(ann, '#a2')
  await ann.say(`MARKREAD #a2 timestamp=${time}`, 'PART #a2')
  expect(only(await ann.say('JOIN #a2'), 'MARKREAD', '366')).toEqual([
    `MARKREAD #a2 timestamp=${time}`,
    '366 #a2 :End of /NAMES list',
  ])
})

test('[R-IRC-240] a conversation has a marker too; to ask for it begins none', async () => {
  await using ann = await come('a3ann')
  const cleo = new WebSocketActor(world.address)
  await cleo.connect()
  await cleo.identify('a3cleo')
  expect(bares(await ann.say('MARKREAD a3cleo', 'MARKREAD nobody', 'MARKREAD #none'))).toEqual([
    'MARKREAD a3cleo *',
    'MARKREAD nobody *',
    'MARKREAD #none *',
  ])
  await cleo.request('message.read', { room: 'lobby' })
  expect(cleo.events.map(({ name }) => name)).not.toContain('room.joined')
  const time = await timeOf(ann, 'a3cleo')
  expect(bares(await ann.say(`MARKREAD A3CLEO timestamp=${time}`))).toEqual([`MARKREAD A3CLEO timestamp=${time}`])
  cleo.drop()
})

test('[R-IRC-241] what cannot be marked is refused with what is wrong', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  await ben.say('JOIN #b1')
  const time = 'timestamp=2020-01-01T00:00:00.000Z'
  const said = [
    'MARKREAD',
    'MARKREAD #b1 *',
    'MARKREAD #b1 timestamp=now',
    `MARKREAD #b1 ${time}`,
    `MARKREAD nobody ${time}`,
  ]
  expect(bares(await ann.say(...said))).toEqual([
    'FAIL MARKREAD NEED_MORE_PARAMS :Missing parameters',
    'FAIL MARKREAD INVALID_PARAMS #b1 :Invalid timestamp',
    'FAIL MARKREAD INVALID_PARAMS #b1 :Invalid timestamp',
    'FAIL MARKREAD INVALID_PARAMS #b1 :You are not in that room.',
    'FAIL MARKREAD INVALID_PARAMS nobody :There is nobody here by that name.',
  ])
})

test('[R-IRC-242] whatever five devices on two wires mark, in any order, they are told the same in the end', async () => {
  await using first = await come('c1ann')
  await first.say('NS REGISTER sesame1', 'JOIN #c1')
  const times = ['']
  for (let n = 1; n <= 30; n++) times.push(await timeOf(first, '#c1'))
  const others = await Promise.all([1, 2, 3].map(() => ircClient(world.address, 'c1ann', { caps, signIn: 'sesame1' })))
  const cleo = new WebSocketActor(world.address)
  await cleo.connect()
  await cleo.request('person.sign-in', { account: 'c1ann', password: 'sesame1' })
  const { rooms } = await cleo.request('person.identify', {})
  const room = rooms.find(({ name }) => name === 'c1')?.slug ?? ''
  const irc = [first, ...others]
  for (const one of irc) await one.sync()
  let furthest = 0
  const marks = fc.array(fc.record({ device: fc.nat(4), seq: fc.integer({ min: 1, max: 30 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(marks, async (given) => {
      const before = furthest
      furthest = Math.max(furthest, ...given.map(({ seq }) => seq))
      await Promise.all(
        given.map(async ({ device, seq }) => {
          const one = irc[device]
          if (one === undefined) return cleo.request('message.read', { room, seq })
          one.send(`MARKREAD #c1 timestamp=${times[seq]}`)
        }),
      )
      for (const one of irc) await one.say('MARKREAD #c1')
      for (const [device, one] of irc.entries()) {
        const told = only(await one.say('MARKREAD #c1'), 'MARKREAD')
        expect([device, told.at(-1)]).toEqual([device, `MARKREAD #c1 timestamp=${times[furthest]}`])
      }
      if (furthest > before) await cleo.sees('message.read', ({ seq }) => seq === furthest)
    }),
    { numRuns: 15 },
  )
  for (const one of others) one.drop()
  cleo.drop()
})

test('[R-IRC-242] other devices are told when a marker moves, and only then', async () => {
  await using first = await come('d1ann')
  await first.say('NS REGISTER sesame1', 'JOIN #d1')
  const time = await timeOf(first, '#d1')
  await using second = await ircClient(world.address, 'd1ann', { caps, signIn: 'sesame1' })
  await using third = await ircClient(world.address, 'd1ann', { caps: ['batch'], signIn: 'sesame1' })
  await using ben = await come('d1ben')
  await ben.say('JOIN #d1')
  await first.say(`MARKREAD #d1 timestamp=${time}`, `MARKREAD #d1 timestamp=${time}`)
  expect(only(await second.sync(), 'MARKREAD')).toEqual([`MARKREAD #d1 timestamp=${time}`])
  expect(only(await third.sync(), 'MARKREAD')).toEqual([])
  expect(only(await ben.sync(), 'MARKREAD')).toEqual([])
})
