// REDACT: something that was said is taken back (IRCv3 draft/message-redaction).

import { hashOf, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, type IrcClient, ircWorld, only, tagsOf } from '../fixtures.ts'

let world: World
beforeAll(async () => {
  const operators = [{ name: 'root', passwordHash: await hashOf('secret') }]
  world = await ircWorld({ settings: { operators } })
})
afterAll(() => world.close())

const caps = ['message-tags', 'echo-message', 'labeled-response', 'batch', 'draft/chathistory']
const come = (nick: string, more: readonly string[] = ['draft/message-redaction']) =>
  ircClient(world.address, nick, { caps: [...caps, ...more] })
const bares = (lines: readonly string[]): string[] => lines.map(bare)

/** Says something, and resolves with its message id. */
async function said(one: IrcClient, target: string): Promise<string> {
  return tagsOf((await one.say(`PRIVMSG ${target} :oops`)).at(-1) ?? '')['msgid'] ?? ''
}

test('[R-IRC-225] who said something takes it back; it is told to whoever knows REDACT and gone from the history', async () => {
  await using ann = await come('a1ann')
  await using ben = await come('a1ben')
  await using cid = await come('a1cid', [])
  for (const one of [ann, ben, cid]) await one.say('JOIN #a1')
  await ann.sync()
  const msgid = await said(ann, '#a1')
  for (const one of [ben, cid]) await one.sync()
  const [redacted = ''] = await ann.say(`@label=r REDACT #a1 ${msgid} :wrong channel`)
  expect([bare(redacted), tagsOf(redacted)['label']]).toEqual([`REDACT #a1 ${msgid} :wrong channel`, 'r'])
  expect(bares(await ben.sync())).toEqual([`REDACT #a1 ${msgid} :wrong channel`])
  expect(await cid.sync()).toEqual([])
  expect(only(await ben.say('CHATHISTORY LATEST #a1 * 9'), 'PRIVMSG')).toEqual([])
  expect(bares(await ann.say(`REDACT #a1 ${msgid}`))).toEqual([
    `FAIL REDACT UNKNOWN_MSGID #a1 ${msgid} :There is no such message.`,
  ])
})

test('[R-IRC-225] in a conversation of two it names the other, and is told to both', async () => {
  await using ann = await come('a2ann')
  await using ben = await come('a2ben')
  const msgid = await said(ann, 'a2ben')
  await ben.sync()
  expect(bares(await ben.say(`REDACT a2ann ${msgid}`))).toEqual([
    `FAIL REDACT REDACT_FORBIDDEN a2ann ${msgid} :You may not do that.`,
  ])
  expect(bares(await ann.say(`REDACT a2ben ${msgid}`))).toEqual([`REDACT a2ben ${msgid}`])
  expect(bares(await ben.sync())).toEqual([`REDACT a2ben ${msgid}`])
})

test('[R-IRC-226] a moderator takes back what anybody said there, and nobody else does', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  for (const one of [ann, ben]) await one.say('JOIN #b1')
  await ann.sync()
  const [anns, bens] = [await said(ann, '#b1'), await said(ben, '#b1')]
  await ann.sync()
  expect(only(await ben.say(`REDACT #b1 ${anns}`), 'FAIL', 'REDACT')).toEqual([
    `FAIL REDACT REDACT_FORBIDDEN #b1 ${anns} :You may not do that.`,
  ])
  expect(bares(await ann.say(`REDACT #b1 ${bens} :${'spam '.repeat(90)}`))[0]).toContain(`REDACT #b1 ${bens} :spam`)
  await using cid = await come('b1cid')
  await cid.say('JOIN #b1x')
  expect(bares(await cid.say(`REDACT #b1x ${anns}`, `REDACT #b1 ${anns}`))).toEqual([
    `FAIL REDACT UNKNOWN_MSGID #b1x ${anns} :This message does not exist or is too old`,
    'FAIL REDACT INVALID_TARGET #b1 :You cannot delete messages there',
  ])
})

test('[R-IRC-515] an operator of the server takes back what was said in a channel without being in it', async () => {
  await using ann = await come('b3ann')
  await using root = await come('b3root')
  await using plain = await come('b3plain', [])
  for (const channel of ['#b3', '#b3x']) await ann.say(`JOIN ${channel}`)
  await ann.say('MODE #b3 +is')
  const [first, second] = [await said(ann, '#b3'), await said(ann, '#b3')]
  const forbidden = [`FAIL REDACT INVALID_TARGET #b3 :You cannot delete messages there`]
  expect(bares(await root.say(`REDACT #b3 ${first}`))).toEqual(forbidden)
  for (const one of [root, plain]) await one.say('OPER root secret')

  const [redacted = ''] = await root.say(`@label=r REDACT #b3 ${first} :spam`)
  expect(redacted).toMatch(/ :b3root!\S+ REDACT /u)
  expect([bare(redacted), tagsOf(redacted)['label']]).toEqual([`REDACT #b3 ${first} spam`, 'r'])
  expect(bares(await ann.sync())).toEqual([`REDACT #b3 ${first} spam`])
  expect(bares(await plain.say(`REDACT #b3 ${second}`))).toEqual([
    `NOTICE b3plain :The message ${second} in #b3 is taken back`,
  ])
  expect(only(await ann.say('CHATHISTORY LATEST #b3 * 9'), 'PRIVMSG')).toEqual([])
})

test('[R-IRC-515] nor is it under the name of another channel, nor a message that is not there', async () => {
  await using ann = await come('b4ann')
  await using root = await come('b4root')
  for (const channel of ['#b4', '#b4x']) await ann.say(`JOIN ${channel}`)
  const [there, elsewhere] = [await said(ann, '#b4'), await said(ann, '#b4x')]
  await root.say('OPER root secret')
  const told = await root.say(
    ...[elsewhere, `${there}9`, 'x'].map((msgid) => `REDACT #b4 ${msgid}`),
    `REDACT #none ${there}`,
    `REDACT b4ann ${there}`,
  )
  expect(bares(told).map((line) => line.split(' :')[0])).toEqual([
    `FAIL REDACT UNKNOWN_MSGID #b4 ${elsewhere}`,
    `FAIL REDACT UNKNOWN_MSGID #b4 ${there}9`,
    'FAIL REDACT UNKNOWN_MSGID #b4 x',
    `FAIL REDACT INVALID_TARGET #none ${there}`,
    'FAIL REDACT INVALID_TARGET b4ann',
  ])
  expect(only(await ann.say('CHATHISTORY LATEST #b4x * 9'), 'PRIVMSG')).toHaveLength(1)
})

test('[R-IRC-226] what names no message there is answered alike, whatever it is', async () => {
  await using ann = await come('b2ann')
  await ann.say('JOIN #b2')
  await said(ann, '#b2')
  const unknown = ['x', '1-s1', 'zzz-s9', '0-s0', '-', `${await said(ann, '#b2')}9`]
  const told = bares(
    await ann.say(...unknown.map((msgid) => `REDACT #b2 ${msgid}`), 'REDACT #none x', 'REDACT nobody x'),
  )
  expect(told).toEqual([
    ...unknown.map((msgid) => `FAIL REDACT UNKNOWN_MSGID #b2 ${msgid} :This message does not exist or is too old`),
    'FAIL REDACT INVALID_TARGET #none :You cannot delete messages there',
    'FAIL REDACT INVALID_TARGET nobody :You cannot delete messages there',
  ])
})

test('[R-IRC-225] what was taken back on another wire is told here', async () => {
  await using ann = await come('c1ann')
  const cleo = new WebSocketActor(world.address)
  await cleo.connect()
  await cleo.identify('c1cleo')
  await ann.say('JOIN #c1')
  await cleo.request('room.join', { room: '#c1' })
  const { seq } = await cleo.request('message.send', { room: '#c1', body: 'oops' })
  const msgid = tagsOf((await ann.sync()).at(-1) ?? '')['msgid']
  await cleo.request('message.erase', { room: '#c1', seq })
  expect(bares(await ann.sync())).toEqual([`REDACT #c1 ${msgid}`])
  cleo.drop()
})
