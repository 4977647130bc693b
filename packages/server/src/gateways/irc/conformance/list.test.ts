// NAMES, LIST and TOPIC (RFC 2812, 3.2.4 to 3.2.6; ISUPPORT ELIST; IRCv3 multi-prefix, userhost-in-names).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld({ clockInHand: true })))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })
const channelsOf = (lines: readonly string[]) => only(lines, '322').map((line) => line.split(' ')[1])

test('[R-IRC-115] NAMES of several channels is ended once; of what is not there nothing is said', async () => {
  await using ann = await come('a1ann')
  await ann.say('JOIN #a1,#a2')
  expect((await ann.say('NAMES #A1,#a2,#a3,nothing')).map(bare)).toEqual([
    '353 = #a1 @a1ann',
    '353 = #a2 @a1ann',
    '366 #a1,#a2,#a3,nothing :End of /NAMES list',
  ])
})

test('[R-IRC-115] NAMES alone tells of all channels that one may know of', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  await ann.say('JOIN #b1,#b2', 'MODE #b2 +s')
  const told = (await ben.say('NAMES')).map(bare)
  expect(told).toContain('353 = #b1 @b1ann')
  expect(told.some((line) => line.includes('#b2'))).toBe(false)
  expect(told.at(-1)).toBe('366 * :End of /NAMES list')
})

test('[R-IRC-116] who is in a secret channel, or does not want to be listed, is not told to those outside', async () => {
  await using ann = await come('c1ann')
  await using ben = await come('c1ben')
  await ann.say('JOIN #c1,#c2', 'MODE #c1 +s')
  await ben.say('JOIN #c2', 'MODE c1ben +i')
  expect(only(await ann.say('NAMES #c1,#c2'), '353')).toEqual(['353 @ #c1 @c1ann', '353 = #c2 :@c1ann c1ben'])
  await using cat = await come('c1cat')
  expect(only(await cat.say('NAMES #c1,#c2'), '353')).toEqual(['353 = #c2 @c1ann'])
})

test('[R-IRC-117] all signs of a member are told to those who asked (multi-prefix), the highest to others', async () => {
  await using ann = await come('d1ann', ['multi-prefix'])
  await using ben = await come('d1ben')
  await ann.say('JOIN #d1')
  await ben.say('JOIN #d1')
  await ann.say('MODE #d1 +v d1ben')
  expect(only(await ann.say('NAMES #d1'), '353')).toEqual(['353 = #d1 :@+d1ann +d1ben'])
  expect(only(await ben.say('NAMES #d1'), '353')).toEqual(['353 = #d1 :@d1ann +d1ben'])
})

test('[R-IRC-117] nick!user@host is told to those who asked (userhost-in-names)', async () => {
  await using ann = await come('e1ann', ['userhost-in-names'])
  await ann.say('JOIN #e1')
  expect(only(await ann.say('NAMES #e1'), '353')).toEqual(['353 = #e1 @e1ann!e1ann@localhost'])
})

test('[R-IRC-118] no line of NAMES is longer than 512 bytes, and nobody is lost', async () => {
  const nicks = Array.from({ length: 40 }, (_, at) => `f1${'n'.repeat(20)}${at}`)
  const all = await Promise.all(nicks.map((nick) => come(nick)))
  for (const one of all) await one.say('JOIN #f1')
  const [first] = all
  const lines = (await first?.say('NAMES #f1'))?.filter((line) => line.includes(' 353 ')) ?? []
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510)
  const told = lines.flatMap((line) => line.slice(line.indexOf(' :') + 2).split(' '))
  expect(told.map((name) => name.replace('@', '')).toSorted()).toEqual(nicks.toSorted())
  for (const one of all) one.drop()
})

test('[R-IRC-120] LIST tells of channels, how many are there and what about', async () => {
  await using ann = await come('g1ann')
  await ann.say('JOIN #g1', 'TOPIC #g1 :Tea at five')
  expect((await ann.say('LIST #g1')).map(bare)).toEqual([
    '321 Channel :Users  Name',
    '322 #g1 1 :Tea at five',
    '323 :End of LIST',
  ])
  expect((await ann.say('LIST #gone')).map(bare)).toEqual(['321 Channel :Users  Name', '323 :End of LIST'])
})

test('[R-IRC-120] a secret channel is listed for its members alone, and the lobby for those who see it', async () => {
  await using ann = await come('h1ann')
  await using ben = await come('h1ben')
  await ann.say('JOIN #h1', 'MODE #h1 +s')
  expect(channelsOf(await ann.say('LIST #h1,#lobby'))).toEqual(['#h1'])
  expect(channelsOf(await ben.say('JOIN #lobby', 'LIST #h1,#lobby'))).toEqual(['#Lobby'])
})

test('[R-IRC-121] LIST takes masks, what does not fit a mask, and how many people (ELIST M, N, U)', async () => {
  await using ann = await come('i1ann')
  await using ben = await come('i1ben')
  await ann.say('JOIN #i1one,#i1two')
  await ben.say('JOIN #i1two')
  expect(channelsOf(await ann.say('LIST *I1ONE'))).toEqual(['#i1one'])
  expect(channelsOf(await ann.say('LIST #i1*,!*one'))).toEqual(['#i1two'])
  expect(channelsOf(await ann.say('LIST #i1*,>1'))).toEqual(['#i1two'])
  expect(channelsOf(await ann.say('LIST #i1*,<2'))).toEqual(['#i1one'])
  expect(channelsOf(await ann.say('LIST #i1?ne,#i1tw?'))).toEqual(['#i1one', '#i1two'])
})

test('[R-IRC-121] and how many minutes ago a channel was made or its topic set (ELIST C, T)', async () => {
  await using ann = await come('k1ann')
  await ann.say('JOIN #k1old', 'TOPIC #k1old :one')
  world.clock?.advance(150_000)
  await ann.say('JOIN #k1new,#k1bare', 'TOPIC #k1new :two')
  world.clock?.advance(60_000)
  expect(channelsOf(await ann.say('LIST #k1*,C>2'))).toEqual(['#k1old'])
  expect(channelsOf(await ann.say('LIST #k1*,C<2'))).toEqual(['#k1new', '#k1bare'])
  expect(channelsOf(await ann.say('LIST #k1*,C<0'))).toEqual([])
  expect(channelsOf(await ann.say('LIST #k1*,T>2'))).toEqual(['#k1old'])
  expect(channelsOf(await ann.say('LIST #k1*,T<2'))).toEqual(['#k1new'])
})

test('[R-IRC-125] a topic is told to all in the channel, cleared by an empty one, and not told when it is the same', async () => {
  await using ann = await come('l1ann')
  await using ben = await come('l1ben')
  await ann.say('JOIN #l1')
  await ben.say('JOIN #l1')
  await ann.sync()
  expect((await ann.say('TOPIC #L1 :Tea')).map(bare)).toEqual(['TOPIC #l1 Tea'])
  expect(await ben.sync()).toEqual([':l1ann!l1ann@localhost TOPIC #l1 Tea'])
  expect(await ann.say('TOPIC #l1 :Tea')).toEqual([])
  expect(await ben.sync()).toEqual([])
  expect((await ann.say('TOPIC #l1 :')).map(bare)).toEqual(['TOPIC #l1 :'])
  expect((await ben.say('TOPIC #l1')).slice(1).map(bare)).toEqual(['331 #l1 :No topic is set'])
})

test('[R-IRC-126] where it is locked operators set it; one asks from outside, but not for that of a secret channel', async () => {
  await using ann = await come('m1ann')
  await using ben = await come('m1ben')
  await ann.say('JOIN #m1,#m2', 'TOPIC #m1 :Tea', 'MODE #m2 +s')
  const told = (await ben.say('TOPIC #m1', 'TOPIC #m2', 'TOPIC #m3', 'TOPIC m1', 'TOPIC #m1 :x')).map(bare)
  expect(told[0]).toBe('332 #m1 Tea')
  expect(told[1]).toMatch(/^333 #m1 m1ann \d+$/u)
  expect(told.slice(2)).toEqual([
    '403 #m2 :No such channel',
    '403 #m3 :No such channel',
    '403 m1 :No such channel',
    '442 #m1 :You are not on that channel',
  ])
  expect((await ben.say('JOIN #m1', 'TOPIC #m1 :x')).map(bare).at(-1)).toBe('482 #m1 :You are not a channel operator')
})

test('[R-IRC-126] a topic is as long as TOPICLEN says', async () => {
  await using ann = await come('n1ann')
  const told = (await ann.say('JOIN #n1', `TOPIC #n1 :${'é'.repeat(200)}${'x'.repeat(20)}`)).map(bare)
  expect(told.at(-1)).toBe(`TOPIC #n1 ${'é'.repeat(200)}${'x'.repeat(20)}`)
  expect(only(await ann.say(`TOPIC #n1 :${'x'.repeat(480)}`), 'TOPIC')).toEqual([`TOPIC #n1 ${'x'.repeat(390)}`])
})
