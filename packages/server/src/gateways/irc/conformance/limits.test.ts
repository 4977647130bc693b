// Limits that operators set: what clients are told of them, and that they hold.

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

const limits = {
  person_name_chars_max: 9,
  room_name_chars_max: 12,
  rooms_joined_per_person_max: 3,
  bans_per_room_max: 2,
  irc_targets_max: 2,
  irc_names_channels_max: 1,
  irc_mode_params_max: 2,
  irc_monitor_nicks_max: 2,
  irc_whowas_people_max: 1,
  irc_who_people_max: 1,
  irc_metadata_subscriptions_max: 1,
  irc_metadata_value_bytes_max: 5,
}

let world: World
beforeAll(async () => void (world = await ircWorld({ limits })))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

test('[R-IRC-513] the tokens tell the limits as they are here', async () => {
  await using ann = await come('a1ann')
  const told = only(await ann.say('VERSION'), '005').join(' ')
  for (const token of ['NICKLEN=9', 'CHANNELLEN=13', 'CHANLIMIT=#:2', 'MAXLIST=beI:2', 'MODES=2', 'MONITOR=2']) {
    expect(told).toContain(` ${token} `)
  }
  expect(told).toMatch(/ TARGMAX=\S*NAMES:1,NOTICE:2,PART:,PRIVMSG:2,TAGMSG:2,WHOIS:2 /u)
  expect((await ann.say('CAP LS 302')).join(' ')).toContain('max-subs=1,max-keys=64,max-value-bytes=5')
})

test('[R-IRC-513] names, targets, channels and lists end there', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  const told = await ann.say('NICK b1ann56789x', 'JOIN #b1345678901234', 'JOIN #b1,#b1x,#b1y')
  expect(only(told, '432', '403', '405', '476', '479').map((line) => line.split(' :')[0])).toEqual([
    '432 b1ann56789x',
    '403 #b1345678901234',
    '405 #b1y',
  ])
  expect(only(await ann.say('PRIVMSG b1ben,#b1,#b1x :hi'), '407').map((line) => line.split(' :')[0])).toEqual([
    '407 #b1x',
  ])
  expect(only(await ben.sync(), 'PRIVMSG')).toEqual(['PRIVMSG b1ben :hi'])
  expect(only(await ann.say('NAMES #b1,#b1x'), '353')).toHaveLength(1)
  expect(only(await ann.say('MODE #b1 +bbb a!*@* b!*@* c!*@*'), 'MODE')).toEqual([
    'MODE #b1 +b a!*@*',
    'MODE #b1 +b b!*@*',
  ])
})

test('[R-IRC-513] so do WHO, WHOWAS, WHOIS, MONITOR and METADATA', async () => {
  await using ann = await come('c1ann', ['draft/metadata-2', 'batch'])
  await using ben = await come('c1ben')
  for (const one of [ann, ben]) await one.say('JOIN #c1')
  expect(only(await ann.say('WHO #c1'), '352')).toHaveLength(1)
  for (const nick of ['c1b', 'c1c']) await ben.say(`NICK ${nick}`)
  await ben.say('NICK c1b', 'NICK c1ben')
  expect(only(await ann.say('WHOWAS c1b'), '314')).toHaveLength(1)
  expect(only(await ann.say('WHOIS c1ann,c1ben,c1ann'), '318')).toHaveLength(2)
  expect(only(await ann.say('MONITOR + x,y,z'), '734')).toHaveLength(1)
  const told = await ann.say('METADATA * SUB a b', 'METADATA * SET a :123456', 'METADATA * SET a 12345')
  expect(
    only(told, '770', 'FAIL', '761')
      .map(bare)
      .map((line) => line.split(' :')[0]),
  ).toEqual(['770 a', 'FAIL METADATA TOO_MANY_SUBS b', 'FAIL METADATA VALUE_INVALID', '761 a * 12345'])
})
