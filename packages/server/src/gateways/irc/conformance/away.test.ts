// AWAY (RFC 2812, 4.1), away-notify and draft/pre-away (IRCv3), SETNAME (IRCv3 setname).

import { limits } from '@hubbub/protocol'
import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, ircClient, IrcClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

test('[R-IRC-330] AWAY is answered, told to whoever writes, and to those in a channel with away-notify', async () => {
  await using ann = await come('a1ann', ['away-notify'])
  await using old = await come('a1old')
  await using ben = await come('a1ben')
  await using far = await come('a1far', ['away-notify'])
  for (const one of [ann, old, ben]) await one.say('JOIN #a1')
  await Promise.all([ann.sync(), old.sync()])
  expect((await ben.say('AWAY :lunch')).map(bare)).toEqual(['306 :You have been marked as being away'])
  expect(await ann.sync()).toEqual([':a1ben!a1ben@localhost AWAY lunch'])
  expect([await old.sync(), await far.sync()]).toEqual([[], []])
  expect(only(await ann.say('PRIVMSG a1ben :hello'), '301')).toEqual(['301 a1ben lunch'])
  expect((await ben.say('AWAY')).map(bare).at(-1)).toBe('305 :You are no longer marked as being away')
  expect((await ann.sync()).map(bare)).toEqual(['AWAY'])
})

test('[R-IRC-331] AWAY comes before registration, for those who asked for it', async () => {
  await using ann = await come('b1ann', ['away-notify'])
  await ann.say('JOIN #b1')
  await using ben = new IrcClient(world.address)
  ben.send('CAP LS 302', 'NICK b1ben', 'AWAY :early', 'CAP REQ :draft/pre-away', 'AWAY :on the way', 'USER b 0 * :B')
  expect(bare(await ben.until('451'))).toBe('451 :You need to register first')
  expect(bare(await ben.until('306'))).toBe('306 :You have been marked as being away')
  await ben.say('CAP END', 'JOIN #b1')
  expect(only(await ann.sync(), 'JOIN', 'AWAY')).toEqual(['JOIN #b1', 'AWAY :on the way'])
})

test('[R-IRC-331] a program that comes without its person says nothing of those who are here', async () => {
  await using ann = await come('b2ann')
  await using ben = await come('b2ben')
  await ben.say('NS REGISTER sesame')
  const arrive = async (said: string): Promise<IrcClient> => {
    const client = new IrcClient(world.address)
    client.send('CAP REQ :sasl draft/pre-away', `AWAY ${said}`, 'NICK b2ben', 'USER b 0 * :B')
    client.send('AUTHENTICATE PLAIN', `AUTHENTICATE ${btoa('\0b2ben\0sesame')}`, 'CAP END')
    await client.until('001')
    await client.sync()
    return client
  }
  const why = async () => only(await ann.say('WHOIS b2ben'), '301')
  await using program = await arrive('*')
  expect(await why()).toEqual([])
  await using phone = await arrive(':on the phone')
  expect(await why()).toEqual(['301 b2ben :on the phone'])
  for (const one of [ben, program, phone]) {
    one.send('QUIT')
    await one.ended()
  }
  await using alone = await arrive('*')
  expect(await why()).toEqual(['301 b2ben away'])
  await alone.sync()
})

test('[R-IRC-332] a reason is cut, between characters, to what a line holds', async () => {
  await using ann = await come('c1ann')
  await using ben = await come('c1ben')
  await ben.say(`AWAY :${'ä'.repeat(245)}`)
  const [told = ''] = only(await ann.say('WHOIS c1ben'), '301')
  expect(told).toBe(`301 c1ben ${'ä'.repeat(Math.floor(limits.reason_chars_max / 2))}`)
})

test('[R-IRC-333] SETNAME is told to those who know it, oneself among them', async () => {
  await using ann = await come('d1ann', ['setname'])
  await using old = await come('d1old')
  await using ben = await come('d1ben', ['setname'])
  for (const one of [ann, old, ben]) await one.say('JOIN #d1')
  await Promise.all([ann.sync(), old.sync()])
  expect(await ben.say('SETNAME :Ben the Second')).toEqual([':d1ben!d1ben@localhost SETNAME :Ben the Second'])
  expect(await ann.sync()).toEqual([':d1ben!d1ben@localhost SETNAME :Ben the Second'])
  expect(await old.sync()).toEqual([])
  expect(only(await old.say('WHO d1ben'), '352')[0]).toMatch(/:0 Ben the Second$/u)
})

test('[R-IRC-333] a real name that cannot be is refused', async () => {
  await using ann = await come('d2ann', ['setname'])
  const long = 'x'.repeat(limits.person_about_chars_max + 1)
  expect(only(await ann.say('SETNAME :', `SETNAME :${long}`), 'FAIL', 'SETNAME')).toEqual([
    'FAIL SETNAME INVALID_REALNAME :That cannot be a real name',
    'FAIL SETNAME INVALID_REALNAME :That cannot be a real name',
  ])
})

test('[R-IRC-333] a program that says it is one has not said another name', async () => {
  await using ann = await come('d3ann', ['setname'])
  await using ben = await come('d3ben')
  await ann.say('JOIN #d3')
  await ben.say('JOIN #d3', 'MODE d3ben +B')
  expect(only(await ann.sync(), 'SETNAME')).toEqual([])
})
