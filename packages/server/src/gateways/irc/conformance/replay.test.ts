// What somebody missed, in the way that their client can take it (wires/irc.md, three classes of client).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bare, type Coming, ircClient, IrcClient, ircWorld, tagsOf, verbOf } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld({ settings: { irc: { replayLinesMax: 4 } } })))
afterAll(() => world.close())

const come = (nick: string, coming: Coming = {}) => ircClient(world.address, nick, coming)
const classA = ['batch', 'server-time', 'message-tags', 'draft/chathistory', 'draft/read-marker']
const classB = ['batch', 'server-time', 'message-tags']

/** An account that has been in a channel, and has gone with all its devices. */
async function absent(nick: string, devices: readonly string[] = ['irc']): Promise<void> {
  await using one = await come(nick)
  await one.say('NS REGISTER sesame1', `JOIN #${nick}`)
  for (const device of devices) await leave(await back(nick, [], device))
  await leave(one)
}

async function leave(one: IrcClient): Promise<void> {
  one.send('QUIT')
  await one.ended()
}

/** Comes back: what is told from then on is there to be read. */
async function back(nick: string, caps: readonly string[], device = 'irc'): Promise<IrcClient> {
  const one = new IrcClient(world.address)
  one.send(`CAP REQ :${['sasl', ...caps].join(' ')}`, `NICK ${nick}`, `USER ${nick}@${device} 0 * :Realname`)
  one.send('AUTHENTICATE PLAIN', `AUTHENTICATE ${btoa(`\0${nick}\0sesame1`)}`, 'CAP END')
  await one.until('422')
  return one
}

let told = 0

/** What is told before something that is said now: live lines come behind a backlog. */
async function missed(one: IrcClient, teller: IrcClient, ...targets: readonly string[]): Promise<string[]> {
  const lastWords = `that is all ${++told}`
  await teller.say(...targets.map((target) => `PRIVMSG ${target} :${lastWords}`))
  const lines: string[] = []
  for (let open = targets.length; open > 0;) {
    const line = await one.next()
    if (line.endsWith(lastWords)) open -= 1
    else lines.push(line)
  }
  return lines.filter((line) => ['BATCH', 'PRIVMSG', 'NOTICE'].includes(verbOf(line)))
}

test('[R-IRC-245] a client that knows batches is told what it missed in one of each channel, with times and ids', async () => {
  await absent('a1ann')
  await using ben = await come('a1ben', { caps: ['echo-message', 'server-time', 'message-tags'] })
  await ben.say('JOIN #a1ann')
  const said = await ben.say('PRIVMSG #a1ann :one', 'PRIVMSG #a1ann :two', 'PRIVMSG a1ann :hi')
  await using ann = await back('a1ann', classB)
  const lines = await missed(ann, ben, '#a1ann', 'a1ann')
  const told = (target: string) => {
    const open = lines.find((line) => bare(line).endsWith(` chathistory ${target}`)) ?? ''
    const [, id = ''] = /BATCH \+(\S+)/u.exec(open) ?? []
    expect(lines.filter((line) => line.endsWith(`BATCH -${id}`))).toHaveLength(1)
    return lines.filter((line) => tagsOf(line)['batch'] === id)
  }
  expect(told('#a1ann').map(bare)).toEqual(['PRIVMSG #a1ann :one', 'PRIVMSG #a1ann :two'])
  expect(told('a1ben').map(bare)).toEqual(['PRIVMSG a1ann :hi'])
  expect(lines).toHaveLength(7)
  const marks = [...told('#a1ann'), ...told('a1ben')].map(tagsOf).map(({ msgid, time }) => ({ msgid, time }))
  expect(marks).toEqual(said.map(tagsOf))
  await leave(ann)
  await using again = await back('a1ann', classB)
  expect(await missed(again, ben, '#a1ann')).toEqual([])
})

test('[R-IRC-245] a client that can ask for its history is told nothing by itself', async () => {
  await absent('a2ann')
  await using ben = await come('a2ben')
  await ben.say('JOIN #a2ann', 'PRIVMSG #a2ann :one')
  await using ann = await back('a2ann', classA)
  expect(await missed(ann, ben, '#a2ann')).toEqual([])
})

test('[R-IRC-246] a client without batches is told lines with times, and without times lines that begin with the clock', async () => {
  await absent('b1ann', ['phone', 'desk'])
  await using ben = await come('b1ben')
  await ben.say('JOIN #b1ann', 'PRIVMSG #b1ann :one', 'PRIVMSG #b1ann :\u0001ACTION waves\u0001')
  await using phone = await back('b1ann', ['server-time'], 'phone')
  const timed = await missed(phone, ben, '#b1ann')
  expect(timed.map(bare)).toEqual(['PRIVMSG #b1ann :one', 'PRIVMSG #b1ann :\u0001ACTION waves\u0001'])
  expect(timed.every((line) => 'time' in tagsOf(line))).toBe(true)
  await using desk = await back('b1ann', [], 'desk')
  expect((await missed(desk, ben, '#b1ann')).map((line) => bare(line).replace(/\[\d\d:\d\d\]/u, '[clock]'))).toEqual([
    'PRIVMSG #b1ann :[clock] one',
    'PRIVMSG #b1ann :\u0001ACTION [clock] waves\u0001',
    expect.stringContaining('PRIVMSG #b1ann :[clock] that is all'),
  ])
})

test('[R-IRC-247] of much that was missed the newest is told, and how much is left out', async () => {
  await absent('c1ann')
  await using ben = await come('c1ben')
  await ben.say('JOIN #c1ann', ...[1, 2, 3, 4, 5, 6].map((n) => `PRIVMSG #c1ann :${n}`))
  await using ann = await back('c1ann', ['server-time'])
  expect((await missed(ann, ben, '#c1ann')).map(bare)).toEqual([
    'NOTICE #c1ann :2 earlier messages are left out; the newest 4 follow',
    ...[3, 4, 5, 6].map((n) => `PRIVMSG #c1ann :${n}`),
  ])
})

test('[R-IRC-248] each device is told what it missed itself, however far the others are', async () => {
  await absent('d1ann', ['phone', 'desk'])
  await using ben = await come('d1ben')
  await ben.say('JOIN #d1ann', 'PRIVMSG #d1ann :one')
  const phone = await back('d1ann', ['server-time'], 'phone')
  expect((await missed(phone, ben, '#d1ann')).map(bare)).toEqual(['PRIVMSG #d1ann :one'])
  await leave(phone)
  await ben.say('PRIVMSG #d1ann :two')
  await using desk = await back('d1ann', ['server-time'], 'desk')
  expect((await missed(desk, ben, '#d1ann')).map(bare)).toEqual([
    'PRIVMSG #d1ann :one',
    expect.stringContaining('that is all'),
    'PRIVMSG #d1ann :two',
  ])
  await using phone2 = await back('d1ann', ['server-time'], 'phone')
  expect((await missed(phone2, ben, '#d1ann')).map(bare)).toEqual([
    'PRIVMSG #d1ann :two',
    expect.stringContaining('that is all'),
  ])
})

test('[R-IRC-248] a guest and a new device are told nothing of before', async () => {
  await absent('e1ann')
  await using ben = await come('e1ben')
  await ben.say('JOIN #e1ann', 'PRIVMSG #e1ann :one')
  await using tablet = await back('e1ann', ['server-time'], 'tablet')
  expect(await missed(tablet, ben, '#e1ann')).toEqual([])
  await using cid = await come('e1cid', { caps: ['server-time'] })
  await cid.say('JOIN #e1ann')
  expect(await missed(cid, ben, '#e1ann')).toEqual([])
})
