// What is done to a message on IRC is done on the other wires, and what is done there is seen on IRC, as far as a client can show it.

import { actors, IrcActor, type WebSocketActor } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

let here: World
/** In a browser, in a client that reads tags, in one that reads none, and in nc. */
let browser: WebSocketActor
let modern: IrcActor
let simple: IrcActor
let nc: Awaited<ReturnType<typeof actors.plain>>

const tags = ['message-tags', 'server-time', 'echo-message', 'batch', 'draft/message-redaction']

beforeEach(async () => {
  here = await world()
  browser = await actors.websocket(here.address, 'browser')
  modern = new IrcActor(here.address, 'modern')
  await modern.come({ caps: tags })
  simple = await actors.irc(here.address, 'simple')
  nc = await actors.plain(here.address, 'nc')
})
afterEach(() => here.close())

/** The msgid that the modern client knows a message by. */
async function msgidOf(text: string): Promise<string> {
  const line = await modern.sees(new RegExp(`PRIVMSG #Lobby :${text}$`, 'u'))
  return /[@;]msgid=([^; ]+)/u.exec(line)?.[1] ?? ''
}

/** The modern client says something in tags. */
const tagged = (said: string): Promise<void> => modern.send(`@${said} TAGMSG #Lobby`)

test('[R-IRC-410] a reaction from IRC reaches the browser and nc, and so does taking it back', async () => {
  await browser.say('shall we?')
  const msgid = await msgidOf('shall we\\?')
  await tagged(`+draft/react=👍;+draft/reply=${msgid}`)
  expect(await browser.sees('message.reacted')).toMatchObject({
    room: 'lobby',
    seq: 1,
    text: '👍',
    on: true,
    by: { name: 'modern' },
  })
  await nc.hears('* modern reacted 👍 to a message of browser')
  await simple.hears('* reacted 👍 to a message of browser')

  await tagged(`+draft/unreact=👍;+draft/reply=${msgid}`)
  expect(await browser.sees('message.reacted', ({ on }) => !on)).toMatchObject({
    seq: 1,
    text: '👍',
    by: { name: 'modern' },
  })
  await nc.hears('* modern took 👍 back from a message of browser')
})

test('[R-IRC-410] a reaction from the browser is a tag for who reads tags, and a line for who does not', async () => {
  await modern.say('shall we?')
  const msgid = await msgidOf('shall we\\?')
  await browser.request('message.react', { room: 'lobby', seq: 1, text: '🎉' })
  const line = await modern.sees(/TAGMSG #Lobby$/u)
  expect(line).toContain(';+draft/react=🎉;')
  expect(line).toMatch(new RegExp(`[;]\\+draft/reply=${msgid}[; ]`, 'u'))
  expect(line).toContain(' :browser!')
  await simple.hears('* reacted 🎉 to a message of modern')
  expect(simple.lines.filter((one) => one.includes(' TAGMSG '))).toEqual([])
})

test('[R-IRC-411] an answer from IRC is an answer in the browser, and one from there is an answer on IRC', async () => {
  await nc.say('who is there?')
  const msgid = await msgidOf('who is there\\?')
  await modern.send(`@+draft/reply=${msgid} PRIVMSG #Lobby :me`)
  expect(await browser.sees('message.posted', ({ body }) => body === 'me')).toMatchObject({
    reply: 1,
    author: { name: 'modern' },
  })
  await nc.hears('me')

  await browser.request('message.send', { room: 'lobby', body: 'and me', reply: 1 })
  const line = await modern.sees(/PRIVMSG #Lobby :and me$/u)
  // The ratified and the draft spelling (IRCv3 reply).
  expect(line).toContain(`;+reply=${msgid};`)
  expect(line).toContain(`+draft/reply=${msgid}`)
})

test('[R-IRC-412] what is said in other words is a line of correction on IRC, which answers what it corrects', async () => {
  await browser.say('helo')
  const msgid = await msgidOf('helo')
  await browser.request('message.edit', { room: 'lobby', seq: 1, body: 'hello' })
  const line = await modern.sees(/PRIVMSG #Lobby :\* hello$/u)
  expect(line).toContain(`+draft/reply=${msgid}`)
  await simple.hears('* hello')
  await nc.hears('* browser corrects: hello')
})

test('[R-IRC-413] what is taken back in the browser is redacted on IRC, and what is redacted on IRC is gone everywhere', async () => {
  await browser.say('one')
  await modern.say('two')
  const [one, two] = [await msgidOf('one'), await msgidOf('two')]
  await browser.request('message.erase', { room: 'lobby', seq: 1, reason: 'oops' })
  expect(await modern.sees(/ REDACT #Lobby /u)).toMatch(new RegExp(` :browser!\\S+ REDACT #Lobby ${one} :?oops$`, 'u'))

  await modern.send(`REDACT #Lobby ${two} :sorry`)
  expect(await browser.sees('message.erased', ({ seq }) => seq === 2)).toMatchObject({
    by: { name: 'modern' },
    reason: 'sorry',
  })
  await nc.hears('* modern took a message back: sorry')
  const { entries } = await browser.request('message.history', { room: 'lobby', limit: 10 })
  expect(entries.map(({ body, erased }) => [body, erased?.by.name])).toEqual([
    ['', 'browser'],
    ['', 'modern'],
  ])
})

test('[R-IRC-414] that somebody is typing goes from IRC to the browser and back; nobody is told a line of it', async () => {
  await tagged('+typing=active')
  expect(await browser.sees('message.typing')).toMatchObject({
    room: 'lobby',
    state: 'active',
    person: { name: 'modern' },
  })
  await browser.request('message.typing', { room: 'lobby', state: 'active' })
  expect(await modern.sees(/ :browser!\S+ TAGMSG #Lobby$/u)).toContain('+typing=active')

  await browser.say('the end')
  for (const other of [simple, nc]) {
    await other.hears('the end')
    expect(other.heard.filter(({ text }) => /typing/iu.test(text))).toEqual([])
  }
})

test('[R-IRC-415] a message of many lines from the browser is a line after another on IRC; what one says to another alone stays there', async () => {
  await browser.say('one\ntwo\n\nthree')
  await simple.hears('three')
  expect(simple.heard.map(({ text }) => text)).toEqual(['one', 'two', 'three'])

  await nc.say('/msg simple psst')
  expect(await simple.hears('psst')).toMatchObject({ from: 'nc' })
  await simple.send('PRIVMSG nc :yes?')
  expect(await nc.hears('yes?')).toMatchObject({ from: 'simple' })
  await browser.say('the end')
  await modern.hears('the end')
  expect(modern.lines.filter((line) => /psst|yes\?/u.test(line))).toEqual([])
})
