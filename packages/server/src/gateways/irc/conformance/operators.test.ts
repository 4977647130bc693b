// OPER, KILL, WALLOPS, REHASH (RFC 2812, 3.1.4, 3.7.1, 4.7, 4.2) and KLINE.

import { hashOf, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => {
  const operators = [{ name: 'root', passwordHash: await hashOf('secret') }]
  world = await ircWorld({ settings: { operators } })
})
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

/** Somebody who is an operator. */
async function operator(nick: string) {
  const client = await come(nick)
  await client.say('OPER root secret')
  return client
}

test('[R-IRC-350] OPER makes an operator, tells the mode, and gives it up by MODE -o', async () => {
  await using ann = await come('a1ann')
  expect((await ann.say('OPER root secret')).map(bare)).toEqual([
    'MODE a1ann +o',
    '381 :You are now an operator of this server',
  ])
  expect((await ann.say('MODE a1ann -o', 'KILL a1ann')).map(bare)).toEqual([
    'MODE a1ann -o',
    '481 :You are not an operator of this server',
  ])
})

test('[R-IRC-350] a wrong name, a wrong password and none are refused alike', async () => {
  await using ann = await come('a2ann')
  const told = await ann.say('OPER root wrong', 'OPER nobody secret', 'OPER root', 'OPER')
  expect(told.map(bare)).toEqual([
    '491 :No operator has that name and password',
    '491 :No operator has that name and password',
    '491 :No operator has that name and password',
    '461 OPER :Not enough parameters',
  ])
})

test('[R-IRC-351] KILL sends somebody away with the reason, and the others are told', async () => {
  await using ann = await operator('b1ann')
  await using ben = await come('b1ben')
  await using carl = await come('b1carl')
  await ben.say('JOIN #b1')
  await carl.say('JOIN #b1')
  expect(await ann.say('KILL b1ben :spam')).toEqual([])
  expect((await ben.ended()).at(-1)).toBe('ERROR :Closing link (Removed by b1ann: spam)')
  expect(bare(await carl.until('QUIT'))).toBe('QUIT :Removed by b1ann: spam')
  expect((await ann.say('KILL b1ben', 'KILL irc.test')).map(bare)).toEqual([
    '401 b1ben :No such nick',
    '483 :You cannot kill a server',
  ])
})

test('[R-IRC-351] who is no operator does none of it', async () => {
  await using ann = await come('b2ann')
  const verbs = ['KILL b2ann', 'WALLOPS :hello', 'REHASH', 'KLINE *!*@* x', 'KLINE', 'UNKLINE *!*@*']
  expect((await ann.say(...verbs)).map(bare)).toEqual(verbs.map(() => '481 :You are not an operator of this server'))
})

test('[R-IRC-352] WALLOPS is heard by all with +w, whom it is by, and in lines that are not too long', async () => {
  await using ann = await operator('c1ann')
  await using ben = await come('c1ben')
  await using carl = await come('c1carl')
  await carl.say('MODE c1carl -w')
  expect(await ann.say('WALLOPS :back soon')).toEqual([':c1ann!c1ann@localhost WALLOPS :back soon'])
  expect(await ben.sync()).toEqual([':c1ann!c1ann@localhost WALLOPS :back soon'])
  expect(await carl.sync()).toEqual([])
  expect(only(await ann.say('WALLOPS :'), '461')).toEqual(['461 WALLOPS :Not enough parameters'])
})

test('[R-IRC-352] what is announced on another wire is heard here in full', async () => {
  await using ben = await come('c2ben')
  const browser = new WebSocketActor(world.address)
  await browser.connect()
  await browser.identify('c2ann')
  await browser.request('server.operate', { name: 'root', password: 'secret' })
  const words = Array.from({ length: 40 }, (_, at) => `${'ö'.repeat(6)}${at}`)
  await browser.request('server.announce', { body: words.join(' ') })
  const told = await ben.sync()
  expect(told.length).toBeGreaterThan(1)
  expect(told.every((line) => Buffer.byteLength(line) <= 510)).toBe(true)
  expect(told.map((line) => line.replace(/^.* WALLOPS :/u, '')).join(' ')).toBe(words.join(' '))
  await browser.request('server.announce', { body: 'for operators', to: 'operators' })
  expect(await ben.sync()).toEqual([])
  browser.drop()
})

test('[R-IRC-353] KLINE keeps people off, tells who is, and UNKLINE lets them in', async () => {
  await using ann = await operator('d1ann')
  await using ben = await ircClient(world.address, 'd1ben', { user: 'spam' })
  const says = async (...lines: readonly string[]) => (await ann.say(...lines)).map(bare)
  expect(await says('KLINE 60 *!spam@* no more')).toEqual(['NOTICE d1ann :*!spam@* is kept off; 1 sent away'])
  expect((await ben.ended()).at(-1)).toMatch(/^ERROR :Closing link/u)
  expect(await says('KLINE')).toEqual([
    expect.stringMatching(/^NOTICE d1ann :\*!spam@\* is kept off by d1ann until .+: no$/u),
    'NOTICE d1ann :1 kept off in all',
  ])
  await expect(ircClient(world.address, 'd1ben', { user: 'spam' })).rejects.toThrow('001')
  expect(await says('UNKLINE *!spam@*', 'UNKLINE *!spam@*')).toEqual([
    'NOTICE d1ann :*!spam@* may come again',
    'NOTICE d1ann :*!spam@* was not kept off',
  ])
  await using back = await ircClient(world.address, 'd1ben', { user: 'spam' })
  await back.sync()
})

test('[R-IRC-354] REHASH reads the configuration again', async () => {
  await using ann = await operator('e1ann')
  expect((await ann.say('REHASH')).map(bare)).toEqual(['382 none Rehashing'])
})
