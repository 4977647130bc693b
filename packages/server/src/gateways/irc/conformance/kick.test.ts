// KICK, INVITE, KNOCK and RENAME (RFC 2812, 3.2.7 and 3.2.8; IRCv3 invite-notify, draft/channel-rename).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

test('[R-IRC-130] each who is sent out is told of in a line, with the comment or who did it', async () => {
  await using ann = await come('a1ann')
  await using ben = await come('a1ben')
  await using cat = await come('a1cat')
  await ann.say('JOIN #a1')
  await ben.say('JOIN #a1')
  await cat.say('JOIN #a1')
  await ann.sync()
  expect((await ann.say('KICK #a1 a1ben,A1CAT :too loud')).map(bare)).toEqual([
    'KICK #a1 a1ben :too loud',
    'KICK #a1 a1cat :too loud',
  ])
  expect(only(await cat.sync(), 'KICK')).toEqual(['KICK #a1 a1ben :too loud', 'KICK #a1 a1cat :too loud'])
  await ben.say('JOIN #a1')
  await ann.sync()
  expect((await ann.say('KICK #a1,#a1 a1ben,nobody')).map(bare)).toEqual([
    'KICK #a1 a1ben a1ann',
    '401 nobody :No such nick',
  ])
})

test('[R-IRC-131] who may not, or is not there, is told so', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  await ann.say('JOIN #b1')
  expect(
    only(await ann.say('KICK #b1 b1ben', 'KICK #b2 b1ben', 'KICK b1 b1ben', 'KICK #b1'), '441', '403', '461'),
  ).toEqual([
    '441 b1ben #b1 :They are not on that channel',
    '403 #b2 :No such channel',
    '403 b1 :No such channel',
    '461 KICK :Not enough parameters',
  ])
  expect((await ben.say('KICK #b1 b1ann')).map(bare)).toEqual(['442 #b1 :You are not on that channel'])
  expect((await ben.say('JOIN #b1', 'KICK #b1 b1ann')).map(bare).at(-1)).toBe('482 #b1 :You are not a channel operator')
  expect((await ann.say('KICK #b1,#b2,#b3 b1ben,b1ann')).map(bare).at(-1)).toBe('461 KICK :Not enough parameters')
})

test('[R-IRC-135] who is invited is told, and comes in whatever would keep them out', async () => {
  await using ann = await come('c1ann')
  await using ben = await come('c1ben')
  await ann.say('JOIN #c1', 'MODE #c1 +ib c1ben!*@*')
  await ben.say('AWAY :at lunch')
  expect((await ann.say('INVITE C1BEN #C1')).map(bare)).toEqual(['341 c1ben #c1', '301 c1ben :at lunch'])
  expect(await ben.sync()).toEqual([':c1ann!c1ann@localhost INVITE c1ben #c1'])
  expect((await ben.say('INVITE')).map(bare)).toEqual(['336 #c1', '337 :End of INVITE list'])
  expect(only(await ben.say('JOIN #c1'), 'JOIN')).toEqual(['JOIN #c1'])
  expect((await ben.say('INVITE')).map(bare)).toEqual(['337 :End of INVITE list'])
})

test('[R-IRC-136] an invitation that cannot be given is answered with why', async () => {
  await using ann = await come('d1ann')
  await using ben = await come('d1ben')
  await ann.say('JOIN #d1')
  const told = await ann.say('INVITE nobody #d1', 'INVITE d1ann #d1', 'INVITE d1ben #d2', 'INVITE d1ben')
  expect(told.map(bare)).toEqual([
    '401 nobody :No such nick',
    '443 d1ann #d1 :is already on channel',
    '403 #d2 :No such channel',
    '461 INVITE :Not enough parameters',
  ])
  await using cat = await come('d1cat')
  expect((await ben.say('INVITE d1cat #d1')).map(bare)).toEqual(['442 #d1 :You are not on that channel'])
  expect(await cat.sync()).toEqual([])
  await ben.say('JOIN #d1')
  await ann.say('MODE #d1 +i')
  await ben.sync()
  expect((await ben.say('INVITE d1cat #d1')).map(bare)).toEqual(['482 #d1 :You are not a channel operator'])
})

test('[R-IRC-137] operators of the channel who asked for it hear who was invited (invite-notify)', async () => {
  await using ann = await come('e1ann')
  await using ben = await come('e1ben', ['invite-notify'])
  await using cat = await come('e1cat')
  await ann.say('JOIN #e1')
  await ben.say('JOIN #e1')
  await ann.say('MODE #e1 +o e1ben')
  await ben.sync()
  await ann.say('INVITE e1cat #e1')
  expect(await ben.sync()).toEqual([':e1ann!e1ann@localhost INVITE e1cat #e1'])
  expect(await cat.sync()).toEqual([':e1ann!e1ann@localhost INVITE e1cat #e1'])
  expect(await ann.sync()).toEqual([])
})

test('[R-IRC-138] KNOCK asks the operators of a channel, 710 tells them, and 711 to 714 answer', async () => {
  await using ann = await come('f1ann')
  await using ben = await come('f1ben')
  await ann.say('JOIN #f1,#f2', 'MODE #f1 +i')
  const told = await ben.say('KNOCK #f1 :please', 'KNOCK #f1', 'KNOCK #f2', 'KNOCK #f3', 'JOIN #f2', 'KNOCK #f2')
  expect(only(told, '711', '712', '713', '714', '403')).toEqual([
    '711 #f1 :Your knock has been delivered',
    '712 #f1 :Too many knocks',
    '713 #f2 :Channel is open',
    '403 #f3 :No such channel',
    '714 #f2 :You are already on that channel',
  ])
  expect(await ann.until('710')).toBe(':irc.test 710 #f1 #f1 f1ben!f1ben@localhost :has asked for an invite')
})

test('[R-IRC-140] RENAME is told to those who know it; others leave one channel and come into another', async () => {
  await using ann = await come('g1ann', ['draft/channel-rename'])
  await using ben = await come('g1ben')
  await ann.say('JOIN #g1', 'TOPIC #g1 :Tea')
  await ben.say('JOIN #g1')
  await ann.sync()
  expect((await ann.say('RENAME #g1 #g2 :better')).map(bare)).toEqual(['RENAME #g1 #g2 better'])
  const told = [await ben.until('PART'), await ben.until('JOIN'), await ben.until('332'), await ben.until('353')]
  expect(told.map(bare)).toEqual(['PART #g1 better', 'JOIN #g2', '332 #g2 Tea', '353 = #g2 :@g1ann g1ben'])
  expect(only(await ben.say('JOIN #g1'), '353')).toEqual(['353 = #g1 @g1ben'])
})

test('[R-IRC-141] a name that cannot be had is refused with FAIL', async () => {
  await using ann = await come('h1ann')
  await using ben = await come('h1ben')
  await ann.say('JOIN #h1,#h2')
  expect((await ann.say('RENAME #h1 #h2', 'RENAME #h1 h3', 'RENAME #h1 #h,', 'RENAME #lobby #h4')).map(bare)).toEqual([
    'FAIL RENAME CHANNEL_NAME_IN_USE #h1 #h2 :There is already a room with that name.',
    'FAIL RENAME CANNOT_RENAME #h1 h3 :That is no name of a channel',
    'FAIL RENAME CANNOT_RENAME #h1 #h, :That cannot be a name.',
    '482 #lobby :You are not a channel operator',
  ])
  expect((await ben.say('RENAME #h1 #h5', 'RENAME #h9 #h5')).map(bare)).toEqual([
    '442 #h1 :You are not on that channel',
    '403 #h9 :No such channel',
  ])
})
