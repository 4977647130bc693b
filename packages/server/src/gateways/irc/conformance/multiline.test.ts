// Messages of many lines (IRCv3 draft/multiline).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, ircWorld, tagsOf } from '../fixtures.ts'

const lineMax = 4
const bytesMax = 1_000
let world: World
beforeAll(async () => {
  world = await ircWorld({ settings: { irc: { multilineLinesMax: lineMax, multilineBytesMax: bytesMax } } })
})
afterAll(() => world.close())

const tagged = ['message-tags', 'batch', 'echo-message', 'server-time', 'labeled-response']
const able = [...tagged, 'draft/multiline']
const come = (nick: string, caps: readonly string[] = able) => ircClient(world.address, nick, { caps })
const bares = (lines: readonly string[]): string[] => lines.map((line) => bare(line).replace(/m\w+-s\w+/u, 'ID'))

const batch = (channel: string, ...lines: readonly string[]): string[] => [
  `@label=x;+note=1 BATCH +b draft/multiline ${channel}`,
  ...lines.map((line) => (line.startsWith('~') ? `@batch=b;draft/multiline-concat ` : '@batch=b ') + text(line)),
  'BATCH -b',
]
function text(line: string): string {
  return `PRIVMSG #multi :${line.replace(/^~/u, '')}`
}

test('[R-IRC-220] a batch is one message: who knows batches hears it as one, with its tags on the line that opens it', async () => {
  await using ann = await come('a1ann')
  await using ben = await come('a1ben')
  for (const one of [ann, ben]) await one.say('JOIN #multi')
  await ann.sync()
  const echo = await ann.say(...batch('#multi', 'hello', 'how is ', '~everyone?'))
  const expected = [
    'BATCH +ID draft/multiline #multi',
    'PRIVMSG #multi :hello',
    'PRIVMSG #multi :how is ',
    'PRIVMSG #multi :everyone?',
    'BATCH -ID',
  ]
  expect(bares(echo)).toEqual(expected)
  const { label, ...tags } = tagsOf(echo[0] ?? '')
  expect(label).toBe('x')
  expect(Object.keys(tags).toSorted()).toEqual(['+note', 'msgid', 'time'])
  const id = (echo[0] ?? '').split(' +')[1]?.split(' ')[0]
  expect(echo.slice(1, 4).map(tagsOf)).toEqual([
    { batch: id },
    { batch: id },
    { 'batch': id, 'draft/multiline-concat': '' },
  ])
  const told = await ben.sync()
  expect(bares(told)).toEqual(expected)
  expect(tagsOf(told[0] ?? '')).toEqual(tags)
})

test('[R-IRC-220] others hear its lines without blank ones, with the message id on the first alone', async () => {
  await using ann = await come('a2ann')
  await using ben = await come('a2ben', tagged)
  for (const one of [ann, ben]) await one.say('JOIN #multi')
  await ann.sync()
  await ann.say(...batch('#multi', '', 'how is ', '~everyone?'))
  const told = (await ben.sync()).filter((line) => bare(line).startsWith('PRIVMSG'))
  expect(bares(told)).toEqual(['PRIVMSG #multi :how is ', 'PRIVMSG #multi :everyone?'])
  const [first = {}, second = {}] = told.map(tagsOf)
  expect(Object.keys(first).toSorted()).toEqual(['+note', 'msgid', 'time'])
  expect(second).toEqual({ '+note': '1', 'time': first['time'] })
})

test('[R-IRC-220] other wires hear one message, and theirs are batches here', async () => {
  await using ann = await come('a3ann')
  const cleo = new WebSocketActor(world.address)
  await cleo.connect()
  await cleo.identify('a3cleo')
  await ann.say('JOIN #multi')
  await cleo.request('room.join', { room: '#multi' })
  await ann.say(...batch('#multi', 'a', '~b', '', 'c'))
  expect(await cleo.sees('message.posted')).toMatchObject({ body: 'ab\n\nc', wraps: [1] })
  await cleo.request('message.send', { room: '#multi', body: `one\n\n${'x'.repeat(600)}` })
  const told = bares(await ann.sync())
  expect(told.slice(0, 3)).toEqual(['BATCH +ID draft/multiline #multi', 'PRIVMSG #multi :one', 'PRIVMSG #multi :'])
  expect(
    told
      .slice(3, -1)
      .map((line) => line.slice('PRIVMSG #multi :'.length))
      .join(''),
  ).toBe('x'.repeat(600))
  await cleo.request('message.send', { room: '#multi', body: 'waves\nnods', kind: 'action' })
  expect(bares(await ann.sync())).toEqual([
    'PRIVMSG #multi :\u0001ACTION waves\u0001',
    'PRIVMSG #multi :\u0001ACTION nods\u0001',
  ])
  await cleo.request('message.send', { room: '#multi', body: '\n\n' })
  expect(await ann.sync()).toEqual([])
  cleo.drop()
})

test('[R-IRC-221] a batch that breaks the rules is refused once, under its label, and nothing of it is said', async () => {
  await using ann = await come('b1ann')
  await ann.say('JOIN #multi', 'JOIN #other')
  const refusals = async (...lines: readonly string[]) =>
    (await ann.say(...lines)).map((line) => [tagsOf(line)['label'], bare(line)])
  expect(await refusals(...batch('#multi', 'a', 'b', 'c', 'd', 'e', 'f'))).toEqual([
    ['x', `FAIL BATCH MULTILINE_MAX_LINES ${lineMax} :Too many lines`],
  ])
  const long = 'y'.repeat(400)
  expect(await refusals(...batch('#multi', long, long, long, 'z'))).toEqual([
    ['x', `FAIL BATCH MULTILINE_MAX_BYTES ${bytesMax} :Too many bytes`],
  ])
  expect(await refusals(...batch('#other', 'a', 'b'))).toEqual([
    ['x', 'FAIL BATCH MULTILINE_INVALID_TARGET #other #multi :Lines of a batch go to one target'],
  ])
  expect(await refusals(...batch('#multi', 'a', '~'))).toEqual([
    ['x', 'FAIL BATCH MULTILINE_INVALID :An empty line cannot be joined'],
  ])
  expect(await refusals(...batch('#multi', '', ''))).toEqual([
    ['x', 'FAIL BATCH MULTILINE_INVALID :There is nothing in it'],
  ])
  expect(await refusals(...batch('#multi', 'a', 'b').with(2, '@batch=b NOTICE #multi :b'))).toEqual([
    ['x', 'FAIL BATCH MULTILINE_INVALID :Lines of a batch are of one kind'],
  ])
  expect(await refusals(...batch('#multi', 'a', 'b').with(2, '@batch=c PRIVMSG #multi :b'))).toEqual([
    ['x', 'FAIL BATCH MULTILINE_INVALID :There is no such batch'],
  ])
})

test('[R-IRC-221] batches that were not opened, are of another kind, or cannot be said are refused', async () => {
  await using ann = await come('b2ann')
  await using ben = await come('b2ben', tagged)
  const told = async (one: typeof ann, ...lines: readonly string[]) => bares(await one.say(...lines))
  expect(await told(ann, '@batch=z PRIVMSG #multi :a', 'BATCH -z', 'BATCH +z other #multi', 'BATCH z')).toEqual([
    'FAIL BATCH MULTILINE_INVALID :There is no such batch',
    'FAIL BATCH MULTILINE_INVALID :There is no such batch',
    'FAIL BATCH MULTILINE_INVALID :That is no batch of lines',
    'FAIL BATCH MULTILINE_INVALID :There is no such batch',
  ])
  expect(await told(ann, 'BATCH +1 draft/multiline #multi', 'BATCH +2 draft/multiline #multi', 'BATCH -1')).toEqual([
    'FAIL BATCH MULTILINE_INVALID :One batch at a time',
    'FAIL BATCH MULTILINE_INVALID :There is nothing in it',
  ])
  expect(await told(ben, 'BATCH +1 draft/multiline #multi')).toEqual([
    'FAIL BATCH MULTILINE_INVALID :That is no batch of lines',
  ])
  await ben.say('JOIN #multi')
  expect(await told(ann, ...batch('#multi', 'a', 'b'))).toEqual(['404 #multi :Cannot send to channel'])
})
