// Lines that break the rules, and are answered in their turn (RFC 2812, 2.3 and 5.2; IRCv3 utf8-only, labeled-response).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ircClient, IrcClient, ircWorld, bare } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

test('[R-IRC-1] a line that is too long is 417, and the next one is heard', async () => {
  await using ann = await ircClient(world.address, 'l1ann')
  expect((await ann.say(`PRIVMSG l1ann :${'x'.repeat(500)}`)).map(bare)).toEqual(['417 :Input line was too long'])
})

test('[R-IRC-1] a line without end closes the connection with ERROR', async () => {
  await using ann = await ircClient(world.address, 'l2ann')
  ann.send(`PRIVMSG l2ann :${'x'.repeat(16_384)}`)
  expect((await ann.ended()).at(-1)).toBe('ERROR :Closing link (A line was too long)')
})

test('[R-IRC-2] what is not UTF-8 is refused under its label and in its turn (utf8-only)', async () => {
  await using ann = await ircClient(world.address, 'l3ann', { caps: ['labeled-response', 'batch'] })
  ann.sendBytes(Buffer.from('PING one\r\n@label=x PRIVMSG l3ann :caf\xe9\r\nPING two\r\n', 'latin1'))
  const told = await ann.sync()
  expect(told.map((line) => line.replace(/^@\S*label=x\S* /u, '@label ').replace(/:irc.test /u, ''))).toEqual([
    'PONG irc.test one',
    '@label FAIL PRIVMSG INVALID_UTF8 :Message rejected, your software MUST use UTF-8 here',
    'PONG irc.test two',
  ])
})

test('[R-IRC-4] unknown verbs, missing parameters and verbs out of their time have their numerics', async () => {
  await using ann = await ircClient(world.address, 'l4ann')
  expect((await ann.say('DANCE', 'JOIN', 'USER a 0 * :a')).map(bare)).toEqual([
    '421 DANCE :Unknown command',
    '461 JOIN :Not enough parameters',
    '462 :You may not reregister',
  ])
  await using stranger = new IrcClient(world.address)
  stranger.send('CAP LS', 'JOIN #a', 'DANCE')
  expect(await stranger.until('451')).toBe(':irc.test 451 * :You need to register first')
  expect(await stranger.next()).toBe(':irc.test 451 * :You need to register first')
})

test('[R-IRC-7] what would be two lines for those who hear it is 417; letters beyond ASCII are not counted in bytes', async () => {
  await using ann = await ircClient(world.address, 'l5ann')
  await using ben = await ircClient(world.address, 'l5ben')
  const room = 512 - ':l5ann!l5ann@localhost PRIVMSG l5ben :\r\n'.length
  for (const text of ['x'.repeat(room), `${'x'.repeat(room - 2)}😃`]) {
    expect(await ann.say(`PRIVMSG l5ben :${text}`)).toEqual([])
    expect((await ben.sync()).map(bare)).toEqual([`PRIVMSG l5ben :${text}`])
  }
  expect((await ann.say(`PRIVMSG l5ben :${'x'.repeat(room + 1)}`)).map(bare)).toEqual(['417 :Input line was too long'])
  expect(await ben.sync()).toEqual([])
})
