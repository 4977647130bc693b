// Signing in and out in the middle, as others and one's own devices see it (IRCv3 account-notify; RFC 2812, 3.1.2 and 3.2.1).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, ircClient, type IrcClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })
const seen = (lines: readonly string[]) =>
  lines.filter((line) => / (?:ACCOUNT|NICK|JOIN|QUIT|MODE|PART) /u.test(line)).map((line) => line.replace(/^:/u, ''))

async function quit(client: IrcClient): Promise<void> {
  client.send('QUIT')
  await client.ended()
}

/** An account that is in these channels and not here. */
async function account(nick: string, ...channels: readonly string[]): Promise<void> {
  const client = await come(nick)
  await client.say('NS REGISTER sesame', ...channels.map((channel) => `JOIN ${channel}`))
  await quit(client)
}

test('[R-IRC-370] who makes an account, signs in or out is told of to those who meet them, with account-notify', async () => {
  await using ann = await come('a1ann', ['account-notify'])
  await using old = await come('a1old')
  await using ben = await come('a1ben', ['account-notify'])
  for (const one of [ann, old, ben]) await one.say('JOIN #a1')
  await Promise.all([ann.sync(), old.sync()])
  expect(only(await ben.say('NS REGISTER sesame'), 'ACCOUNT', '900')).toEqual([
    '900 a1ben!a1ben@localhost a1ben :You are now logged in as a1ben',
  ])
  expect(await ann.sync()).toEqual([':a1ben!a1ben@localhost ACCOUNT a1ben'])
  expect(await old.sync()).toEqual([])
  const told = await ben.say('NS LOGOUT')
  const guest = /NICK (\S+)$/u.exec(told.find((line) => line.includes(' NICK ')) ?? '')?.[1] ?? ''
  expect(seen(told)).toEqual([`a1ben!a1ben@localhost NICK ${guest}`])
  expect(seen(await ann.sync())).toEqual(['a1ben!a1ben@localhost ACCOUNT *', `a1ben!a1ben@localhost NICK ${guest}`])
  expect(seen(await old.sync())).toEqual([`a1ben!a1ben@localhost NICK ${guest}`])
})

test('[R-IRC-371] who signs in comes into the channels of the account, on their own screen and on those of others', async () => {
  await using ann = await come('b1ann', ['extended-join'])
  await using far = await come('b1far')
  await ann.say('JOIN #b1')
  await account('b1acc', '#b1', '#b1own')
  await ann.sync()
  await using ben = await come('b1ben')
  await ben.say('JOIN #b1guest')
  await far.say('JOIN #b1guest')
  await ben.sync()
  const told = await ben.say('NS IDENTIFY b1acc sesame')
  // What is asked for last is answered last.
  const own = [...told, ...(await ben.say('NAMES #b1'))]
  expect(only(own, 'NICK', 'JOIN')).toEqual(['JOIN #b1', 'JOIN #b1own'])
  const names = ['353 = #b1 :@b1ann b1ben', '353 = #b1own @b1ben']
  expect(only(own, '353')).toEqual([...names, names[0]])
  expect(seen(await ann.sync())).toEqual(['b1ben!b1ben@localhost JOIN #b1 b1acc Realname'])
  expect(seen(await far.sync())).toEqual([])
})

test('[R-IRC-371] roles that come with the account are told', async () => {
  await using ann = await come('b2ann')
  await account('b2acc', '#b2')
  await using ben = await come('b2ben')
  await ann.say('JOIN #b2')
  await ben.say('JOIN #b2')
  await ann.sync()
  await ben.say('NS IDENTIFY b2acc sesame')
  expect(seen(await ann.sync())).toEqual(['irc.test MODE #b2 +o b2ben'])
  expect(only(await ann.say('NAMES #b2'), '353')).toEqual(['353 = #b2 :b2ann @b2ben'])
})

test('[R-IRC-372] who signs in to an account that is here goes, and comes as it into the channels that it is not in', async () => {
  await using ann = await come('c1ann', ['account-notify'])
  await ann.say('JOIN #c1both,#c1guest')
  await using desk = await come('c1acc')
  await desk.say('NS REGISTER sesame', 'JOIN #c1both,#c1account')
  await using ben = await come('c1ben')
  await ben.say('JOIN #c1both,#c1guest,#c1new')
  await Promise.all([ann.sync(), desk.sync()])
  const told = await ben.say('NS IDENTIFY c1acc sesame')
  expect(seen(await ann.sync())).toEqual([
    'c1ben!c1ben@localhost QUIT :Signed in as c1acc',
    'c1acc!c1acc@localhost JOIN #c1guest',
  ])
  const own = seen([...told, ...(await ben.sync())])
  expect(own.slice(0, 2)).toEqual([
    'c1acc!c1acc@localhost QUIT :You are signed in as them',
    'c1ben!c1ben@localhost NICK c1acc',
  ])
  expect(own.slice(2)).toEqual(['c1acc!c1acc@localhost JOIN #c1account', 'irc.test MODE #c1account +o c1acc'])
  expect(seen(await desk.sync())).toEqual([
    'c1ben!c1ben@localhost QUIT :Signed in as c1acc',
    'c1acc!c1acc@localhost JOIN #c1guest',
    'c1acc!c1acc@localhost JOIN #c1new',
    'irc.test MODE #c1new +o c1acc',
  ])
  for (const one of [ann, desk, ben]) {
    expect(only(await one.say('NAMES #c1guest'), '353').at(-1)).toBe('353 = #c1guest :@c1ann c1acc')
  }
})

test('[R-IRC-372] what the guest might do in a channel the account may do there', async () => {
  await using ann = await come('c2ann')
  await using desk = await come('c2acc')
  await desk.say('NS REGISTER sesame')
  await using ben = await come('c2ben')
  await ben.say('JOIN #c2,#c2too')
  await ann.say('JOIN #c2,#c2too')
  await desk.say('JOIN #c2too')
  await Promise.all([ann.sync(), desk.sync()])
  await ben.say('NS IDENTIFY c2acc sesame')
  expect(seen(await ann.sync()).slice(1)).toEqual([
    'irc.test MODE #c2too +o c2acc',
    'c2acc!c2acc@localhost JOIN #c2',
    'irc.test MODE #c2 +o c2acc',
  ])
})

test('[R-IRC-373] on one device of several who signs out is somebody new, who comes into the channels', async () => {
  await using ann = await come('d1ann')
  await ann.say('JOIN #d1')
  await using desk = await come('d1acc')
  await desk.say('NS REGISTER sesame', 'JOIN #d1')
  await using phone = await ircClient(world.address, 'd1acc', { signIn: 'sesame' })
  await Promise.all([ann.sync(), desk.sync()])
  const told = seen(await phone.say('NS LOGOUT'))
  const guest = told[0]?.split(' NICK ')[1] ?? ''
  expect(told).toEqual([`d1acc!d1acc@localhost NICK ${guest}`])
  expect(seen(await ann.sync())).toEqual([`${guest}!d1acc@localhost JOIN #d1`])
  expect(seen(await desk.sync())).toEqual([`${guest}!d1acc@localhost JOIN #d1`])
  expect(only(await phone.say('NAMES #d1'), '353')[0]?.split(' ')).toContain(guest)
})

test('[R-IRC-373] what the account might do the guest may not', async () => {
  await using ann = await come('d2ann')
  await using ben = await come('d2ben')
  await ben.say('JOIN #d2', 'NS REGISTER sesame')
  await ann.say('JOIN #d2')
  await ben.sync()
  const told = seen(await ben.say('NS LOGOUT'))
  const guest = told[0]?.split(' NICK ')[1] ?? ''
  expect(told).toEqual([`d2ben!d2ben@localhost NICK ${guest}`, `irc.test MODE #d2 -o ${guest}`])
  expect(seen(await ann.sync())).toEqual([`d2ben!d2ben@localhost NICK ${guest}`, `irc.test MODE #d2 -o ${guest}`])
})

test('[R-IRC-374] those who watch are told of the names that come and go', async () => {
  await using ann = await come('e1ann')
  await account('e1acc')
  await ann.say('MONITOR + e1acc,e1ben')
  await using ben = await come('e1ben')
  expect((await ann.sync()).map(bare)).toEqual(['730 e1ben!e1ben@localhost'])
  await using desk = await ircClient(world.address, 'e1acc', { signIn: 'sesame' })
  expect((await ann.sync()).map(bare)).toEqual(['730 e1acc!e1acc@localhost'])
  await ben.say('NS IDENTIFY e1acc sesame')
  expect((await ann.sync()).map(bare)).toEqual(['731 e1ben'])
  await desk.sync()
})

test('[R-IRC-375] an account that comes joins its channels, and with what it may do there', async () => {
  await account('f1acc', '#f1')
  await using ann = await come('f1ann', ['extended-join', 'away-notify'])
  await ann.say('JOIN #f1')
  await using ben = await ircClient(world.address, 'f1acc', { signIn: 'sesame' })
  expect(seen(await ann.sync())).toEqual([
    'f1acc!f1acc@localhost JOIN #f1 f1acc Realname',
    'irc.test MODE #f1 +o f1acc',
  ])
  await quit(ben)
  expect(seen(await ann.sync())).toEqual(['f1acc!f1acc@localhost QUIT Quit'])
})

test('[R-IRC-376] a line about somebody is no longer than 512 bytes, whatever they call themselves', async () => {
  await using ann = await come('g1ann', ['extended-join', 'setname'])
  await using ben = await ircClient(world.address, 'g1ben', { caps: ['setname'] })
  await ann.say('JOIN #g1')
  await ben.say(`SETNAME :${'漢'.repeat(150)}`, 'JOIN #g1')
  const told = [...(await ann.sync()), ...(await ann.say('WHO #g1', 'WHOIS g1ben'))]
  const long = told.filter((line) => line.includes('漢'))
  expect(long).toHaveLength(3)
  expect(long.every((line) => Buffer.byteLength(line.replace(/^@\S+ /u, '')) <= 510)).toBe(true)
  expect(long.join('')).not.toContain('\ufffd')
})
