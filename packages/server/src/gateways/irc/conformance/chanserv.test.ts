// ChanServ: channels looked after by a service, as clients without modes and users of other networks expect it.

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string) => ircClient(world.address, nick)

test('[R-IRC-170] a channel made as a guest is one’s own once one has signed in and asks for it', async () => {
  await using ann = await come('a1ann')
  await ann.say('JOIN #a1')
  expect(only(await ann.say('CS REGISTER #a1'), 'NOTICE')).toEqual([
    'NOTICE a1ann :Sign in first: NickServ and SASL know how.',
  ])
  await ann.say('NS REGISTER sesame')
  expect(only(await ann.say('PRIVMSG ChanServ :register #A1'), 'NOTICE')).toEqual(['NOTICE a1ann :#a1 is yours now.'])
  expect(only(await ann.say('CS REGISTER #a1'), 'NOTICE')).toEqual(['NOTICE a1ann :#a1 is yours.'])
  const told = only(await ann.say('CHANSERV INFO #a1'), 'NOTICE')
  expect(told[1]).toBe('NOTICE a1ann :It belongs to a1ann.')
})

test('[R-IRC-170] what belongs to somebody, or one is no operator of, is not given away', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  await ann.say('NS REGISTER sesame', 'JOIN #b1')
  await ben.say('NS REGISTER sesame', 'JOIN #b1')
  const told = await ben.say('CS REGISTER #b1', 'CS REGISTER #b2', 'CS REGISTER b1', 'CS OP #b1')
  expect(only(told, 'NOTICE')).toEqual([
    'NOTICE b1ben :You are not a moderator of that room.',
    'NOTICE b1ben :There is no such room.',
    'NOTICE b1ben :b1 is no channel.',
    'NOTICE b1ben :You are not a moderator of that room.',
  ])
  await ann.say('CS OP #b1 b1ben')
  expect((await ben.sync()).map(bare)).toEqual(['MODE #b1 +o b1ben'])
  expect(only(await ben.say('CS REGISTER #b1'), 'NOTICE')).toEqual(['NOTICE b1ben :You may not do that.'])
  expect(only(await ben.say('CS DEOP #b1'), 'MODE', 'NOTICE')).toEqual(['MODE #b1 -o b1ben', 'NOTICE b1ben :Done.'])
})
