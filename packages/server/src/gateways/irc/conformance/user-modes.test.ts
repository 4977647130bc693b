// MODE of oneself (RFC 2812, 3.1.5), bot mode (IRCv3 bot-mode), who is written to by accounts alone.

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

test('[R-IRC-340] MODE tells one’s modes and changes them; what is so already is not told', async () => {
  await using ann = await come('a1ann')
  expect((await ann.say('MODE a1ann')).map(bare)).toEqual(['221 +w'])
  expect(await ann.say('MODE A1ann +iB-w+i')).toEqual([':a1ann!a1ann@localhost MODE a1ann +iB-w'])
  expect((await ann.say('MODE a1ann +i', 'MODE a1ann')).map(bare)).toEqual(['221 +Bi'])
})

test('[R-IRC-341] what is no mode is told once, and the rest is done; others’ modes are theirs', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  expect((await ann.say('MODE b1ann +xiy')).map(bare)).toEqual(['501 :Unknown mode flag', 'MODE b1ann +i'])
  expect((await ann.say('MODE b1ben', 'MODE b1ben +i', 'MODE nobody')).map(bare)).toEqual([
    '502 :You can only see or change your own modes',
    '502 :You can only see or change your own modes',
    '401 nobody :No such nick',
  ])
  await ben.sync()
})

test('[R-IRC-341] nobody becomes an operator by MODE', async () => {
  await using ann = await come('b2ann')
  expect(await ann.say('MODE b2ann +o')).toEqual([])
  expect((await ann.say('MODE b2ann')).map(bare)).toEqual(['221 +w'])
})

test('[R-IRC-342] what a bot says carries a tag for those who know tags, and WHOIS and WHO say that it is one', async () => {
  await using ann = await come('c1ann', ['message-tags'])
  await using old = await come('c1old')
  await using bot = await come('c1bot')
  for (const one of [ann, old, bot]) await one.say('JOIN #c1')
  await Promise.all([ann.sync(), old.sync()])
  await bot.say('MODE c1bot +B', 'PRIVMSG #c1 :beep')
  const [told = ''] = await ann.sync()
  expect(told).toMatch(/^@(?=\S*\bdraft\/bot;)(?=\S*\bbot\b)\S+ :c1bot!c1bot@localhost PRIVMSG #c1 :beep$/u)
  expect(await old.sync()).toEqual([':c1bot!c1bot@localhost PRIVMSG #c1 :beep'])
  expect(only(await ann.say('WHOIS c1bot'), '335')).toEqual(['335 c1bot :is a bot'])
  expect(only(await ann.say('WHO c1bot'), '352')[0]).toMatch(/ c1bot HB :0/u)
})

test('[R-IRC-343] with +R guests are told that they have to sign in, until they are written to', async () => {
  await using ann = await come('d1ann')
  await using ben = await come('d1ben')
  await using carl = await come('d1carl')
  await ann.say('NS REGISTER sesame', 'MODE d1ann +R')
  const says = async () => only(await ben.say('PRIVMSG d1ann :hello'), '477')
  expect(await says()).toEqual(['477 d1ann :You need to be signed in'])
  await ann.say('PRIVMSG d1ben :who are you?')
  expect(await says()).toEqual([])
  expect(only(await ann.sync(), 'PRIVMSG')).toEqual(['PRIVMSG d1ann :hello'])
  await carl.say('NS REGISTER sesame')
  expect(only(await carl.say('PRIVMSG d1ann :hello'), '477')).toEqual([])
})

test('[R-IRC-345] ACCEPT lets guests write all the same, and tells whom', async () => {
  await using ann = await come('f1ann')
  await using ben = await come('f1ben')
  await ann.say('NS REGISTER sesame', 'MODE f1ann +R')
  const says = async () => only(await ben.say('PRIVMSG f1ann :hello'), '477').length
  expect(await ann.say('ACCEPT f1BEN')).toEqual([])
  expect(await says()).toBe(0)
  expect((await ann.say('ACCEPT *', 'ACCEPT nobody')).map(bare).slice(-3)).toEqual([
    '281 f1ben',
    '282 :End of /ACCEPT list',
    '401 nobody :No such nick',
  ])
  await ann.say('ACCEPT -f1ben')
  expect(await says()).toBe(1)
})

test('[R-IRC-344] what changes on one device is told to the others', async () => {
  await using phone = await come('e1ann')
  await phone.say('NS REGISTER sesame')
  await using desk = await ircClient(world.address, 'e1ann', { signIn: 'sesame' })
  await phone.sync()
  await phone.say('MODE e1ann +B')
  expect(await desk.sync()).toEqual([':e1ann!e1ann@localhost MODE e1ann +B'])
  expect((await desk.say('MODE e1ann')).map(bare)).toEqual(['221 +Bw'])
})
