// Proves which wire an upgrade is for, by its path and its subprotocol, and that other people's pages get none.

import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Upgrade } from '../gateway.ts'
import { house, type House } from './fixtures.ts'

let here: House
beforeAll(async () => {
  const taken: Upgrade = (_request, socket) =>
    void socket.end(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nTook: irc\r\n\r\n',
    )
  here = await house({ upgrades: new Map([['irc', taken]]), origins: ['https://friend.example'] })
})
afterAll(() => here[Symbol.asyncDispose]())

/** The status of the answer, and which wire took the upgrade. */
async function upgrade(path: string, headers: Record<string, string> = {}): Promise<string> {
  const asked = request(`${here.url}${path}`, {
    headers: {
      'Connection': 'Upgrade',
      'Upgrade': 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  }).end()
  const upgraded = once(asked, 'upgrade').then(([answer, socket]) => {
    socket.destroy()
    return `${answer.statusCode} ${answer.headers.took ?? 'ws'}`
  })
  const answered = once(asked, 'response').then(([answer]) => `${answer.statusCode}`)
  return Promise.race([upgraded, answered])
}

const wants = (protocol: string) => ({ 'Sec-WebSocket-Protocol': protocol })

test.each([
  ['/', {}, '101 irc'],
  ['/irc', {}, '101 irc'],
  ['/irc?x=1', {}, '101 irc'],
  ['/', wants('text.ircv3.net'), '101 irc'],
  ['/ws', wants('binary.ircv3.net'), '101 irc'],
  ['/any/where', wants('other, text.ircv3.net'), '101 irc'],
  ['/ws', {}, '101 ws'],
  ['/', wants('other'), '200'],
  ['/irc', wants('other'), '404'],
  ['/any/where', {}, '404'],
])('[R-HTTP-35] an upgrade of %s with %j is %s', async (path, headers, answer) => {
  expect(await upgrade(path, headers)).toBe(answer)
})

test.each(['/', '/irc', '/ws'])('[R-HTTP-36] a page of another address gets no upgrade of %s', async (path) => {
  expect(await upgrade(path, { Origin: 'https://evil.example' })).toBe('403')
  expect(await upgrade(path, { Origin: 'null' })).toBe('403')
  expect(await upgrade(path, { Origin: here.url })).toMatch(/^101 /u)
  expect(await upgrade(path, { Origin: 'https://friend.example' })).toMatch(/^101 /u)
})
