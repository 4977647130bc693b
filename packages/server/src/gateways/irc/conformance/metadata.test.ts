// METADATA (IRCv3 draft/metadata-2).

import { limits } from '@hubbub/protocol'
import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, IrcClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const caps = ['draft/metadata-2', 'batch']
const come = (nick: string, more: readonly string[] = []) =>
  ircClient(world.address, nick, { caps: [...caps, ...more] })
/** Lines without their batches' names. */
const told = (lines: readonly string[]) => lines.map((line) => bare(line).replace(/^BATCH ([+-])\S+/u, 'BATCH $1'))
const metadata = (lines: readonly string[]) => only(lines, 'METADATA')

test('[R-IRC-360] SET answers with the value, GET in the order of the keys, LIST with all, CLEAR takes all away', async () => {
  await using ann = await come('a1ann')
  expect(
    told(await ann.say('METADATA * SET avatar :https://a.example/a.png', 'METADATA a1ANN SET b :two words')),
  ).toEqual(['761 a1ann avatar * https://a.example/a.png', '761 a1ann b * :two words'])
  expect(told(await ann.say('METADATA * GET c b constructor'))).toEqual([
    'BATCH + metadata a1ann',
    '766 a1ann c :no matching key',
    '761 a1ann b * :two words',
    '766 a1ann constructor :no matching key',
    'BATCH -',
  ])
  expect(told(await ann.say('METADATA * LIST')).slice(1, -1)).toEqual([
    '761 a1ann avatar * https://a.example/a.png',
    '761 a1ann b * :two words',
  ])
  expect(told(await ann.say('METADATA * SET b', 'METADATA * SET b :'))).toEqual([
    '766 a1ann b :no matching key',
    'FAIL METADATA KEY_NOT_SET b :That key is not set',
  ])
  expect(told(await ann.say('METADATA * CLEAR', 'METADATA * LIST'))).toEqual([
    'BATCH + metadata a1ann',
    '766 a1ann avatar :no matching key',
    'BATCH -',
    'BATCH + metadata a1ann',
    'BATCH -',
  ])
})

test('[R-IRC-361] what cannot be has its code', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  await ann.say('JOIN #b1')
  await ben.say('JOIN #b1')
  await ann.sync()
  const long = 'x'.repeat(limits.irc_metadata_value_bytes_max + 1)
  const lines = [
    'METADATA nobody LIST',
    'METADATA #nowhere LIST',
    'METADATA b1ann SET a :x',
    'METADATA #b1 SET a :x',
    'METADATA * SET Bad! :x',
    'METADATA * SET __proto__ :x',
    `METADATA * SET a :${long}`,
    'METADATA * JUMP',
  ]
  expect(only(await ben.say(...lines), 'FAIL').map((line) => line.replace(/ :.*/u, ''))).toEqual([
    'FAIL METADATA INVALID_TARGET nobody',
    'FAIL METADATA INVALID_TARGET #nowhere',
    'FAIL METADATA KEY_NO_PERMISSION b1ann a',
    'FAIL METADATA KEY_NO_PERMISSION #b1 a',
    'FAIL METADATA KEY_INVALID Bad!',
    'FAIL METADATA KEY_INVALID __proto__',
    'FAIL METADATA VALUE_INVALID',
    'FAIL METADATA SUBCOMMAND_INVALID JUMP',
  ])
  expect(only(await ben.say('METADATA * GET', 'METADATA *'), '461')).toHaveLength(2)
  expect(await ann.sync()).toEqual([])
})

test('[R-IRC-361] a subject has no more keys than its limit', async () => {
  await using ann = await come('b2ann')
  const keys = Array.from({ length: limits.metadata_keys_per_subject_max }, (_, at) => `key${at}`)
  await ann.say(...keys.map((key) => `METADATA * SET ${key} :x`))
  expect(told(await ann.say('METADATA * SET more :x'))).toEqual([
    'FAIL METADATA LIMIT_REACHED b2ann :You have reached a limit.',
  ])
})

test('[R-IRC-362] what is noted about a channel that one may not know of is nobody else’s business', async () => {
  await using ann = await come('c1ann')
  await using ben = await come('c1ben')
  await ann.say('JOIN #c1secret,#c1closed', 'MODE #c1secret +s', 'MODE #c1closed +i')
  for (const channel of ['#c1secret', '#c1closed']) {
    expect(only(await ann.say(`METADATA ${channel} SET url :x`), '761')).toEqual([`761 ${channel} url * x`])
    for (const asked of ['GET url', 'LIST', 'SYNC', 'CLEAR']) {
      expect(told(await ben.say(`METADATA ${channel} ${asked}`))).toEqual([
        expect.stringMatching(/^FAIL METADATA INVALID_TARGET #c1/u),
      ])
    }
  }
})

test('[R-IRC-363] SUB, UNSUB and SUBS are acknowledged by key', async () => {
  await using ann = await come('d1ann')
  expect(told(await ann.say('METADATA * SUB avatar Bad! url', 'METADATA * SUB url'))).toEqual([
    'FAIL METADATA KEY_INVALID Bad! :That cannot be a key',
    '770 avatar url',
    '770 url',
  ])
  expect(told(await ann.say('METADATA * UNSUB url other', 'METADATA * SUBS'))).toEqual(['771 url other', '772 avatar'])
})

test('[R-IRC-363] too many subscriptions are refused from the first that is one too many', async () => {
  await using ann = await come('d2ann')
  const keys = Array.from({ length: limits.irc_metadata_subscriptions_max - 1 }, (_, at) => `k${at}`)
  for (let at = 0; at < keys.length; at += 10) await ann.say(`METADATA * SUB ${keys.slice(at, at + 10).join(' ')}`)
  expect(told(await ann.say('METADATA * SUB k0 last more most'))).toEqual([
    '770 k0 last',
    'FAIL METADATA TOO_MANY_SUBS more :You have subscribed to too many keys',
  ])
})

test('[R-IRC-364] changes are told to those who have subscribed and are in a channel with them, not to who made them', async () => {
  await using ann = await come('e1ann')
  await using ben = await come('e1ben')
  await using far = await come('e1far')
  for (const one of [ann, ben, far]) await one.say('METADATA * SUB avatar url')
  await ann.say('JOIN #e1')
  await ben.say('JOIN #e1')
  await ann.sync()
  expect(told(await ann.say('METADATA * SET avatar :a', 'METADATA * SET other :b', 'METADATA #e1 SET url :c'))).toEqual(
    ['761 e1ann avatar * a', '761 e1ann other * b', '761 #e1 url * c'],
  )
  expect(metadata(await ben.sync())).toEqual(['METADATA e1ann avatar * a', 'METADATA #e1 url * c'])
  await ann.say('METADATA * SET avatar')
  expect(metadata(await ben.sync())).toEqual(['METADATA e1ann avatar *'])
  expect(await far.sync()).toEqual([])
})

test('[R-IRC-365] who joins is told what is noted about the channel and those there; who comes is told of', async () => {
  await using ann = await come('f1ann')
  await ann.say('METADATA * SUB avatar', 'METADATA * SET avatar :a', 'JOIN #f1', 'METADATA #f1 SET avatar :c')
  await using ben = await come('f1ben')
  await ben.say('METADATA * SUB avatar', 'METADATA * SET avatar :b')
  const joined = await ben.say('JOIN #f1')
  expect(metadata(joined)).toEqual(['METADATA #f1 avatar * c', 'METADATA f1ann avatar * a'])
  expect(only(joined, '366', 'METADATA')[0]).toMatch(/^366/u)
  expect(bare(await ann.until('METADATA'))).toBe('METADATA f1ben avatar * b')
})

test('[R-IRC-365] who subscribes later, or asks for it with SYNC, is told what is known', async () => {
  await using ann = await come('f2ann')
  await ann.say('METADATA * SET avatar :a', 'METADATA * SET url :u', 'JOIN #f2,#f3', 'METADATA #f2 SET avatar :c')
  await using ben = await come('f2ben')
  await ben.say('JOIN #f2,#f3')
  expect(metadata(await ben.say('METADATA * SUB avatar'))).toEqual([
    'METADATA #f2 avatar * c',
    'METADATA f2ann avatar * a',
  ])
  expect(told(await ben.say('METADATA #f2 SYNC'))).toEqual([
    'BATCH + metadata #f2',
    'METADATA #f2 avatar * c',
    'METADATA f2ann avatar * a',
    'BATCH -',
  ])
  expect(metadata(await ben.say('METADATA f2ann SYNC'))).toEqual(['METADATA f2ann avatar * a'])
})

test('[R-IRC-366] with extended-monitor changes of those who are watched are told as well', async () => {
  await using ann = await come('g1ann', ['extended-monitor'])
  await ann.say('METADATA * SUB avatar', 'MONITOR + g1ben')
  await using ben = await come('g1ben')
  await ben.say('METADATA * SET avatar :b')
  expect(metadata(await ann.sync())).toEqual(['METADATA g1ben avatar * b'])
})

test('[R-IRC-367] what is noted before registration is there after it, and told in a batch', async () => {
  const ann = new IrcClient(world.address)
  ann.send('CAP LS 302', `CAP REQ :${caps.join(' ')}`, 'METADATA * SET avatar :a', 'METADATA * SET url :u')
  ann.send('METADATA * SET url', 'METADATA somebody SET a :x', 'NICK h1ann', 'METADATA * LIST')
  ann.send('METADATA * SUB avatar', 'USER a 0 * :A', 'CAP END')
  expect(bare(await ann.until('FAIL'))).toBe(
    'FAIL METADATA INVALID_TARGET somebody :There is nobody here by that name.',
  )
  expect(bare(await ann.until('761'))).toBe('761 h1ann avatar * a')
  await ann.until('422')
  expect(told(await ann.sync())).toEqual(['BATCH + metadata h1ann', 'METADATA h1ann avatar * a', 'BATCH -'])
  expect(told(await ann.say('METADATA * SUBS', 'METADATA * GET avatar')).slice(0, 3)).toEqual([
    '772 avatar',
    'BATCH + metadata h1ann',
    '761 h1ann avatar * a',
  ])
  ann.drop()
})

test('[R-IRC-367] before registration it is for those who have asked for it', async () => {
  await using ann = new IrcClient(world.address)
  ann.send('CAP LS 302', 'METADATA * SET avatar :a')
  expect(bare(await ann.until('451'))).toBe('451 :You need to register first')
})

test('[R-IRC-368] what another wire has noted is shown as far as a line holds it', async () => {
  await using ann = await come('i1ann')
  const browser = new WebSocketActor(world.address)
  await browser.connect()
  await browser.identify('i1bob')
  await browser.request('person.metadata', { set: { avatar: 'é'.repeat(1_000), url: 'two\r\nlines' } })
  const [long = '', lines = ''] = (await ann.say('METADATA i1bob GET avatar url')).slice(1)
  expect(Buffer.byteLength(long.replace(/^@\S+ /u, ''))).toBeLessThanOrEqual(510)
  expect(long).toMatch(/ 761 i1ann i1bob avatar \* é{100,}$/u)
  expect(bare(lines)).toBe('761 i1bob url * :two lines')
  browser.drop()
})
