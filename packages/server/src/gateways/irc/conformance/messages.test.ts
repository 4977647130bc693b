// PRIVMSG and NOTICE (RFC 2812, 3.3; modern.ircdocs.horse, "PRIVMSG message").

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps: readonly string[] = []) => ircClient(world.address, nick, { caps })
const bares = (lines: readonly string[]): string[] => lines.map(bare)

test('[R-IRC-200] what is said to a channel or to a nick is told to those whom it is for, and to nobody else', async () => {
  await using ann = await come('a1ann')
  await using ben = await come('a1ben')
  await using cid = await come('a1cid')
  await ann.say('JOIN #a1')
  await ben.say('JOIN #a1')
  await ann.sync()
  expect(await ann.say('PRIVMSG #a1 :hello there', 'NOTICE a1ben :now')).toEqual([])
  expect(bares(await ben.sync())).toEqual(['PRIVMSG #a1 :hello there', 'NOTICE a1ben :now'])
  expect(await cid.sync()).toEqual([])
})

test('[R-IRC-200] several targets are each said to once, and those beyond TARGMAX told of (407)', async () => {
  await using ann = await come('a2ann', ['echo-message'])
  const told = bares(await ann.say('PRIVMSG a2ann,a2ann,a2b,a2c,a2d,a2e :hi', 'NOTICE a2ann,b,c,d,e,f :hi'))
  expect(told.toSorted()).toEqual([
    '401 a2b :No such nick',
    '401 a2c :No such nick',
    '401 a2d :No such nick',
    '407 a2e :Too many targets',
    'NOTICE a2ann :hi',
    'NOTICE a2ann :hi',
    'PRIVMSG a2ann :hi',
    'PRIVMSG a2ann :hi',
  ])
})

test('[R-IRC-201] what cannot be said has its numeric: 401, 403, 404, 411, 412', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  await ben.say('JOIN #b1')
  const said = [
    'PRIVMSG',
    'PRIVMSG b1ben',
    'PRIVMSG b1ben :',
    'PRIVMSG nobody :hi',
    'PRIVMSG #none :hi',
    'PRIVMSG #b1 :hi',
  ]
  expect(bares(await ann.say(...said, 'PRIVMSG @#b1 :hi'))).toEqual([
    '411 :No recipient given',
    '412 :No text to send',
    '412 :No text to send',
    '401 nobody :No such nick',
    '403 #none :No such channel',
    '404 #b1 :Cannot send to channel',
    '404 @#b1 :Cannot send to channel',
  ])
})

test('[R-IRC-201] nothing answers a NOTICE, an error neither (RFC 2812, 3.3.2)', async () => {
  await using ann = await come('b2ann')
  expect(
    await ann.say('NOTICE', 'NOTICE b2ann', 'NOTICE nobody :hi', 'NOTICE #none :hi', 'NOTICE NickServ :hi'),
  ).toEqual([])
})

test('[R-IRC-201] a channel whose slug this is and not its name is none', async () => {
  const cleo = new WebSocketActor(world.address)
  await cleo.connect()
  await cleo.identify('b3cleo')
  await cleo.request('room.create', { name: 'Tea Talk' })
  await using ann = await come('b3ann')
  expect(bares(await ann.say('PRIVMSG #tea-talk :hi', 'PRIVMSG #tea_talk :hi'))).toEqual([
    '403 #tea-talk :No such channel',
    '404 #tea_talk :Cannot send to channel',
  ])
  cleo.drop()
})

test('[R-IRC-202] who writes to somebody who is away is told why (301), and who notices them is not', async () => {
  await using ann = await come('c1ann')
  await using ben = await come('c1ben')
  await ben.say('AWAY :at lunch')
  expect(bares(await ann.say('PRIVMSG C1BEN :hi', 'NOTICE c1ben :hi'))).toEqual(['301 c1ben :at lunch'])
  expect(bares(await ben.sync())).toEqual(['PRIVMSG c1ben :hi', 'NOTICE c1ben :hi'])
})

test('[R-IRC-203] a message to `@#channel` is for its operators, one to `+#channel` also for voices; nobody keeps it', async () => {
  await using ann = await come('d1ann', ['echo-message'])
  await using ben = await come('d1ben')
  await using cid = await come('d1cid')
  for (const one of [ann, ben, cid]) await one.say('JOIN #d1')
  await ann.say('MODE #d1 +v d1ben')
  for (const one of [ann, ben, cid]) await one.sync()
  expect(bares(await ann.say('PRIVMSG @#d1 :ops', 'NOTICE +#d1 :voices', 'PRIVMSG @+#d1 :both'))).toEqual([
    'PRIVMSG @#d1 :ops',
    'NOTICE +#d1 :voices',
    'PRIVMSG +#d1 :both',
  ])
  expect(bares(await ben.sync())).toEqual(['NOTICE +#d1 :voices', 'PRIVMSG +#d1 :both'])
  expect(await cid.sync()).toEqual([])
  expect(bares(await cid.say('PRIVMSG @#d1 :help'))).toEqual([])
  expect(bares(await ann.sync())).toEqual(['PRIVMSG @#d1 :help'])
  await using dan = await come('d1dan', ['batch', 'draft/chathistory'])
  await dan.say('JOIN #d1')
  expect(only(await dan.say('CHATHISTORY LATEST #d1 * 9'), 'PRIVMSG', 'NOTICE')).toEqual([])
})

test('[R-IRC-204] an ACTION is an action on all wires, and an action of theirs an ACTION here', async () => {
  await using ann = await come('e1ann')
  const cleo = new WebSocketActor(world.address)
  await cleo.connect()
  await cleo.identify('e1cleo')
  await ann.say('JOIN #e1')
  await cleo.request('room.join', { room: '#e1' })
  await ann.say(
    'PRIVMSG #e1 :\u0001ACTION waves\u0001',
    'PRIVMSG #e1 :\u0001ACTION nods',
    'PRIVMSG #e1 :\u0001VERSION\u0001',
  )
  const bodies = await Promise.all(
    ['waves', 'nods', '\u0001VERSION\u0001'].map((body) => cleo.sees('message.posted', (heard) => heard.body === body)),
  )
  expect(bodies.map(({ kind }) => kind)).toEqual(['action', 'action', undefined])
  await cleo.request('message.send', { room: '#e1', body: 'bows\ndeeply', kind: 'action' })
  expect(only(await ann.sync(), 'PRIVMSG')).toEqual([
    'PRIVMSG #e1 :\u0001ACTION bows\u0001',
    'PRIVMSG #e1 :\u0001ACTION deeply\u0001',
  ])
  cleo.drop()
})

test('[R-IRC-205] every device of somebody hears what they say and what is said to them, with the other as the target', async () => {
  await using first = await come('f1ann')
  await first.say('NS REGISTER sesame1')
  await using second = await ircClient(world.address, 'f1ann', { signIn: 'sesame1' })
  await using ben = await come('f1ben')
  await first.say('JOIN #f1')
  await second.sync()
  await first.say('PRIVMSG #f1 :to all', 'PRIVMSG f1ben :hi ben', 'PRIVMSG f1ann :note')
  expect(bares(await second.sync())).toEqual(['PRIVMSG #f1 :to all', 'PRIVMSG f1ben :hi ben', 'PRIVMSG f1ann :note'])
  expect(bares(await ben.say('PRIVMSG f1ann :hi ann'))).toEqual(['PRIVMSG f1ben :hi ben'])
  expect(bares(await first.sync())).toEqual(['PRIVMSG f1ann :hi ann'])
  expect(bares(await second.sync())).toEqual(['PRIVMSG f1ann :hi ann'])
})

test('[R-IRC-206] what is cut fits in 512 bytes, and is not cut within a character', async () => {
  await using ann = await come('g1ann')
  const cleo = new WebSocketActor(world.address)
  await cleo.connect()
  await cleo.identify('g1cleo')
  await ann.say('JOIN #g1')
  await cleo.request('room.join', { room: '#g1' })
  await ann.sync()
  const body = `${'ä'.repeat(700)} ${'🦆 '.repeat(300)}end`
  await cleo.request('message.send', { room: '#g1', body })
  const lines = await ann.sync()
  expect(Math.max(...lines.map((line) => Buffer.byteLength(`${line}\r\n`)))).toBeLessThanOrEqual(512)
  const texts = lines.map((line) => line.replace(/^\S+ PRIVMSG #g1 :?/u, ''))
  expect(texts.join('')).toBe(body)
  cleo.drop()
})

test('[R-IRC-206] a line is not torn because its letters have more bytes than one', async () => {
  await using ann = await come('g2ann', ['echo-message'])
  const word = 'ä'.repeat((512 - 'PRIVMSG g2ann \r\n'.length) / 2)
  expect(bares(await ann.say(`PRIVMSG g2ann ${word}`))).toEqual(Array(2).fill(`PRIVMSG g2ann :${word}`))
})
