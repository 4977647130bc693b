// IRC over WebSocket (IRCv3 websocket).

import { once } from 'node:events'

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

interface Received {
  readonly text: string
  readonly binary: boolean
}

/** A client of this transport; every message that came is kept. */
async function come(nick: string, given: { offers?: string[]; binary?: boolean } = {}) {
  const { host, port } = world.address
  const ws = new WebSocket(`ws://${host}:${port}/`, given.offers ?? [])
  const got: Received[] = []
  let wake: (() => void) | undefined
  ws.on('message', (data, binary) => {
    got.push({ text: (data as Buffer).toString(), binary })
    wake?.()
  })
  ws.on('close', () => wake?.())
  await once(ws, 'open')
  const send = (line: string | Buffer): void => ws.send(line, { binary: given.binary ?? false })
  const until = async (part: string): Promise<Received> => {
    for (;;) {
      const found = got.find(({ text }) => text.includes(part))
      if (found !== undefined) return found
      if (ws.readyState === WebSocket.CLOSED) throw new Error(`closed without ${part}`)
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  send(`NICK ${nick}`)
  send('USER web 0 * :Web')
  await until(' 422 ')
  return { ws, got, send, until }
}

test.each([
  [['text.ircv3.net'], 'text.ircv3.net', false],
  [['binary.ircv3.net'], 'binary.ircv3.net', true],
  [['binary.ircv3.net', 'text.ircv3.net'], 'binary.ircv3.net', true],
  [['other', 'text.ircv3.net', 'binary.ircv3.net'], 'text.ircv3.net', false],
  [[], '', false],
])('[R-IRC-55] of %j it speaks %s', async (offers, protocol, binary) => {
  const web = await come('w1web', { offers, binary })
  await using ann = await ircClient(world.address, 'w1ann')
  expect(web.ws.protocol).toBe(protocol)
  await ann.say('PRIVMSG w1web :grüße')
  const got = await web.until('grüße')
  expect(got).toEqual({ text: ':w1ann!w1ann@localhost PRIVMSG w1web :grüße', binary })
  web.send('PRIVMSG w1ann :hello')
  web.send('QUIT')
  await once(web.ws, 'close')
  expect(only(await ann.sync(), 'PRIVMSG')).toEqual(['PRIVMSG w1ann :hello'])
})

test('[R-IRC-55] each message is one line without its end, however many were sent at once', async () => {
  const web = await come('w2web')
  web.send('PING a\r\nPING b')
  await web.until('irc.test b')
  expect(web.got.every(({ text }) => !/[\r\n]/u.test(text))).toBe(true)
  expect(web.got.slice(-2).map(({ text }) => text)).toEqual([':irc.test PONG irc.test a', ':irc.test PONG irc.test b'])
  web.ws.close()
})

test('[R-IRC-55] what is not UTF-8 is refused, and what is longer than a line may be closes', async () => {
  const web = await come('w3web', { offers: ['binary.ircv3.net'], binary: true })
  web.send(Buffer.from('PRIVMSG w3web :caf\xe9', 'latin1'))
  expect((await web.until('FAIL')).text).toContain('FAIL PRIVMSG INVALID_UTF8')
  web.send(`PRIVMSG w3web :${'x'.repeat(16_384)}`)
  await once(web.ws, 'close')
})

test('[R-IRC-56] a page of another site cannot connect', async () => {
  const { host, port } = world.address
  const ws = new WebSocket(`ws://${host}:${port}/`, ['text.ircv3.net'], { origin: 'https://evil.example' })
  const [error] = (await once(ws, 'error')) as [Error]
  expect(error.message).toContain('403')
})

test('[R-IRC-56] a client that is gone has gone for the others', async () => {
  const web = await come('w4web')
  await using ann = await ircClient(world.address, 'w4ann')
  await ann.say('JOIN #w4')
  web.send('JOIN #w4')
  await web.until(' 366 ')
  await ann.sync()
  web.ws.terminate()
  expect(await ann.until('QUIT')).toMatch(/^:w4web!web@localhost QUIT /u)
})
