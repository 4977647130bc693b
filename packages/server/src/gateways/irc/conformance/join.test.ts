// JOIN and PART (RFC 2812, 3.2.1 and 3.2.2; IRCv3 extended-join, away-notify).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps?: readonly string[]) => ircClient(world.address, nick, { caps: caps ?? [] })

test('[R-IRC-100] who joins a channel that is not there makes it, is its operator, and is told who is there', async () => {
  await using ann = await come('j1ann')
  expect((await ann.say('JOIN #j1')).map(bare)).toEqual(['JOIN #j1', '353 = #j1 @j1ann', '366 #j1 :End of /NAMES list'])
  expect(only(await ann.say('MODE #j1'), '324')).toEqual(['324 #j1 +nt'])
})

test('[R-IRC-100] the topic is told on joining where there is one, with who set it (332, 333)', async () => {
  await using ann = await come('j2ann')
  await ann.say('JOIN #j2', 'TOPIC #j2 :Tea at five')
  await using ben = await come('j2ben')
  const told = (await ben.say('JOIN #j2')).map(bare)
  expect(told.slice(0, 2)).toEqual(['JOIN #j2', '332 #j2 :Tea at five'])
  expect(told[2]).toMatch(/^333 #j2 j2ann \d{10}$/u)
})

test('[R-IRC-100] who asked for no names is told none (draft/no-implicit-names)', async () => {
  await using ann = await come('j3ann', ['draft/no-implicit-names'])
  expect((await ann.say('JOIN #j3')).map(bare)).toEqual(['JOIN #j3'])
})

test('[R-IRC-100] the read marker comes after one’s own JOIN and before 366 (draft/read-marker)', async () => {
  await using ann = await come('j4ann', ['draft/read-marker'])
  const verbs = (await ann.say('JOIN #j4')).map((line) => bare(line).split(' ')[0])
  expect(verbs).toEqual(['JOIN', 'MARKREAD', '353', '366'])
})

test('[R-IRC-101] several channels with their keys are joined one after the other, and one that fails keeps no other', async () => {
  await using ann = await come('k1ann')
  await ann.say('JOIN #k1,#k2,#k3', 'MODE #k1 +k one', 'MODE #k2 +k two')
  await using ben = await come('k1ben')
  expect(only(await ben.say('JOIN #k1,k2,#k2,#k3 one,x,wrong'), 'JOIN', '475', '476')).toEqual([
    'JOIN #k1',
    '476 k2 :Bad channel mask',
    '475 #k2 :Cannot join channel (+k)',
    'JOIN #k3',
  ])
})

test('[R-IRC-102] what keeps somebody out has a numeric of its own', async () => {
  await using ann = await come('l1ann')
  await ann.say('JOIN #l1,#l2,#l3,#l4,#l5')
  await ann.say('MODE #l1 +i', 'MODE #l2 +b l1ben!*@*', 'MODE #l3 +k secret', 'MODE #l4 +l 1', 'MODE #l5 +R')
  await using ben = await come('l1ben')
  const long = `#${'x'.repeat(65)}`
  const told = await ben.say(`JOIN #l1,#l2,#l3,#l4,#l5,#,${long} ${'y'.repeat(100)}`, 'JOIN #l3')
  expect(told.map((line) => bare(line).split(' ').slice(0, 2).join(' '))).toEqual([
    '473 #l1',
    '474 #l2',
    '475 #l3',
    '471 #l4',
    '477 #l5',
    '403 #',
    `403 ${long}`,
    '475 #l3',
  ])
})

test('[R-IRC-102] a wrong key is wrong however long it is', async () => {
  await using ann = await come('l2ann')
  const key = 'k'.repeat(64)
  await ann.say('JOIN #l6', `MODE #l6 +k ${key}`)
  await using ben = await come('l2ben')
  expect(only(await ben.say(`JOIN #l6 ${key}k`, `JOIN #l6 ${key}`), 'JOIN', '475')).toEqual([
    '475 #l6 :Cannot join channel (+k)',
    'JOIN #l6',
  ])
})

test('[R-IRC-102] a conversation of two is no channel', async () => {
  await using ann = await come('l3ann')
  await using ben = await come('l3ben')
  await ann.say('PRIVMSG l3ben :hello')
  await ben.sync()
  expect((await ann.say('JOIN #', 'TOPIC # :x', 'MODE #', 'PART #', 'NAMES #')).map(bare)).toEqual([
    '403 # :No such channel',
    '403 # :No such channel',
    '403 # :No such channel',
    '403 # :No such channel',
    '366 # :End of /NAMES list',
  ])
})

test('[R-IRC-103] joining again tells nothing', async () => {
  await using ann = await come('m1ann')
  await ann.say('JOIN #m1')
  expect(await ann.say('JOIN #m1', 'JOIN #M1')).toEqual([])
})

test('[R-IRC-103] the lobby is left and joined at will, and nobody else is told', async () => {
  await using ann = await come('m2ann')
  await using ben = await come('m2ben')
  expect(only(await ann.say('JOIN #lobby'), 'JOIN', '366')).toEqual(['JOIN #Lobby', '366 #Lobby :End of /NAMES list'])
  await ben.say('JOIN #lobby')
  expect(await ann.sync()).toEqual([])
  expect(only(await ann.say('PART #lobby :enough'), 'PART')).toEqual(['PART #Lobby enough'])
  expect(await ben.sync()).toEqual([])
  expect(only(await ann.say('PART #lobby', 'JOIN #lobby'), '442', 'JOIN')).toEqual([
    '442 #lobby :You are not on that channel',
    'JOIN #Lobby',
  ])
})

test('[R-IRC-104] JOIN 0 leaves all channels', async () => {
  await using ann = await come('n1ann')
  await ann.say('JOIN #n1,#n2')
  expect((await ann.say('JOIN 0')).map(bare)).toEqual(['PART #n1', 'PART #n2'])
})

test('[R-IRC-105] what one device joins and leaves, the others come into and leave with it', async () => {
  await using phone = await come('o1ann')
  await phone.say('NS REGISTER sesame')
  await using desk = await come('o1desk')
  await desk.say('NS IDENTIFY o1ann sesame')
  await phone.say('JOIN #o1', 'TOPIC #o1 :Tea')
  await phone.sync()
  const told = await desk.sync()
  await desk.sync()
  const all = [...told, ...(await desk.say('NAMES #o1'))].map(bare)
  expect(all).toContain('JOIN #o1')
  expect(all).toContain('353 = #o1 @o1ann')
  await desk.say('PART #o1 :off')
  expect(only(await phone.sync(), 'PART')).toEqual(['PART #o1 off'])
})

test('[R-IRC-103] an account’s rooms are there when it comes back, and joining one of them tells of it again, once', async () => {
  const before = await come('p1ann')
  await before.say('NS REGISTER sesame', 'JOIN #p1')
  before.send('QUIT')
  await before.ended()
  await using ann = await ircClient(world.address, 'p1ann', { signIn: 'sesame' })
  expect(only(await ann.say('JOIN #p1'), 'JOIN', '353')).toEqual(['JOIN #p1', '353 = #p1 @p1ann'])
  expect(await ann.say('JOIN #p1')).toEqual([])
})

test('[R-IRC-106] a room whose name cannot be written is the channel whose name looks like it', async () => {
  const browser = new WebSocketActor(world.address)
  await browser.connect()
  await browser.identify('q1bob')
  await using ann = await come('q1ann')
  await browser.request('room.create', { name: 'Room 1' })
  expect(only(await ann.say('JOIN #room_1'), 'JOIN', '353')).toEqual(['JOIN #Room_1', '353 = #Room_1 :@q1bob q1ann'])
  expect(only(await ann.say('TOPIC #ROOM_1'), '331')).toEqual(['331 #Room_1 :No topic is set'])
  browser.drop()
})

test('[R-IRC-107] others are told who has joined, with account and real name (extended-join), and why they are away (away-notify)', async () => {
  await using ann = await come('r1ann', ['extended-join', 'away-notify'])
  await using old = await come('r1old')
  await ann.say('JOIN #r1')
  await old.say('JOIN #r1')
  await ann.sync()
  await using ben = await come('r1ben')
  await ben.say('AWAY :at lunch', 'JOIN #r1')
  expect(only(await ann.sync(), 'JOIN', 'AWAY')).toEqual(['JOIN #r1 * Realname', 'AWAY :at lunch'])
  expect(only(await old.sync(), 'JOIN', 'AWAY')).toEqual(['JOIN #r1'])
})

test('[R-IRC-107] whoever becomes an operator by joining is shown as one', async () => {
  await using ann = await come('s1ann')
  await ann.say('JOIN #s1', 'PART #s1')
  await using ben = await come('s1ben')
  expect(only(await ben.say('JOIN #s1'), '353')).toEqual(['353 = #s1 @s1ben'])
})

test('[R-IRC-110] everybody in a channel is told who leaves it and why', async () => {
  await using ann = await come('t1ann')
  await using ben = await come('t1ben')
  await ann.say('JOIN #t1')
  await ben.say('JOIN #t1')
  await ann.sync()
  expect((await ben.say('PART #T1 :so long')).map(bare)).toEqual(['PART #t1 :so long'])
  expect(await ann.sync()).toEqual([':t1ben!t1ben@localhost PART #t1 :so long'])
})

test('[R-IRC-110] who is not there is told so: 442 where there is such a channel, else 403', async () => {
  await using ann = await come('u1ann')
  await using ben = await come('u1ben')
  await ann.say('JOIN #u1', 'JOIN #u2', 'MODE #u2 +s')
  expect(only(await ben.say('PART #u1,#u2,#u3,lobby'), '442', '403')).toEqual([
    '442 #u1 :You are not on that channel',
    '403 #u2 :No such channel',
    '403 #u3 :No such channel',
    '403 lobby :No such channel',
  ])
})

test('[R-IRC-110] of a guest who goes others are told once', async () => {
  await using ann = await come('v1ann')
  await using ben = await come('v1ben')
  await ann.say('JOIN #v1')
  await ben.say('JOIN #v1')
  await ann.sync()
  ben.send('QUIT :bye')
  await ann.until('QUIT')
  expect(await ann.sync()).toEqual([])
})
