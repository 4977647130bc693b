// Tags and what is said with them (IRCv3 message-tags, message-ids, server-time, echo-message, labeled-response; client tags
// typing, reply and react).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, ircWorld, tagsOf } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const come = (nick: string, caps: readonly string[] = []) => ircClient(world.address, nick, { caps })
const all = ['message-tags', 'server-time', 'echo-message', 'labeled-response', 'batch']
const bares = (lines: readonly string[]): string[] => lines.map(bare)

async function websocket(name: string): Promise<WebSocketActor> {
  const actor = new WebSocketActor(world.address)
  await actor.connect()
  await actor.identify(name)
  return actor
}

test('[R-IRC-210] tags with a plus are carried, others of clients are not; who asked for none is told none', async () => {
  await using ann = await come('a1ann', all)
  await using ben = await come('a1ben', ['message-tags'])
  await using cid = await come('a1cid', ['server-time'])
  await using dan = await come('a1dan')
  for (const one of [ann, ben, cid, dan]) await one.say('JOIN #a1')
  for (const one of [ann, ben, cid, dan]) await one.sync()
  const [echo = ''] = await ann.say(String.raw`@+a=b\:\sc\;msgid=fake;time=never;+x/y PRIVMSG #a1 :hi`)
  const { time, msgid, ...rest } = tagsOf(echo)
  expect(rest).toEqual({ '+a': String.raw`b\:\sc`, '+x/y': '' })
  expect(msgid).toMatch(/^\w+-s1$/u)
  expect(Date.parse(time ?? '')).toBeGreaterThan(0)
  expect((await ben.sync()).map(tagsOf)).toEqual([{ msgid, ...rest }])
  expect((await cid.sync()).map(tagsOf)).toEqual([{ time }])
  expect((await dan.sync()).map(tagsOf)).toEqual([{}])
})

test('[R-IRC-210] other wires cannot break a line with what they carry', async () => {
  await using ann = await come('a2ann', ['message-tags'])
  const cleo = await websocket('a2cleo')
  await ann.say('JOIN #a2')
  await cleo.request('room.join', { room: '#a2' })
  await ann.sync()
  for (const key of ['x;msgid=fake', 'x :a2ben PRIVMSG #a2 :spoofed', 'x\r\nERROR', '', 'x=y']) {
    const said = cleo.request('message.send', { room: '#a2', body: 'hi', tags: { [key]: '' } })
    await expect(said).rejects.toMatchObject({ code: 'bad-input' })
  }
  const tags = { 'fine': 'v;\r\n ', 'example.org/x': 'v;\r\n ' }
  await cleo.request('message.send', { room: '#a2', body: 'hi', tags })
  await cleo.request('message.signal', { room: '#a2', tags })
  const lines = await ann.sync()
  expect(bares(lines)).toEqual(['PRIVMSG #a2 :hi', 'TAGMSG #a2'])
  for (const line of lines) {
    const { msgid, ...rest } = tagsOf(line)
    expect(msgid).toBeDefined()
    expect(rest).toEqual({ '+fine': String.raw`v\:\r\n\s`, '+example.org/x': String.raw`v\:\r\n\s` })
  }
  cleo.drop()
})

test('[R-IRC-211] TAGMSG is told to those who read tags, and to nobody else; with a label the echo carries it', async () => {
  await using ann = await come('b1ann', all)
  await using ben = await come('b1ben', ['message-tags'])
  await using cid = await come('b1cid', ['server-time', 'batch'])
  for (const one of [ann, ben, cid]) await one.say('JOIN #b1')
  await ann.say('MODE #b1 +v b1ben')
  for (const one of [ann, ben, cid]) await one.sync()
  const [echo = ''] = await ann.say('@label=l1;+x=1 TAGMSG #b1')
  expect([bare(echo), tagsOf(echo)['label'], tagsOf(echo)['+x']]).toEqual(['TAGMSG #b1', 'l1', '1'])
  expect((await ben.sync()).map(tagsOf)).toEqual([{ 'msgid': tagsOf(echo)['msgid'], '+x': '1' }])
  expect(await cid.sync()).toEqual([])
  await ann.say('@+x=2 TAGMSG b1ben', '@+x=3 TAGMSG +#b1')
  expect(bares(await ben.sync())).toEqual(['TAGMSG b1ben', 'TAGMSG +#b1'])
  expect(bares(await ann.say('@+x TAGMSG #none', '@+x TAGMSG nobody', 'TAGMSG'))).toEqual([
    '403 #none :No such channel',
    '401 nobody :No such nick',
    '461 TAGMSG :Not enough parameters',
  ])
  expect(bares(await cid.say('TAGMSG #b1'))).toEqual(['421 TAGMSG :Unknown command'])
})

test('[R-IRC-212] that somebody types travels to other wires and back, not oftener than every few seconds', async () => {
  await using ann = await come('c1ann', ['message-tags', 'labeled-response'])
  const cleo = await websocket('c1cleo')
  await ann.say('JOIN #c1')
  await cleo.request('room.join', { room: '#c1' })
  await ann.say('@+typing=active TAGMSG #c1', '@+typing=active TAGMSG #c1', '@+typing=done TAGMSG #c1')
  await cleo.sees('message.typing', ({ state }) => state === 'done')
  const states = cleo.events.flatMap((event) => (event.name === 'message.typing' ? [event.payload.state] : []))
  expect(states).toEqual(['active', 'done'])
  await cleo.request('message.typing', { room: '#c1', state: 'active' })
  expect((await ann.sync()).filter((line) => bare(line) === 'TAGMSG #c1').map(tagsOf)).toEqual([
    { '+typing': 'active' },
  ])
  cleo.drop()
})

test('[R-IRC-213] an answer to a message travels to other wires and back, under both names of its tag', async () => {
  await using ann = await come('d1ann', all)
  const cleo = await websocket('d1cleo')
  await ann.say('JOIN #d1')
  await cleo.request('room.join', { room: '#d1' })
  await ann.sync()
  const { seq } = await cleo.request('message.send', { room: '#d1', body: 'question' })
  const [question = ''] = await ann.sync()
  const { msgid = '' } = tagsOf(question)
  const [echo = ''] = await ann.say(`@+draft/reply=${msgid} PRIVMSG #d1 :answer`)
  expect(tagsOf(echo)).toMatchObject({ '+reply': msgid, '+draft/reply': msgid })
  const answer = await cleo.sees('message.posted', ({ body }) => body === 'answer')
  expect(answer).toMatchObject({ reply: seq })
  expect(answer.tags).toBeUndefined()
  // What answers nothing of this channel is carried as it is.
  const [other = ''] = await ann.say('@+reply=elsewhere PRIVMSG #d1 :what')
  expect(tagsOf(other)).toMatchObject({ '+reply': 'elsewhere' })
  expect(tagsOf(other)).not.toHaveProperty('+draft/reply')
  cleo.drop()
})

test('[R-IRC-214] a reaction travels to other wires and back; who reads no tags is told in words', async () => {
  await using ann = await come('e1ann', all)
  await using ben = await come('e1ben')
  const cleo = await websocket('e1cleo')
  for (const one of [ann, ben]) await one.say('JOIN #e1')
  await cleo.request('room.join', { room: '#e1' })
  const { seq } = await cleo.request('message.send', { room: '#e1', body: 'cake!' })
  const { msgid = '' } = tagsOf((await ann.sync()).at(-1) ?? '')
  await ben.sync()
  const [echo = ''] = await ann.say(`@label=x;+draft/react=🎂;+draft/reply=${msgid} TAGMSG #e1`)
  expect(bare(echo)).toBe('TAGMSG #e1')
  expect(tagsOf(echo)).toMatchObject({ 'label': 'x', '+draft/react': '🎂', '+draft/reply': msgid, '+reply': msgid })
  expect(await cleo.sees('message.reacted')).toMatchObject({ seq, text: '🎂', on: true, by: { name: 'e1ann' } })
  expect(bares(await ben.sync())).toEqual(['NOTICE #e1 :* reacted 🎂 to a message of e1cleo'])
  // Once is once: it is answered, and nobody is told again.
  expect(bares(await ann.say(`@label=y;+draft/react=🎂;+draft/reply=${msgid} TAGMSG #e1`))).toEqual(['ACK'])
  await ann.say(`@+draft/unreact=🎂;+draft/reply=${msgid} TAGMSG #e1`)
  expect(await cleo.sees('message.reacted', ({ on }) => !on)).toMatchObject({ seq, text: '🎂' })
  expect(bares(await ben.sync())).toEqual(['NOTICE #e1 :* took 🎂 back'])
  await cleo.request('message.react', { room: '#e1', seq, text: '👍' })
  expect(tagsOf((await ann.sync()).at(-1) ?? '')).toMatchObject({ '+draft/react': '👍', '+draft/reply': msgid })
  cleo.drop()
})

test('[R-IRC-215] what was said in other words is told as a line that answers the first', async () => {
  await using ann = await come('f1ann', all)
  const cleo = await websocket('f1cleo')
  await ann.say('JOIN #f1')
  await cleo.request('room.join', { room: '#f1' })
  const { seq } = await cleo.request('message.send', { room: '#f1', body: 'helo' })
  const { msgid = '' } = tagsOf((await ann.sync()).at(-1) ?? '')
  await cleo.request('message.edit', { room: '#f1', seq, body: 'hello' })
  const [line = ''] = await ann.sync()
  expect(bare(line)).toBe('PRIVMSG #f1 :* hello')
  expect(tagsOf(line)).toMatchObject({ '+reply': msgid, '+draft/reply': msgid })
  cleo.drop()
  await using quiet = await ircWorld({ settings: { irc: { corrections: false } } })
  await using ben = await ircClient(quiet.address, 'ben')
  const dora = new WebSocketActor(quiet.address)
  await dora.connect()
  await dora.identify('dora')
  await ben.say('JOIN #f2')
  await dora.request('room.join', { room: '#f2' })
  const said = await dora.request('message.send', { room: '#f2', body: 'helo' })
  await ben.sync()
  await dora.request('message.edit', { room: '#f2', seq: said.seq, body: 'hello' })
  expect(await ben.sync()).toEqual([])
  dora.drop()
})

test('[R-IRC-216] with echo-message what one says comes back once it is stored, with its id and time, under its label', async () => {
  await using ann = await come('g1ann', all)
  await using ben = await come('g1ben', ['message-tags', 'server-time'])
  await ann.say('JOIN #g1')
  await ben.say('JOIN #g1')
  await ann.sync()
  const [echo = '', ...others] = await ann.say('@label=abc PRIVMSG #g1 :hi')
  expect(others).toEqual([])
  const { label, ...told } = tagsOf(echo)
  expect(label).toBe('abc')
  expect((await ben.sync()).map(tagsOf)).toEqual([told])
  // To oneself: once as what one said, once as what one hears.
  const twice = await ann.say('@label=abd PRIVMSG g1ann :note')
  expect(bares(twice)).toEqual(['PRIVMSG g1ann :note', 'PRIVMSG g1ann :note'])
  expect(new Set(twice.map((line) => tagsOf(line)['label']))).toEqual(new Set(['abd', undefined]))
  // Several at once are one answer.
  const [open = '', ...rest] = await ann.say('@label=abe PRIVMSG #g1,nobody :hi')
  expect([tagsOf(open)['label'], bare(open).split(' ')[2]]).toEqual(['abe', 'labeled-response'])
  const [closing, ...answers] = bares(rest)
    .map((line) => line.split(' ')[0] ?? '')
    .toReversed()
  expect([closing, new Set(answers)]).toEqual(['BATCH', new Set(['PRIVMSG', '401'])])
})

test('[R-IRC-216] without echo-message a message is acknowledged under its label', async () => {
  await using ann = await come('g2ann', ['labeled-response', 'batch'])
  const told = await ann.say('@label=one PRIVMSG g2ann :x', '@label=two NOTICE nobody :x')
  const answers = told.filter((line) => 'label' in tagsOf(line))
  expect(answers.map((line) => [tagsOf(line)['label'], bare(line)])).toEqual([
    ['one', 'ACK'],
    ['two', 'ACK'],
  ])
})
