// WHO and WHOX (RFC 2812, 3.6.1; IRCv3 WHOX), USERHOST and ISON (RFC 2812, 4.8 and 4.9).

import { hashOf, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => {
  const operators = [{ name: 'root', passwordHash: await hashOf('secret') }]
  world = await ircWorld({ settings: { operators } })
})
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

test('[R-IRC-300] WHO of a channel tells of each member: user, host, server, nick, flags, real name', async () => {
  await using ann = await come('a1ann')
  await using ben = await ircClient(world.address, 'a1ben', { user: 'benny', about: 'Ben B.' })
  await ann.say('JOIN #a1')
  await ben.say('JOIN #a1', 'AWAY :lunch')
  expect(only(await ann.say('WHO #A1'), '352', '315')).toEqual([
    '352 #a1 a1ann localhost irc.test a1ann H@ :0 Realname',
    '352 #a1 benny localhost irc.test a1ben G :0 Ben B.',
    '315 #A1 :End of WHO list',
  ])
})

test('[R-IRC-300] flags tell of operators and bots, and of all prefixes with multi-prefix', async () => {
  await using ann = await come('a2ann', ['multi-prefix'])
  await ann.say('JOIN #a2', 'OPER root secret', 'MODE a2ann +B')
  expect(only(await ann.say('WHO #a2'), '352')).toEqual(['352 #a2 a2ann localhost irc.test a2ann H*B@+ :0 Realname'])
})

test('[R-IRC-301] WHO of a mask finds nicks, or whole names with ! or @; with o operators alone', async () => {
  await using ann = await come('b1ann')
  await using ben = await ircClient(world.address, 'b1ben', { user: 'bees' })
  const nicks = async (asked: string) => only(await ann.say(asked), '352').map((line) => line.split(' ')[5])
  expect(await nicks('WHO B1*')).toEqual(['b1ann', 'b1ben'])
  expect(await nicks('WHO b1be?')).toEqual(['b1ben'])
  expect(await nicks('WHO *!bees@*')).toEqual(['b1ben'])
  expect(await nicks('WHO b1* o')).toEqual([])
  await ben.say('OPER root secret')
  expect(await nicks('WHO b1* o')).toEqual(['b1ben'])
})

test('[R-IRC-302] who is invisible is found by a mask only by those who share a channel, and by their nick by all', async () => {
  await using ann = await come('c1ann')
  await using ben = await come('c1ben')
  await ben.say('MODE c1ben +i')
  const found = async (mask: string) => only(await ann.say(`WHO ${mask}`), '352').length
  expect([await found('c1be*'), await found('c1ben')]).toEqual([0, 1])
  await ben.say('JOIN #c1')
  expect([await found('c1be*'), await found('#c1')]).toEqual([0, 0])
  await ann.say('JOIN #c1')
  expect([await found('c1be*'), await found('#c1')]).toEqual([1, 2])
})

test('[R-IRC-302] of a channel that one may not know of nobody is told', async () => {
  await using ann = await come('c2ann')
  await using ben = await come('c2ben')
  await ann.say('JOIN #c2,#c3', 'MODE #c2 +s', 'MODE #c3 +i')
  expect(only(await ben.say('WHO #c2', 'WHO #c3', 'WHO #c4', 'WHO c2ann'), '352', '315')).toEqual([
    '315 #c2 :End of WHO list',
    '315 #c3 :End of WHO list',
    '315 #c4 :End of WHO list',
    '352 * c2ann localhost irc.test c2ann H :0 Realname',
    '315 c2ann :End of WHO list',
  ])
})

test('[R-IRC-303] WHOX tells the fields asked for, in an order of its own, with the token', async () => {
  await using ann = await come('d1ann')
  await ann.say('JOIN #d1')
  expect(only(await ann.say('WHO #d1 %rnfshuct,42'), '354')).toEqual([
    '354 42 #d1 d1ann localhost irc.test d1ann H@ Realname',
  ])
  expect(only(await ann.say('WHO d1ann %aodl'), '354')).toEqual(['354 0 0 0 n/a'])
  expect(only(await ann.say('WHO d1ann o%n'), '354', '315')).toEqual(['315 d1ann :End of WHO list'])
})

test('[R-IRC-303] the account is a field, and the address one for oneself and for operators', async () => {
  await using ann = await come('d2ann')
  await using ben = await come('d2ben')
  await ann.say('NS REGISTER sesame')
  const fields = async () => only(await ben.say('WHO d2ann %ia', 'WHO d2ben %ia'), '354')
  expect(await fields()).toEqual(['354 255.255.255.255 d2ann', '354 127.0.0.1 0'])
  await ben.say('OPER root secret')
  expect(await fields()).toEqual(['354 127.0.0.1 d2ann', '354 127.0.0.1 0'])
})

test('[R-IRC-304] USERHOST tells where people come from, and whether they are away; ISON who is here', async () => {
  await using ann = await come('e1ann')
  await using ben = await come('e1ben')
  await ben.say('AWAY :lunch')
  expect(only(await ann.say('USERHOST e1ann E1Ben nobody'), '302')).toEqual([
    '302 :e1ann=+e1ann@localhost e1ben=-e1ben@localhost',
  ])
  expect(only(await ann.say('ISON E1ANN :e1ben nobody', 'ISON nobody'), '303')).toEqual(['303 :e1ann e1ben', '303 :'])
})
