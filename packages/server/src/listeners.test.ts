// Proves how addresses are written, that all are opened or none, and that what goes wrong is said in one helpful line.

import { limits } from '@hubbub/protocol'
import { EventEmitter, once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'

import { type ListenAt, type Listeners, openListeners, readPlaces } from './listeners.ts'

const wires = ['irc', 'frames', 'plain'] as const
const read = (...listen: string[]): readonly ListenAt[] =>
  readPlaces({ host: 'localhost', port: 11_111, listen }, wires).slice(1)

test.each([
  ['6000', { host: 'localhost', port: 6000 }],
  ['0.0.0.0:6000', { host: '0.0.0.0', port: 6000 }],
  ['chat.example.org:6000', { host: 'chat.example.org', port: 6000 }],
  ['[::1]:6000', { host: '::1', port: 6000 }],
  ['6000=frames', { host: 'localhost', port: 6000, wire: 'frames' }],
  ['127.0.0.1:8080=plain', { host: '127.0.0.1', port: 8080, wire: 'plain' }],
  ['127.0.0.1:6697=irc+tls', { host: '127.0.0.1', port: 6697, wire: 'irc', tls: true }],
  ['443=tls', { host: 'localhost', port: 443, tls: true }],
  ['[fe80::1%eth0]:0=plain', { host: 'fe80::1%eth0', port: 0, wire: 'plain' }],
])('[R-SERVER-4] --listen %s', (text, place) => expect(read(text)).toEqual([place]))

test('[R-SERVER-4] the main address comes first', () => {
  const main = { host: 'localhost', port: 11_111 }
  expect(readPlaces({ ...main, listen: ['1'] }, wires)).toEqual([main, { host: 'localhost', port: 1 }])
})

test.each(['', 'x', '70000', '::1:6000', 'a b:1:2', '6000='])(
  '[R-SERVER-5] --listen %j is refused, with how to write it',
  (text) => expect(() => read(text)).toThrow(`--listen ${text}: write PORT, HOST:PORT, PORT=WIRE or HOST:PORT=WIRE`),
)

test.each(['6000=websocket', '6000=irc+ssl', '6000=+tls', '6000=tls+irc'])(
  '[R-SERVER-5] --listen %s is refused, with the wires that an address can be given',
  (text) =>
    expect(() => read(text)).toThrow(
      `--listen ${text}: after = comes one of irc, frames, plain, alone or with +tls, or tls`,
    ),
)

interface Opened {
  readonly listeners: Listeners
  /** The address of ours at which the next newcomer arrives, when somebody connects there. */
  connect(to: { host: string; port: number }): Promise<ListenAt>
}

async function open(...others: ListenAt[]): Promise<Opened> {
  const came = new EventEmitter()
  const place = others.shift() ?? { host: '127.0.0.1', port: 0 }
  const listeners = await openListeners([place, ...others], limits, {
    accept: (socket, at) => came.emit('newcomer', socket, at),
    missed: (cause) => came.emit('error', cause),
  })
  onTestFinished(() => listeners.close())
  return {
    listeners,
    async connect(to) {
      const newcomer = once(came, 'newcomer')
      const socket = connect(to)
      const [ours, at] = (await newcomer) as [Socket, ListenAt]
      ours.destroy()
      socket.destroy()
      return at
    },
  }
}

test('[R-SERVER-6] each address has its own wire, and its real port is told', async () => {
  const { listeners, connect } = await open(
    { host: '127.0.0.1', port: 0 },
    { host: '127.0.0.1', port: 0, wire: 'frames' },
  )
  const [first, second] = listeners.addresses.map(({ port }) => ({ host: '127.0.0.1', port }))
  if (first === undefined || second === undefined) throw new Error('two addresses were asked for')
  expect((await connect(first)).wire).toBeUndefined()
  expect((await connect(second)).wire).toBe('frames')
})

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

test('[R-SERVER-7] localhost is both of its addresses, where there are two, under one port', async () => {
  const { listeners, connect } = await open({ host: 'localhost', port: 0 })
  const { host, port } = listeners.addresses[0]
  expect(host).toBe('localhost')
  for (const address of hasIPv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1']) {
    expect(await connect({ host: address, port })).toEqual({ host: 'localhost', port: 0 })
  }
})

test('[R-SERVER-8] a port that is taken is named, with what to do, and nothing stays open', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const free = await freePort()
  await expect(open({ host: '127.0.0.1', port: free }, { host: '127.0.0.1', port })).rejects.toThrow(
    `cannot listen on 127.0.0.1:${port}: another program listens there; stop it, or choose another port`,
  )
  const { listeners } = await open({ host: '127.0.0.1', port: free })
  expect(listeners.addresses[0].port).toBe(free)
})

test('[R-SERVER-8] an address that is not of this machine is named', async () => {
  await expect(open({ host: '192.0.2.1', port: 0 })).rejects.toThrow(
    'cannot listen on 192.0.2.1:0: this machine has no such address; try localhost, or 0.0.0.0 for all its addresses',
  )
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
