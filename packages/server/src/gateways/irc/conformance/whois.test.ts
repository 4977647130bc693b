// WHOIS and WHOWAS (RFC 2812, 3.6.2 and 3.6.3; modern.ircdocs.horse, "WHOIS message").

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
const codes = (lines: readonly string[]) => lines.map((line) => line.split(' ')[1])

test('[R-IRC-310] WHOIS tells who somebody is, where they are, their server, account, and idle time', async () => {
  await using ann = await come('a1ann')
  await using ben = await come('a1ben')
  await ben.say('NS REGISTER sesame', 'JOIN #a1', 'AWAY :lunch', 'MODE a1ben +B', 'OPER root secret')
  const told = await ann.say('WHOIS A1BEN')
  expect(codes(told)).toEqual(['311', '301', '319', '312', '313', '335', '330', '671', '317', '318'])
  expect(only(told, '311', '301', '319', '312', '330', '318')).toEqual([
    '311 a1ben a1ben localhost * Realname',
    '301 a1ben lunch',
    '319 a1ben @#a1',
    '312 a1ben irc.test test',
    '330 a1ben a1ben :is logged in as',
    '318 a1ben :End of /WHOIS list',
  ])
  expect(only(told, '317')[0]).toMatch(/^317 a1ben \d+ \d{10} :seconds idle, signon time$/u)
})

test('[R-IRC-311] the address and the modes are for oneself, the address for operators as well', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  expect(only(await ann.say('WHOIS b1ann'), '338', '379')).toEqual([
    '338 b1ann b1ann@localhost 127.0.0.1 :is actually using host',
    '379 b1ann :is using modes +w',
  ])
  expect(only(await ann.say('WHOIS b1ben'), '338', '379')).toEqual([])
  await ann.say('OPER root secret')
  expect(codes(await ann.say('WHOIS b1ben'))).toContain('338')
  await ben.sync()
})

test('[R-IRC-311] channels are those that the asker may know of', async () => {
  await using ann = await come('b2ann')
  await using ben = await come('b2ben')
  await ann.say('JOIN #b2open,#b2secret,#b2closed', 'MODE #b2secret +s', 'MODE #b2closed +i')
  const channels = async () => only(await ben.say('WHOIS b2ann'), '319')
  expect(await channels()).toEqual(['319 b2ann @#b2open'])
  await ann.say('MODE b2ann +i')
  expect(await channels()).toEqual([])
  await ben.say('JOIN #b2open')
  expect(await channels()).toEqual(['319 b2ann @#b2open'])
})

test('[R-IRC-312] several people, a server before the nick, nobody, nothing', async () => {
  await using ann = await come('c1ann')
  expect(only(await ann.say('WHOIS c1ann,nobody'), '311', '401', '318')).toEqual([
    '311 c1ann c1ann localhost * Realname',
    '318 c1ann :End of /WHOIS list',
    '401 nobody :No such nick',
    '318 nobody :End of /WHOIS list',
  ])
  expect(only(await ann.say('WHOIS irc.test c1ann', 'WHOIS c1ann c1ann'), '311')).toHaveLength(2)
  expect(only(await ann.say('WHOIS'), '431')).toEqual(['431 :No nickname given'])
})

test('[R-IRC-313] many channels are told in lines that are not too long', async () => {
  await using ann = await come('d1ann')
  const names = Array.from({ length: 12 }, (_, at) => `#${'ü'.repeat(30)}${at}`)
  await ann.say(`JOIN ${names.slice(0, 6).join(',')}`, `JOIN ${names.slice(6).join(',')}`)
  const told = (await ann.say('WHOIS d1ann')).filter((line) => line.includes(' 319 '))
  expect(told.length).toBeGreaterThan(1)
  expect(Math.max(...told.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(510)
  const shown = told.flatMap((line) => line.split(' ').slice(4))
  expect(shown.map((name) => name.replace(/^:?@/u, ''))).toEqual(names)
})

test('[R-IRC-314] WHOWAS tells who had a nick, latest first, as many as asked for', async () => {
  await using ann = await come('e1ann')
  for (const user of ['one', 'two', 'three']) {
    const ben = await ircClient(world.address, 'e1ben', { user })
    ben.send('QUIT')
    await ben.ended()
  }
  const users = async (asked: string) => only(await ann.say(asked), '314').map((line) => line.split(' ')[2])
  expect(await users('WHOWAS E1BEN')).toEqual(['three', 'two', 'one'])
  expect(await users('WHOWAS e1ben 2')).toEqual(['three', 'two'])
  expect(await users('WHOWAS e1ben 0')).toEqual(['three', 'two', 'one'])
  expect(await users('WHOWAS e1b* -1')).toEqual(['three', 'two', 'one'])
  const told = await ann.say('WHOWAS e1ben 1')
  expect(codes(told)).toEqual(['314', '312', '369'])
  expect(only(told, '314')).toEqual(['314 e1ben three localhost * Realname'])
})

test('[R-IRC-314] a nick that was given up is one that somebody had; of one that nobody had is told so', async () => {
  await using ann = await come('e2ann')
  await ann.say('NICK e2other')
  expect(only(await ann.say('WHOWAS e2ann'), '314')).toEqual(['314 e2ann e2ann localhost * Realname'])
  expect(only(await ann.say('WHOWAS nobody', 'WHOWAS'), '406', '369', '431')).toEqual([
    '406 nobody :There was no such nickname',
    '369 nobody :End of WHOWAS',
    '431 :No nickname given',
  ])
})
