// Registration: PASS, NICK, USER and what follows (RFC 2812, 3.1 and 5.1; modern.ircdocs.horse, "Connection registration").

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { World } from '@hubbub/testkit'

import { bare, ircClient, IrcClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const numericOf = (line: string) => bare(line).split(' ')[0] ?? ''

describe('coming', () => {
  test('[R-IRC-15] who has said all is welcomed in the order that clients wait for', async () => {
    await using ann = new IrcClient(world.address)
    ann.send('USER ann 0 * :Ann', 'NICK r1ann')
    const told = [...new Set((await ann.sync()).map(numericOf))]
    expect(told).toEqual([
      '001',
      '002',
      '003',
      '004',
      '005',
      '251',
      '252',
      '253',
      '254',
      '255',
      '265',
      '266',
      '221',
      '422',
    ])
  })

  test('[R-IRC-15] the message of the day is shown where there is one', async () => {
    await using motd = await ircWorld({ settings: { motd: ['Be kind.', 'Have tea.'] } })
    await using ann = await ircClient(motd.address, 'ann')
    expect(only(await ann.say('MOTD'), '375', '372', '376')).toEqual([
      '375 :- irc.test Message of the day -',
      '372 :- Be kind.',
      '372 :- Have tea.',
      '376 :End of /MOTD command',
    ])
  })

  test('[R-IRC-20] USER without a name or a real name is 461', async () => {
    await using ann = new IrcClient(world.address)
    ann.send('NICK r2ann', 'USER ann 0 * :')
    expect(bare(await ann.until('461'))).toBe('461 USER :Not enough parameters')
  })

  test('[R-IRC-20] `user@device` is the user; letters that a mask cannot show are left out', async () => {
    await using ann = await ircClient(world.address, 'r3ann', { user: 'ann@phone' })
    await using ben = await ircClient(world.address, 'r3ben', { user: 'b😊e!n' })
    expect(only(await ann.say('WHOIS r3ann', 'WHOIS r3ben'), '311').map((line) => line.split(' ')[2])).toEqual([
      'ann',
      'ben',
    ])
    await ben.sync()
  })

  test('[R-IRC-22] with auto_join a client is in the lobby from the start', async () => {
    await using joining = await ircWorld({ settings: { irc: { autoJoin: true } } })
    await using ann = new IrcClient(joining.address)
    ann.send('NICK ann', 'USER ann 0 * :Ann')
    expect(only(await ann.sync(), 'JOIN', '353', '366').map((line) => line.split(' :')[0])).toEqual([
      'JOIN #Lobby',
      '353 = #Lobby ann',
      '366 #Lobby',
    ])
  })
})

describe('nicks', () => {
  test('[R-IRC-16] one in use is 433, and another may be said', async () => {
    await using ann = await ircClient(world.address, 'n1ann')
    await using ben = new IrcClient(world.address)
    ben.send('NICK N1ANN', 'USER ben 0 * :Ben')
    expect(bare(await ben.next())).toBe('433 N1ANN :Nickname is already in use')
    ben.send('NICK n1ben')
    expect(numericOf(await ben.next())).toBe('001')
    await ann.sync()
  })

  test.each(['*', '#a', '1ann', 'a!b', 'a@b', 'a.b', 'a,b', '::x', '@x', '+x', `${'x'.repeat(33)}`, 'Аnn'])(
    '[R-IRC-16] %j cannot be one (432)',
    async (nick) => {
      await using ann = new IrcClient(world.address)
      ann.send('CAP LS', `NICK ${nick}`, 'USER ann 0 * :Ann', 'CAP END')
      expect(bare(await ann.until('432'))).toMatch(/:That cannot be a nickname$/u)
    },
  )

  test('[R-IRC-16] none is 431', async () => {
    await using ann = await ircClient(world.address, 'n2ann')
    expect((await ann.say('NICK', 'NICK :')).map(numericOf)).toEqual(['431', '431'])
  })

  test('[R-IRC-17] a change is told once to all who meet them, a change of case too; the same again is nothing', async () => {
    await using ann = await ircClient(world.address, 'n3ann')
    await using ben = await ircClient(world.address, 'n3ben')
    await ann.say('JOIN #n3')
    await ben.say('JOIN #n3')
    await ann.sync()
    expect(only(await ann.say('NICK N3ann', 'NICK N3ann', 'NICK n3cat'), 'NICK')).toEqual(['NICK N3ann', 'NICK n3cat'])
    expect(only(await ben.sync(), 'NICK')).toEqual(['NICK N3ann', 'NICK n3cat'])
  })

  test('[R-IRC-17] a change to a nick in use is 433, and the old one is kept', async () => {
    await using ann = await ircClient(world.address, 'n4ann')
    await using ben = await ircClient(world.address, 'n4ben')
    expect(only(await ben.say('NICK n4ann'), '433', 'NICK')).toEqual(['433 n4ann :Nickname is already in use'])
    expect(only(await ben.say('PRIVMSG n4ben :still me'), 'PRIVMSG')).toEqual(['PRIVMSG n4ben :still me'])
    await ann.sync()
  })

  test('[R-IRC-23] the services’ names belong to nobody else, on any wire', async () => {
    await using ann = await ircClient(world.address, 'n5ann')
    expect(only(await ann.say('NICK NickServ', 'NICK chanserv', 'NICK N1ckServ'), '433')).toHaveLength(3)
    await expect(world.actor('websocket', 'NickServ')).rejects.toMatchObject({ code: 'name-reserved' })
  })
})

describe('a password', () => {
  let guarded: World
  beforeAll(async () => void (guarded = await ircWorld({ settings: { password: 'open sesame' } })))
  afterAll(() => guarded.close())

  test('[R-IRC-18] lets in who says it', async () => {
    await using ann = new IrcClient(guarded.address)
    ann.send('PASS :open sesame', 'NICK p1ann', 'USER ann 0 * :Ann')
    expect(numericOf(await ann.next())).toBe('001')
  })

  test.each([
    ['none', []],
    ['another', ['PASS sesame']],
    ['one of an account', ['PASS ann:sesame']],
  ])('[R-IRC-18] %s is 464 and ERROR', async (_, pass) => {
    await using ann = new IrcClient(guarded.address)
    ann.send(...pass, 'NICK p2ann', 'USER ann 0 * :Ann', 'PASS :open sesame')
    expect((await ann.ended()).map(bare)).toEqual([
      '464 :Password incorrect',
      'ERROR :Closing link (Password incorrect)',
    ])
  })

  test('[R-IRC-40] who has not said it makes no account before registration', async () => {
    await using ann = new IrcClient(guarded.address)
    ann.send('CAP LS', 'NICK p3ann', 'REGISTER * * sesame')
    expect(bare(await ann.until('FAIL'))).toMatch(/^FAIL REGISTER COMPLETE_CONNECTION_REQUIRED p3ann /u)
  })
})

test('[R-IRC-19] PASS account:password signs in where the server has no password, and a wrong one is 464', async () => {
  await using ann = await ircClient(world.address, 'p4ann')
  await ann.say('NS REGISTER sesame', 'QUIT').catch(() => undefined)
  await using again = await ircClient(world.address, 'p4ann', { password: 'p4ann@phone:sesame' })
  expect(only(await again.say('WHOIS p4ann'), '330')).toEqual(['330 p4ann p4ann :is logged in as'])
  await using stranger = new IrcClient(world.address)
  stranger.send('PASS p4ann:wrong', 'NICK p4ben', 'USER ben 0 * :Ben')
  expect(numericOf(await stranger.next())).toBe('464')
})
