// MONITOR (IRCv3 monitor, extended-monitor).

import { limits } from '@hubbub/protocol'
import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

test('[R-IRC-320] + tells who is here and who is not, and then who comes and goes', async () => {
  await using ann = await come('a1ann')
  await using ben = await come('a1ben')
  expect((await ann.say('MONITOR + A1Ben,a1carl,a1*')).map(bare)).toEqual(['730 a1ben!a1ben@localhost', '731 a1carl'])
  await using carl = await come('a1carl')
  expect(bare(await ann.until('730'))).toBe('730 a1carl!a1carl@localhost')
  carl.send('QUIT')
  expect(bare(await ann.until('731'))).toBe('731 a1carl')
  await ben.sync()
})

test('[R-IRC-321] who takes another nick goes under one and comes under the other', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  await ann.say('MONITOR + b1ben,b1other')
  await ben.say('NICK b1other')
  expect((await ann.sync()).map(bare)).toEqual(['731 b1ben', '730 b1other!b1ben@localhost'])
  await ben.say('NICK B1Other')
  expect(await ann.sync()).toEqual([])
})

test('[R-IRC-322] the list is told, cleared, and its state asked for', async () => {
  await using ann = await come('c1ann')
  await ann.say('MONITOR + c1ann,c1ben,c1carl', 'MONITOR - C1BEN')
  expect((await ann.say('MONITOR L')).map(bare)).toEqual(['732 c1ann,c1carl', '733 :End of MONITOR list'])
  expect((await ann.say('monitor s')).map(bare)).toEqual(['730 c1ann!c1ann@localhost', '731 c1carl'])
  expect((await ann.say('MONITOR C', 'MONITOR L')).map(bare)).toEqual(['733 :End of MONITOR list'])
})

test('[R-IRC-322] a full list takes no more, and says which', async () => {
  await using ann = await come('c2ann')
  const nicks = Array.from({ length: limits.irc_monitor_nicks_max }, (_, at) => `n${at}`)
  for (let at = 0; at < nicks.length; at += 50) await ann.say(`MONITOR + ${nicks.slice(at, at + 50).join(',')}`)
  expect(only(await ann.say('MONITOR + n0,more,most'), '734')).toEqual(['734 100 more,most :Monitor list is full'])
})

test('[R-IRC-323] with extended-monitor what changes in those who are watched is told without a channel in common', async () => {
  const caps = ['away-notify', 'account-notify', 'setname']
  await using ann = await come('d1ann', [...caps, 'extended-monitor'])
  await using old = await come('d1old', [...caps, 'draft/extended-monitor'])
  await using plain = await come('d1plain', caps)
  for (const one of [ann, old, plain]) await one.say('MONITOR + d1ben')
  await using ben = await come('d1ben', ['setname'])
  await ben.say('AWAY :lunch', 'SETNAME :Ben', 'NS REGISTER sesame', 'AWAY')
  const told = (lines: readonly string[]) => only(lines, 'AWAY', 'SETNAME', 'ACCOUNT')
  const changes = ['AWAY lunch', 'SETNAME Ben', 'ACCOUNT d1ben', 'AWAY']
  expect(told(await ann.sync())).toEqual(changes)
  expect(told(await old.sync())).toEqual(changes)
  expect(told(await plain.sync())).toEqual([])
})
