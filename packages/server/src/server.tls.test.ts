// Proves the whole server over TLS: requests, our own clients, lines and IRC, on the one port and on addresses of their own.

import { type World, world, type WorldOptions } from '@hubbub/testkit'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { connect, type TLSSocket } from 'node:tls'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'

const open = async (options?: WorldOptions): Promise<World> => {
  const here = await world(options)
  onTestFinished(() => here.close())
  return here
}

interface Peer {
  readonly socket: TLSSocket
  say(line: string): void
  /** Resolves once this has been received. */
  hears(text: string): Promise<string>
}

async function peer(port: number): Promise<Peer> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  let received = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
  await once(socket, 'secureConnect')
  return {
    socket,
    say: (line) => void socket.write(`${line}\r\n`),
    async hears(wanted) {
      while (!received.includes(wanted)) await once(socket, 'data')
      return received
    },
  }
}

test('[R-TLS-1] requests, our own clients and lines meet over TLS, on the port that is plain as well', async () => {
  const here = await open()
  const { port } = here.address
  const asked = request({ host: '127.0.0.1', port, path: '/healthz', rejectUnauthorized: false }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  expect(await text(answer)).toBe('ok')

  const socket = new WebSocket(`wss://127.0.0.1:${port}/ws`, { rejectUnauthorized: false })
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  socket.send(JSON.stringify({ id: 1, do: 'person.identify', with: { name: 'ann' } }))
  await once(socket, 'message')

  const bob = await peer(port)
  bob.say('hello from bob')
  await bob.hears('Welcome')
  const plain = await here.actor('websocket', 'plain')
  await plain.say('hello from outside')
  await bob.hears('hello from outside')
  const frames: string[] = []
  socket.on('message', (data: Buffer) => frames.push(data.toString()))
  bob.say('and again')
  while (!frames.some((frame) => frame.includes('and again'))) await once(socket, 'message')
})

test('[R-TLS-1] IRC over TLS, on the one port and where nothing else is spoken', async () => {
  const here = await open({ listen: ['127.0.0.1:0=irc+tls'] })
  const [main, irc] = here.server.addresses
  if (irc === undefined) throw new Error('two addresses were asked for')
  for (const { port, nick } of [
    { port: main.port, nick: 'ann' },
    { port: irc.port, nick: 'bob' },
  ]) {
    const client = await peer(port)
    client.say(`NICK ${nick}`)
    client.say(`USER ${nick} 0 * :${nick}`)
    expect(await client.hears(` 001 ${nick} `)).toMatch(/^:hubbub\.local 001 /u)
  }
})

test('[R-TLS-6] where IRC is fixed, it also hears what would be chat elsewhere', async () => {
  const here = await open({ listen: ['127.0.0.1:0=irc+tls'] })
  const port = here.server.addresses[1]?.port ?? 0
  const client = await peer(port)
  client.say('JOIN #lobby')
  expect(await client.hears(' 451 ')).toMatch(/^:hubbub\.local 451 /u)
})

test('[R-SERVER-11] TLS clients are told of the end, and it comes in time', async () => {
  const here = await open()
  const talker = await peer(here.address.port)
  talker.say('hello')
  await talker.hears('Welcome')
  const silent = await peer(here.address.port)
  const ended = [talker, silent].map(({ socket }) => once(socket.resume(), 'close'))
  const began = performance.now()
  await here.server.close()
  await Promise.all(ended)
  expect(performance.now() - began).toBeLessThan(2_000)
  await talker.hears('stopping')
})
