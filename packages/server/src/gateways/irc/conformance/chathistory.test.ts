// CHATHISTORY and SEARCH (IRCv3 draft/chathistory, draft/event-playback; soju.im/search).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, type IrcClient, ircWorld, only, tagsOf } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const caps = ['message-tags', 'server-time', 'batch', 'echo-message', 'labeled-response', 'draft/chathistory']
const playback = [...caps, 'draft/event-playback']
const come = (nick: string, has: readonly string[] = caps) => ircClient(world.address, nick, { caps: has })
const bares = (lines: readonly string[]): string[] =>
  lines.map((line) => bare(line).replace(/^BATCH ([+-])\w+/u, 'BATCH $1'))

/** What a line is named by, as selectors. */
interface Mark {
  readonly msgid: string
  readonly time: string
}
function markOf(line: string): Mark {
  const { msgid, time } = tagsOf(line)
  return { msgid: `msgid=${msgid}`, time: `timestamp=${time}` }
}

/** Says 1 to `count`, and resolves with their marks; `marks[0]` is left out. */
async function count(one: IrcClient, target: string, upTo: number): Promise<Mark[]> {
  const marks: Mark[] = [{ msgid: '', time: '' }]
  for (let n = 1; n <= upTo; n++) marks.push(markOf((await one.say(`PRIVMSG ${target} :${n}`)).at(-1) ?? ''))
  return marks
}

/** The texts in the batch that answers, joined; fails when there is no batch. */
async function ask(one: IrcClient, words: string): Promise<string> {
  const lines = await one.say(`CHATHISTORY ${words}`)
  expect(bares(lines)[0]).toMatch(/^BATCH \+ (?:chathistory \S+|draft\/chathistory-targets)$/u)
  expect(bares(lines).at(-1)).toBe('BATCH -')
  const id = /BATCH \+(\w+)/u.exec(lines[0] ?? '')?.[1]
  expect(lines.slice(1, -1).map((line) => tagsOf(line)['batch'])).toEqual(lines.slice(1, -1).map(() => id))
  return lines
    .slice(1, -1)
    .map((line) => bare(line).split(' ').slice(2).join(' ').replace(/^:/u, ''))
    .join(' ')
}

test('[R-IRC-230] each subcommand tells what it asks for, by message id as by time, bounds excluded, oldest first', async () => {
  await using ann = await come('a1ann')
  await ann.say('JOIN #a1')
  const marks = await count(ann, '#a1', 6)
  expect(await ask(ann, 'LATEST #a1 * 99')).toBe('1 2 3 4 5 6')
  expect(await ask(ann, 'latest #a1 * 2')).toBe('5 6')
  for (const by of ['msgid', 'time'] as const) {
    const at = (n: number): string => marks[n]?.[by] ?? ''
    expect(await ask(ann, `LATEST #a1 ${at(3)} 99`)).toBe('4 5 6')
    expect(await ask(ann, `LATEST #a1 ${at(3)} 2`)).toBe('5 6')
    expect(await ask(ann, `BEFORE #a1 ${at(4)} 2`)).toBe('2 3')
    expect(await ask(ann, `AFTER #a1 ${at(2)} 2`)).toBe('3 4')
    expect(await ask(ann, `AROUND #a1 ${at(3)} 3`)).toBe('2 3 4')
    expect(await ask(ann, `BETWEEN #a1 ${at(1)} ${at(6)} 3`)).toBe('2 3 4')
    expect(await ask(ann, `BETWEEN #a1 ${at(6)} ${at(1)} 3`)).toBe('3 4 5')
    expect(await ask(ann, `AFTER #a1 ${at(6)} 9`)).toBe('')
  }
  expect(await ask(ann, `BETWEEN #a1 ${marks[5]?.msgid} ${marks[2]?.time} 9`)).toBe('3 4')
  expect(await ask(ann, `BETWEEN #a1 ${marks[2]?.time} ${marks[5]?.msgid} 1`)).toBe('3')
})

test('[R-IRC-230] a line is told again as it was: with its id, its time, its tags, as a batch if it had many lines', async () => {
  await using ann = await come('a2ann', [...caps, 'draft/multiline'])
  await ann.say('JOIN #a2')
  const first = await ann.say('@+x=y PRIVMSG #a2 :\u0001ACTION waves\u0001', 'NOTICE #a2 :hm')
  const many = await ann.say(
    'BATCH +1 draft/multiline #a2',
    '@batch=1 PRIVMSG #a2 :one',
    '@batch=1 PRIVMSG #a2 :two',
    'BATCH -1',
  )
  const [open = '', ...rest] = await ann.say('@label=h CHATHISTORY LATEST #a2 * 9')
  expect(tagsOf(open)['label']).toBe('h')
  const told = rest.slice(0, -1)
  expect(bares(told)).toEqual(bares([...first, ...many]))
  const again = told
    .slice(0, 3)
    .map(tagsOf)
    .map(({ batch: _, ...tags }) => tags)
  expect(again).toEqual([...first, many[0] ?? ''].map(tagsOf))
})

test('[R-IRC-231] the history of a conversation is found under the nick of the other, on both sides', async () => {
  await using ann = await come('b1ann')
  await using ben = await come('b1ben')
  expect(await ask(ann, 'LATEST b1ben * 9')).toBe('')
  await ann.say('PRIVMSG b1ben :hi')
  await ben.say('PRIVMSG b1ann :hello')
  await ann.say('PRIVMSG b1ann :note')
  for (const [one, other] of [
    [ann, 'B1BEN'],
    [ben, 'b1ann'],
  ] as const) {
    expect(await ask(one, `LATEST ${other} * 9`)).toBe('hi hello')
  }
  expect(bares(await ann.say('CHATHISTORY LATEST b1ben * 9'))).toEqual([
    'BATCH + chathistory b1ben',
    'PRIVMSG b1ben :hi',
    'PRIVMSG b1ann :hello',
    'BATCH -',
  ])
  expect(await ask(ann, 'LATEST b1ann * 9')).toBe('note')
  // Whoever comes under the name of somebody who has gone is another.
  ben.send('QUIT')
  await ben.ended()
  await using other = await come('b1ben')
  expect(await ask(other, 'LATEST b1ann * 9')).toBe('')
})

test('[R-IRC-232] what cannot be asked is refused with what is wrong', async () => {
  await using ann = await come('c1ann')
  await using ben = await come('c1ben')
  await ann.say('JOIN #c1')
  await ben.say('JOIN #c1b')
  const [, mark] = await count(ann, '#c1', 1)
  const wrong: readonly (readonly [string, string])[] = [
    ['NEVER #c1 * 9', 'INVALID_PARAMS NEVER :Unknown subcommand'],
    ['LATEST', 'INVALID_PARAMS LATEST :Insufficient or invalid parameters'],
    ['LATEST #c1 *', 'INVALID_PARAMS LATEST :Insufficient or invalid parameters'],
    ['LATEST #c1 * 0', 'INVALID_PARAMS LATEST :Insufficient or invalid parameters'],
    ['LATEST #c1 * many', 'INVALID_PARAMS LATEST :Insufficient or invalid parameters'],
    ['BEFORE #c1 * 9', 'INVALID_PARAMS BEFORE :Insufficient or invalid parameters'],
    ['BEFORE #c1 timestamp=yesterday 9', 'INVALID_PARAMS BEFORE :Insufficient or invalid parameters'],
    ['BEFORE #c1 seq=1 9', 'INVALID_MSGREFTYPE BEFORE #c1 :Use timestamp= or msgid='],
    ['BETWEEN #c1 timestamp=2020-01-01T00:00:00.000Z 9', 'INVALID_PARAMS BETWEEN :Insufficient or invalid parameters'],
    ['LATEST #c1b * 9', 'INVALID_TARGET LATEST #c1b :Messages could not be retrieved'],
    ['LATEST #none * 9', 'INVALID_TARGET LATEST #none :Messages could not be retrieved'],
    ['LATEST nobody * 9', 'INVALID_TARGET LATEST nobody :Messages could not be retrieved'],
    ['LATEST * * 9', 'INVALID_TARGET LATEST * :Messages could not be retrieved'],
    ['TARGETS * * 9', 'INVALID_PARAMS TARGETS :Insufficient or invalid parameters'],
  ]
  for (const [asked, says] of wrong) {
    expect([asked, ...bares(await ann.say(`CHATHISTORY ${asked}`))]).toEqual([asked, `FAIL CHATHISTORY ${says}`])
  }
  expect(bares(await ann.say('CHATHISTORY'))).toEqual(['461 CHATHISTORY :Not enough parameters'])
  // A message id of elsewhere names nothing here, and tells nothing of there.
  await ben.say('JOIN #c1')
  for (const msgid of ['msgid=x', 'msgid=1-s1', mark?.msgid ?? '']) {
    expect(await ask(ben, `AROUND #c1b ${msgid} 9`)).toBe('')
  }
})

test('[R-IRC-233] with event-playback topics and tags that are to last are told at their places, and count', async () => {
  await using ann = await come('d1ann', playback)
  await using ben = await come('d1ben')
  for (const one of [ann, ben]) await one.say('JOIN #d1')
  await ann.sync()
  const lines: string[] = []
  for (const said of [
    'TOPIC #d1 :t1',
    'PRIVMSG #d1 :p1',
    '@+draft/persist;+n=1 TAGMSG #d1',
    'TOPIC #d1 :t2',
    'PRIVMSG #d1 :p2',
  ]) {
    lines.push(...(await ann.say(said)))
  }
  await ann.say('@+n=2 TAGMSG #d1')
  expect(new Set(lines.map((line) => tagsOf(line)['time'])).size).toBe(5)
  const shown = lines.map((line) => [bare(line), tagsOf(line)['msgid'], tagsOf(line)['time']])
  const again = async (words: string) =>
    (await ann.say(`CHATHISTORY ${words}`))
      .slice(1, -1)
      .map((line) => [bare(line), tagsOf(line)['msgid'], tagsOf(line)['time']])
  expect(await again('LATEST #d1 * 9')).toEqual(shown)
  expect(await again('LATEST #d1 * 2')).toEqual(shown.slice(-2))
  const at = (n: number): string => `msgid=${tagsOf(lines[n] ?? '')['msgid']}`
  expect(await again(`AFTER #d1 ${at(0)} 2`)).toEqual(shown.slice(1, 3))
  expect(await again(`BEFORE #d1 ${at(3)} 9`)).toEqual(shown.slice(0, 3))
  expect(await again(`AROUND #d1 ${at(2)} 3`)).toEqual(shown.slice(1, 4))
  expect(await again(`BETWEEN #d1 ${at(4)} ${at(0)} 9`)).toEqual(shown.slice(1, 4))
  expect(await again(`BETWEEN #d1 ${at(0)} ${at(4)} 9`)).toEqual(shown.slice(1, 4))
  // Who has not asked for events is told what was said, and nothing else.
  await ben.sync()
  expect(await ask(ben, 'LATEST #d1 * 9')).toBe('p1 p2')
  await ann.say('@+persist;+n=3 TAGMSG d1ben')
  expect(bares(await ann.say('CHATHISTORY LATEST d1ben * 9'))[1]).toBe('TAGMSG d1ben')
})

test('[R-IRC-234] what was erased is not told, and does not look like the end of the history', async () => {
  await using ann = await come('e1ann', [...caps, 'draft/message-redaction'])
  await ann.say('JOIN #e1')
  const marks = await count(ann, '#e1', 7)
  await ann.say(...[2, 3, 4, 5].map((n) => `REDACT #e1 ${marks[n]?.msgid.slice('msgid='.length)}`))
  expect(await ask(ann, 'LATEST #e1 * 9')).toBe('1 6 7')
  expect(await ask(ann, `BEFORE #e1 ${marks[6]?.msgid} 2`)).toBe('1')
  expect(await ask(ann, `AFTER #e1 ${marks[1]?.msgid} 2`)).toBe('6 7')
})

test('[R-IRC-235] TARGETS tells where something was said last between two times, oldest first', async () => {
  await using ann = await come('f1ann')
  await using ben = await come('f1ben')
  await ann.say('JOIN #f1,#f2')
  const [, first] = await count(ann, '#f1', 1)
  const [, second] = await count(ann, 'f1ben', 1)
  const [, third] = await count(ann, '#f2', 1)
  const [from, to] = ['timestamp=2020-01-01T00:00:00.000Z', 'timestamp=2262-01-01T00:00:00.000Z']
  const times = [first, second, third].map((mark) => mark?.time.slice('timestamp='.length))
  const lines = only(await ann.say(`CHATHISTORY TARGETS ${from} ${to} 9`), 'CHATHISTORY')
  expect(lines).toEqual([
    `CHATHISTORY TARGETS #f1 ${times[0]}`,
    `CHATHISTORY TARGETS f1ben ${times[1]}`,
    `CHATHISTORY TARGETS #f2 ${times[2]}`,
  ])
  expect(only(await ann.say(`CHATHISTORY TARGETS ${to} ${first?.time} 1`), 'CHATHISTORY')).toEqual(lines.slice(1, 2))
  expect(only(await ann.say(`CHATHISTORY TARGETS ${from} ${first?.time} 9`), 'CHATHISTORY')).toEqual([])
  expect(only(await ben.say(`CHATHISTORY TARGETS ${from} ${to} 9`), 'CHATHISTORY')).toEqual([
    `CHATHISTORY TARGETS f1ann ${times[1]}`,
  ])
})

test('[R-IRC-236] SEARCH finds words, in a channel or of somebody or in a time, in what one may read', async () => {
  await using ann = await come('g1ann', [...caps, 'soju.im/search'])
  await using ben = await come('g1ben', [...caps, 'soju.im/search'])
  await ann.say('JOIN #g1')
  await ann.say('PRIVMSG #g1 :green tea', 'PRIVMSG g1ben :black tea')
  const [, mark] = await count(ben, 'g1ann', 1)
  await ben.say('PRIVMSG g1ann :more tea; really')
  await ann.sync()
  const found = async (one: IrcClient, words: string) => {
    const lines = await one.say(`SEARCH ${words}`)
    expect(bares(lines)[0]).toBe('BATCH + soju.im/search')
    return only(lines, 'PRIVMSG')
  }
  const [green, black, more] = ['PRIVMSG #g1 :green tea', 'PRIVMSG g1ben :black tea', 'PRIVMSG g1ann :more tea; really']
  expect(await found(ann, 'text=tea')).toEqual([green, black, more])
  expect(await found(ben, 'text=tea')).toEqual([black, more])
  expect(await found(ann, 'in=#g1;text=tea')).toEqual([green])
  expect(await found(ann, 'text=TEA;from=G1BEN')).toEqual([more])
  expect(await found(ann, 'in=g1ben')).toEqual([black, 'PRIVMSG g1ann :1', more])
  expect(await found(ann, 'text=tea;limit=1;other=x')).toEqual([more])
  expect(await found(ann, String.raw`text=tea\:\sreally`)).toEqual([more])
  const time = mark?.time.slice('timestamp='.length)
  expect(await found(ann, `in=g1ben;after=${time}`)).toEqual(['PRIVMSG g1ann :1', more])
  expect(await found(ann, `in=g1ben;before=${time}`)).toEqual([black, 'PRIVMSG g1ann :1'])
  expect(await found(ann, 'in=nobody')).toEqual([])
  expect(await found(ann, 'from=nobody')).toEqual([])
  for (const words of ['in=#none', 'limit=0', 'before=now', 'other=x', 'in=#g1b;text=x']) {
    expect([words, ...bares(await ben.say(`SEARCH ${words}`))]).toEqual([
      words,
      expect.stringMatching(/^FAIL SEARCH INVALID_PARAMS /u),
    ])
  }
})

test('[R-IRC-237] where the operator has turned history off it is not offered, and there is none', async () => {
  await using quiet = await ircWorld({ settings: { history: { enabled: false } } })
  await using ann = await ircClient(quiet.address, 'ann', { caps: ['batch'] })
  const offered = (await ann.say('CAP LS 302')).join(' ')
  expect(offered).not.toMatch(/chathistory|soju.im\/search|event-playback/u)
  await ann.say('JOIN #a', 'PRIVMSG #a :hi')
  expect(bares(await ann.say('CHATHISTORY LATEST #a * 9'))).toEqual(['BATCH + chathistory #a', 'BATCH -'])
})

test('[R-IRC-230] what other wires say is in the history of a channel like any line', async () => {
  await using ann = await come('h1ann')
  const cleo = new WebSocketActor(world.address)
  await cleo.connect()
  await cleo.identify('h1 cleo')
  await ann.say('JOIN #h1')
  await cleo.request('room.join', { room: '#h1' })
  await cleo.request('message.send', { room: '#h1', body: 'one\ntwo' })
  await ann.sync()
  const told = await ann.say('CHATHISTORY LATEST #h1 * 9')
  expect(only(told, 'PRIVMSG')).toEqual(['PRIVMSG #h1 :one', 'PRIVMSG #h1 :two'])
  expect(told[1]).toMatch(/ :h1_cleo!\S+@\S+ PRIVMSG /u)
  cleo.drop()
})
