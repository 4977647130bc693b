// MODE of channels: settings, lists, members (RFC 2812, 3.2.3; modern.ircdocs.horse, "MODE message"; IRCv3 account-extban).

import type { RoomSettings } from '@hubbub/protocol'
import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

async function browserOf(name: string): Promise<WebSocketActor> {
  const browser = new WebSocketActor(world.address)
  await browser.connect()
  await browser.identify(name)
  return browser
}

/** What each mode is on other wires; `open` and `kind` are told the other way round. */
const flags: readonly (readonly [letter: string, setting: keyof RoomSettings])[] = [
  ['g', 'membersInvite'],
  ['m', 'moderated'],
  ['s', 'secret'],
  ['t', 'topicLocked'],
  ['C', 'noCtcp'],
  ['M', 'accountsSpeak'],
  ['R', 'accountsJoin'],
]

test.each(flags)('[R-IRC-150] mode %s is the setting %s, set here and there', async (letter, setting) => {
  const nick = `${setting}-ann`
  const [browser, ann] = [await browserOf(`${setting}-bob`), await come(nick)]
  await browser.request('room.create', { name: `a-${setting}` })
  await ann.say(`JOIN #a-${setting}`)
  await browser.request('room.role', { room: `#a-${setting}`, person: nick, role: 'moderator' })
  expect(only(await ann.sync(), 'MODE')).toEqual([`MODE #a-${setting} +o ${nick}`])
  expect((await ann.say(`MODE #a-${setting} +${letter}`)).map(bare)).toEqual([`MODE #a-${setting} +${letter}`])
  expect((await browser.request('room.about', { room: `#a-${setting}` })).room.settings).toEqual({ [setting]: true })
  expect(only(await ann.say(`MODE #a-${setting}`), '324')[0]).toContain(letter)
  await browser.request('room.settings', { room: `#a-${setting}`, set: { [setting]: null } })
  expect((await ann.sync()).map(bare)).toEqual([`MODE #a-${setting} -${letter}`])
  browser.drop()
  ann.drop()
})

test('[R-IRC-150] modes i and n are the kind of a room and that nobody outside speaks; k and l have values', async () => {
  const browser = await browserOf('b1bob')
  await using ann = await come('b1ann')
  await ann.say('JOIN #b1')
  await browser.request('room.join', { room: '#b1' })
  await ann.sync()
  expect((await ann.say('MODE #b1 +i-n+kl sesame 7')).map(bare)).toEqual(['MODE #b1 +ikl-n sesame 7'])
  const { room } = await browser.request('room.about', { room: '#b1' })
  expect([room.kind, room.settings]).toEqual([
    'invite-only',
    { topicLocked: true, open: true, key: 'sesame', limit: 7 },
  ])
  expect((await ann.say('MODE #b1')).map(bare)[0]).toBe('324 #b1 +itkl sesame 7')
  expect((await ann.say('MODE #b1 -k+n-il *')).map(bare)).toEqual(['MODE #b1 +n-ikl *'])
  browser.drop()
})

test('[R-IRC-151] who changes what is on or off is answered in one line, and nothing when nothing changed', async () => {
  await using ann = await come('c1ann')
  await ann.say('JOIN #c1')
  expect((await ann.say('MODE #c1 +nt', 'MODE #c1 +mst-n', 'MODE #c1 +m-m')).map(bare)).toEqual([
    'MODE #c1 +ms-n',
    'MODE #c1 -m',
  ])
})

test('[R-IRC-152] the modes of a channel are asked for (324, 329); values are for its members, a secret channel is not there', async () => {
  await using ann = await come('d1ann')
  await using ben = await come('d1ben')
  await ann.say('JOIN #d1,#d2', 'MODE #d1 +kl sesame 5', 'MODE #d2 +s')
  const told = (await ben.say('MODE #D1', 'MODE #d2', 'MODE #d3')).map(bare)
  expect(told[0]).toBe('324 #d1 +ntkl')
  expect(told[1]).toMatch(/^329 #d1 \d{10}$/u)
  expect(told.slice(2)).toEqual(['403 #d2 :No such channel', '403 #d3 :No such channel'])
  await ann.say('MODE #d1 -ntkl *')
  expect(only(await ann.say('MODE #d1'), '324')).toEqual(['324 #d1 +'])
})

test('[R-IRC-153] what cannot be is refused, and the rest is done: 472, 696, 461', async () => {
  await using ann = await come('e1ann')
  await ann.say('JOIN #e1')
  const told = await ann.say(
    'MODE #e1 +Xm',
    'MODE #e1 +k :two words',
    'MODE #e1 +k',
    'MODE #e1 +l 0',
    'MODE #e1 +l :',
    'MODE #e1 +o',
    'MODE #e1 +b :two words',
    'MODE #e1 +I m:bob!*@*',
  )
  expect(told.map(bare)).toEqual([
    'MODE #e1 +m',
    '472 X :is unknown mode char to me',
    '696 #e1 k * :That cannot be its parameter',
    '461 MODE :Not enough parameters',
    '696 #e1 l 0 :That cannot be its parameter',
    '696 #e1 l * :That cannot be its parameter',
    '461 MODE :Not enough parameters',
    '696 #e1 b two_words :That cannot be its parameter',
    '696 #e1 I m:bob!*@* :That cannot be its parameter',
  ])
})

test('[R-IRC-154] who may not is told so once: 482 in the channel, 442 outside, 403 where there is none', async () => {
  await using ann = await come('f1ann')
  await using ben = await come('f1ben')
  await ann.say('JOIN #f1')
  expect((await ben.say('MODE #f1 +mob f1ben x!*@*', 'MODE #f2 +o f1ben', 'MODE #f1 +b')).map(bare)).toEqual([
    '442 #f1 :You are not on that channel',
    '403 #f2 :No such channel',
    '442 #f1 :You are not on that channel',
  ])
  await ben.say('JOIN #f1')
  expect((await ben.say('MODE #f1 +mob f1ben x!*@*', 'MODE #f1 -v f1ann', 'MODE #f1 +e')).map(bare)).toEqual([
    '482 #f1 :You are not a channel operator',
    '482 #f1 :You are not a channel operator',
    '482 #f1 :You are not a channel operator',
  ])
})

test('[R-IRC-155] members become operators and voices; 401 for nobody, 441 for somebody else', async () => {
  await using ann = await come('g1ann')
  await using ben = await come('g1ben')
  await ann.say('JOIN #g1')
  await ben.say('JOIN #g1')
  await ann.sync()
  await using cat = await come('g1cat')
  const told = await ann.say(
    'MODE #g1 +v g1ben',
    'MODE #g1 +o G1BEN',
    'MODE #g1 +ov g1ben g1ben',
    'MODE #g1 -v g1ben',
    'MODE #g1 -o g1ben',
    'MODE #g1 +o nobody',
    'MODE #g1 +o g1cat',
  )
  expect(told.map(bare)).toEqual([
    'MODE #g1 +v g1ben',
    // Whoever sees one sign sees another now.
    'MODE #g1 -v+o g1ben g1ben',
    'MODE #g1 -o g1ben',
    '401 nobody :No such nick',
    '441 g1cat #g1 :They are not on that channel',
  ])
  expect(only(await ben.sync(), 'MODE')).toHaveLength(3)
  cat.drop()
})

test('[R-IRC-155] who sees all signs is told of all that change (multi-prefix)', async () => {
  await using ann = await come('h1ann', ['multi-prefix'])
  await using ben = await come('h1ben')
  await ann.say('JOIN #h1')
  await ben.say('JOIN #h1')
  await ann.sync()
  expect((await ann.say('MODE #h1 +o h1ben', 'MODE #h1 -o h1ben')).map(bare)).toEqual([
    'MODE #h1 +ov h1ben h1ben',
    'MODE #h1 -ov h1ben h1ben',
  ])
})

test('[R-IRC-155] an owner is an operator of the channel, whom moderators cannot take that from', async () => {
  await using ann = await come('i1ann')
  await using ben = await come('i1ben')
  await ann.say('NS REGISTER sesame', 'JOIN #i1')
  await ben.say('JOIN #i1')
  await ann.say('MODE #i1 +o i1ben')
  await ben.sync()
  expect(only(await ben.say('NAMES #i1', 'MODE #i1 -o i1ann'), '353', '482')).toEqual([
    '353 = #i1 :@i1ann @i1ben',
    '482 #i1 :You are not a channel operator',
  ])
})

test('[R-IRC-155] what an operator who is not here may do is theirs until it is taken from them', async () => {
  await using ann = await come('q1ann')
  const ben = await come('q1ben')
  await ben.say('NS REGISTER sesame')
  await ann.say('JOIN #q1')
  await ben.say('JOIN #q1')
  await ann.say('MODE #q1 +o q1ben')
  ben.send('QUIT')
  await ben.ended()
  await ann.sync()
  expect((await ann.say('MODE #q1 -v q1ben', 'MODE #q1 +o q1ben', 'MODE #q1 -o q1ben')).map(bare)).toEqual([
    'MODE #q1 -o q1ben',
  ])
})

test('[R-IRC-156] masks are put on lists, in full and without regard to case, and taken off', async () => {
  await using ann = await come('j1ann')
  await ann.say('JOIN #j1')
  const told = await ann.say(
    'MODE #j1 +b bob',
    'MODE #j1 +b BOB!*@*',
    'MODE #j1 +e *!~carl@host',
    'MODE #j1 +I dora!*@*',
    'MODE #j1 -b Bob!*@*',
    'MODE #j1 -b bob',
  )
  expect(told.map(bare)).toEqual([
    'MODE #j1 +b bob!*@*',
    'MODE #j1 +e *!carl@host',
    'MODE #j1 +I dora!*@*',
    'MODE #j1 -b bob!*@*',
  ])
})

test('[R-IRC-156] lists are asked for with or without a sign; whom they let in is for operators', async () => {
  await using ann = await come('k1ann')
  await using ben = await come('k1ben')
  await ann.say('JOIN #k1', 'MODE #k1 +bb bob!*@* m:carl!*@*', 'MODE #k1 +eI dora!*@* emma!*@*')
  const told = (await ann.say('MODE #k1 b', 'MODE #k1 +e', 'MODE #k1 -I')).map((line) =>
    bare(line).replace(/\d{10}$/u, 'T'),
  )
  expect(told).toEqual([
    '367 #k1 bob!*@* k1ann T',
    '367 #k1 m:carl!*@* k1ann T',
    '368 #k1 :End of channel ban list',
    '348 #k1 dora!*@* k1ann T',
    '349 #k1 :End of channel exception list',
    '346 #k1 emma!*@* k1ann T',
    '347 #k1 :End of channel invite exception list',
  ])
  await ben.say('JOIN #k1')
  expect(only(await ben.say('MODE #k1 b', 'MODE #k1 e'), '367', '348', '482')).toHaveLength(3)
})

test('[R-IRC-156] a list that is full takes no more (478)', async () => {
  await using small = await ircWorld({ limits: { bans_per_room_max: 2 } })
  await using ann = await ircClient(small.address, 'ann')
  await ann.say('JOIN #a', 'MODE #a +bb a!*@* b!*@*')
  expect((await ann.say('MODE #a +b c!*@*')).map(bare)).toEqual(['478 #a b :Channel list is full'])
})

test('[R-IRC-157] a:NAME is an account, m:MASK is who may not speak, in other servers’ spellings too (account-extban)', async () => {
  await using ann = await come('w1ann')
  const browser = await browserOf('w1bob')
  await ann.say('JOIN #w1')
  const told = await ann.say(
    'MODE #w1 +b $a:Bob',
    'MODE #w1 +b ~mute:x!*@*',
    'MODE #w1 +b m:a:Eve',
    'MODE #w1 -b account:bob',
  )
  expect(told.map(bare)).toEqual([
    'MODE #w1 +b a:Bob',
    'MODE #w1 +b m:x!*@*',
    'MODE #w1 +b m:a:Eve',
    'MODE #w1 -b a:Bob',
  ])
  await browser.request('room.join', { room: '#w1' })
  const { bans } = await browser.request('room.bans', { room: '#w1', list: 'mute' })
  expect(bans.map(({ mask }) => mask)).toEqual(['x!*@*', 'account:Eve'])
  browser.drop()
})

test('[R-IRC-157] an account is kept out by its name, whatever its nick, and a guest of that name is not', async () => {
  await using ann = await come('m1ann')
  await using bob = await come('m1bob')
  await bob.say('NS REGISTER sesame', 'NICK m1other')
  await ann.say('JOIN #m1', 'MODE #m1 +b a:m1bob')
  expect((await bob.say('JOIN #m1')).map(bare)).toEqual(['474 #m1 :Cannot join channel (+b)'])
})

test('[R-IRC-158] the lobby can be moderated, but nobody is kept out of it', async () => {
  await using ann = await come('n1ann')
  const told = await ann.say('JOIN #lobby', 'MODE #lobby +m', 'MODE #lobby', 'MODE #lobby b')
  expect(told.map(bare).slice(3)).toEqual([
    '482 #lobby :You are not a channel operator',
    '324 #Lobby +n',
    expect.stringMatching(/^329 #Lobby \d{10}$/u),
    '368 #lobby :End of channel ban list',
  ])
})

test('[R-IRC-159] a line takes as many parameters as MODES says', async () => {
  await using ann = await come('o1ann')
  await ann.say('JOIN #o1')
  const masks = Array.from({ length: 21 }, (_, at) => `n${at}!*@*`)
  const told = await ann.say(`MODE #o1 +${'b'.repeat(21)} ${masks.join(' ')}`)
  expect(only(told, 'MODE')).toHaveLength(20)
})

test('[R-IRC-160] what clients are told of channels follows from the table of modes (CHANMODES, PREFIX, 004)', async () => {
  await using ann = await come('p1ann')
  const tokens = (await ann.say('VERSION')).join(' ')
  expect(tokens).toContain(' CHANMODES=beI,k,l,igmnstCMR ')
  expect(tokens).toContain(' PREFIX=(ov)@+ ')
  expect(tokens).toContain(' EXTBAN=,am ')
  expect(tokens).toContain(' ACCOUNTEXTBAN=a ')
})
