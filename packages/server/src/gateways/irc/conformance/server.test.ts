// What one asks of the server (RFC 2812, 3.4; modern.ircdocs.horse, "Server queries and commands" and "HELP message").

import { hashOf, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { bare, ircClient, IrcClient, ircWorld, only } from '../fixtures.ts'
import { verbs } from '../verbs/index.ts'

let world: World
beforeAll(async () => {
  world = await ircWorld({ settings: { operators: [{ name: 'root', passwordHash: await hashOf('secret') }] } })
})
afterAll(() => world.close())

describe('HELP', () => {
  test('[R-IRC-45] names every verb there is', async () => {
    await using ann = await ircClient(world.address, 'h1ann')
    const told = only(await ann.say('HELP'), '704', '705', '706')
    expect(told[0]).toMatch(/^704 \* :/u)
    expect(told.at(-1)).toBe('706 * :End of /HELP')
    const named = told.slice(1, -1).flatMap((line) => (line.split(' :')[1] ?? line.split(' ')[2] ?? '').split(' '))
    expect(named).toEqual(Object.keys(verbs).toSorted())
  })

  test.each(Object.keys(verbs))('[R-IRC-45] tells of %s', async (verb) => {
    await using ann = await ircClient(world.address, 'h2ann')
    const told = only(await ann.say(`HELPOP ${verb.toLowerCase()}`), '704', '705', '706', '524')
    expect(told[0]).toMatch(new RegExp(`^704 ${verb} :?${verb}`, 'u'))
    expect(told.length).toBeGreaterThan(2)
  })

  test('[R-IRC-45] knows of no others', async () => {
    await using ann = await ircClient(world.address, 'h3ann')
    expect(only(await ann.say('HELP dance'), '524')).toEqual(['524 dance :No help available on this topic'])
  })
})

describe('ISUPPORT', () => {
  test('[R-IRC-46] lines have at most 13 tokens, all of them ASCII, and go with VERSION too', async () => {
    await using ann = await ircClient(world.address, 'i1ann')
    const lines = only(await ann.say('VERSION'), '005')
    for (const line of lines) {
      expect(line).toMatch(/^005 ([\x21-\x7e]+ ){1,13}:are supported by this server$/u)
      expect(line.length).toBeLessThan(480)
    }
    const tokens = lines.flatMap((line) => line.split(' ').slice(1))
    for (const token of ['CASEMAPPING=ascii', 'UTF8ONLY', 'WHOX', 'PREFIX=(ov)@+', 'NETWORK=test']) {
      expect(tokens).toContain(token)
    }
  })

  test('[R-IRC-46] is told before registration on asking, in a batch to those who know batches', async () => {
    await using ann = new IrcClient(world.address)
    ann.send('CAP REQ :draft/extended-isupport batch', 'ISUPPORT')
    expect(bare(await ann.until('BATCH'))).toMatch(/^BATCH \+\S+ draft\/isupport$/u)
    expect(await ann.next()).toMatch(/^@batch=\S+ :irc.test 005 \* /u)
    await ann.until('BATCH')
  })

  test('[R-IRC-46] history that is off is not told of', async () => {
    await using mute = await ircWorld({ settings: { history: { enabled: false } } })
    await using ann = await ircClient(mute.address, 'ann')
    expect((await ann.say('VERSION', 'CAP LS 302')).join(' ')).not.toMatch(/CHATHISTORY|chathistory|MSGREFTYPES/u)
  })
})

test('[R-IRC-47] LUSERS counts who is here, who is invisible, who operates and who has not registered', async () => {
  await using small = await ircWorld({
    settings: { operators: [{ name: 'root', passwordHash: await hashOf('secret') }] },
  })
  await using ann = await ircClient(small.address, 'ann')
  await using ben = await ircClient(small.address, 'ben')
  await ben.say('MODE ben +i', 'OPER root secret')
  await using stranger = new IrcClient(small.address)
  stranger.send('CAP LS')
  await stranger.next()
  expect(only(await ann.say('LUSERS'), '251', '252', '253', '254', '255', '265', '266')).toEqual([
    '251 :There are 1 users and 1 invisible on 1 servers',
    '252 1 :operator(s) online',
    '253 1 :unregistered connections',
    '254 1 :channels formed',
    '255 :I have 2 clients and 0 servers',
    '265 2 2 :Current local users 2, max 2',
    '266 2 2 :Current global users 2, max 2',
  ])
})

test.each([
  ['INFO', '374'],
  ['VERSION', '351'],
  ['TIME', '391'],
  ['ADMIN', '256'],
  ['MOTD', '422'],
])('[R-IRC-48] %s answers for this server, by name, mask and nick; another is 402', async (verb, numeric) => {
  await using ann = await ircClient(world.address, 'v1ann')
  for (const target of ['', 'IRC.test', '*test', 'v1ann']) {
    expect(only(await ann.say(`${verb} ${target}`), numeric)).toHaveLength(1)
  }
  expect((await ann.say(`${verb} elsewhere.test`)).map(bare)).toEqual(['402 elsewhere.test :No such server'])
})

test('[R-IRC-48] there are no links', async () => {
  await using ann = await ircClient(world.address, 'v2ann')
  expect((await ann.say('LINKS')).map(bare)).toEqual(['365 * :End of /LINKS list'])
})

test('[R-IRC-49] STATS ends with 219 whatever the letter; connections are told to operators alone', async () => {
  await using ann = await ircClient(world.address, 't1ann')
  const told = (await ann.say('STATS u', 'STATS o', 'STATS x', 'STATS', 'STATS l')).map(bare)
  expect(told).toEqual([
    expect.stringMatching(/^242 :Server Up 0 days 0:00:\d\d$/u),
    '219 u :End of /STATS report',
    '243 O * * root',
    '219 o :End of /STATS report',
    '219 x :End of /STATS report',
    '219 * :End of /STATS report',
    expect.stringMatching(/^481 /u),
    '219 l :End of /STATS report',
  ])
  expect(only(await ann.say('OPER root secret', 'STATS l'), '211')).toContain('211 t1ann')
})

test('[R-IRC-50] what an operator announces is WALLOPS to those with +w', async () => {
  await using ann = await ircClient(world.address, 'w1ann')
  await using ben = await ircClient(world.address, 'w1ben')
  await using cat = await ircClient(world.address, 'w1cat')
  await ben.say('MODE w1ben +w')
  await cat.say('MODE w1cat -w')
  await ann.say('OPER root secret', 'WALLOPS :tea is ready')
  expect(only(await ben.sync(), 'WALLOPS')).toEqual(['WALLOPS :tea is ready'])
  expect(only(await cat.sync(), 'WALLOPS')).toEqual([])
})
