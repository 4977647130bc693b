// Three classes of client get what they missed in the three ways that they can take it (wires/irc.md, "Three classes of client").

import { actors, IrcActor, type IrcComing } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { framework } from './framework.ts'
import { play } from './play.ts'

let here: World
let browser: Awaited<ReturnType<typeof actors.websocket>>
const password = 'correct-horse'
const missed = ['missed 1', 'missed 2', 'missed 3']

beforeEach(async () => {
  here = await world({ settings: { accounts: { hash: 'test-only' } } })
  const account = await actors.websocket(here.address, 'ann')
  await account.request('person.register', { password })
  await account.leave()
  browser = await actors.websocket(here.address, 'browser')
})
afterEach(() => here.close())

/** Ann comes on a device, goes, misses what is said, and comes again. */
async function comesAgain(coming: IrcComing): Promise<{ client: IrcActor; times: readonly number[] }> {
  const first = new IrcActor(here.address, 'ann')
  await first.come({ ...coming, password, device: 'phone' })
  await first.leave()
  await browser.sees('person.departed')
  const times: number[] = []
  for (const body of missed) times.push((await browser.request('message.send', { room: 'lobby', body })).at)
  const client = new IrcActor(here.address, 'ann')
  await client.come({ ...coming, password, device: 'phone' })
  await browser.say('and now live')
  await client.hears('and now live')
  return { client, times }
}

const said = ({ lines }: IrcActor): string[] => lines.filter((line) => line.includes(' PRIVMSG #Lobby '))

test('[R-IRC-440] irc-framework signs in, talks to a browser and to nc, and finds the fifty lines it missed once, on each of two devices', async () => {
  await expect(play(framework)).resolves.toBeUndefined()
})

test('[R-IRC-441] who knows batches and times is sent what it missed in a batch of its own, with the times of then (class B)', async () => {
  const come = () =>
    framework.come({ port: here.address.port, nick: 'ann', password, device: 'laptop', channel: '#Lobby', home: '' })
  const first = await come()
  await first.leave()
  await browser.sees('person.departed')
  const times: number[] = []
  for (const body of missed) times.push((await browser.request('message.send', { room: 'lobby', body })).at)

  const client = await come()
  await browser.say('and now live')
  await client.shows('and now live')
  expect(client.heard.map(({ message }) => message)).toEqual([...missed, 'and now live'])
  expect(client.heard.slice(0, -1).map(({ time }) => time)).toEqual(times)
  const batches = client.heard.map(({ batch }) => batch)
  expect(batches.map((batch) => [batch?.type, ...(batch?.params ?? [])])).toEqual([
    ...missed.map(() => ['chathistory', '#Lobby']),
    [undefined],
  ])
  expect(new Set(batches.slice(0, -1).map((batch) => batch?.id)).size).toBe(1)
  await client.leave()
})

test('[R-IRC-442] who knows times is sent what it missed with the times of then (class C)', async () => {
  const { client, times } = await comesAgain({ caps: ['server-time'] })
  expect(said(client).map((line) => line.replace(/^@time=(\S+) :\S+ PRIVMSG #Lobby :/u, '$1 '))).toEqual([
    ...missed.map((body, at) => `${new Date(times[at] ?? 0).toISOString()} ${body}`),
    expect.stringMatching(/ and now live$/u),
  ])
})

test('[R-IRC-442] who knows nothing reads the time before the words, in UTC (class C)', async () => {
  const { client, times } = await comesAgain({})
  const clock = (at = 0): string => `[${new Date(at).toISOString().slice(11, 16)}]`
  expect(said(client).map((line) => line.replace(/^:\S+ PRIVMSG #Lobby :/u, ''))).toEqual([
    ...missed.map((body, at) => `${clock(times[at])} ${body}`),
    'and now live',
  ])
})

test('[R-IRC-443] who can ask is sent nothing, and asks (class A)', async () => {
  const caps = ['batch', 'server-time', 'message-tags', 'draft/chathistory', 'draft/read-marker']
  const { client, times } = await comesAgain({ caps })
  expect(said(client)).toHaveLength(1)

  const before = client.lines.length
  await client.send(`CHATHISTORY AFTER #Lobby timestamp=${new Date((times[0] ?? 0) - 1).toISOString()} 50`)
  await client.round()
  const asked = client.lines.slice(before).filter((line) => line.includes(' PRIVMSG #Lobby '))
  expect(asked.map((line) => line.replace(/^.* PRIVMSG #Lobby :/u, ''))).toEqual([...missed, 'and now live'])
})
