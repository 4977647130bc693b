// Loopback connections for the tests of the edge: our side of each, and what the other side has received.

import { limits as usual, type Limits } from '@hubbub/protocol'
import { type ManualClock, manualClock } from '@hubbub/testkit'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { promisify } from 'node:util'

import { type ConnectionPorts, openConnection, type OpenConnection } from './connection.ts'

export interface Peer {
  readonly connection: OpenConnection
  /** The other side's socket. */
  readonly socket: Socket
  /** Our side's bare socket, to look at. */
  readonly ours: Socket
  /** Everything received, as text. */
  received(): string
  /** Resolves when this many bytes have been received in all. */
  bytes(count: number): Promise<string>
  /** Resolves with everything received once it ends with this. */
  until(end: string): Promise<string>
}

export interface Line extends AsyncDisposable {
  readonly ports: ConnectionPorts & { readonly clock: ManualClock }
  readonly errors: unknown[]
  peer(reader?: { paused: boolean }): Promise<Peer>
  two(): Promise<[Peer, Peer]>
  peers(count: number): Promise<Peer[]>
}

/** A listener whose connections are handed to the test. */
export async function line(some: Partial<Limits> = {}): Promise<Line> {
  const { ports, errors } = testPorts(some)
  const listening = await listen()
  const peer: Line['peer'] = async (reader = { paused: false }) => {
    const { socket, ours } = await listening.connect()
    return watch(socket, ours, openConnection(ours, ports), reader.paused)
  }
  return {
    ports,
    errors,
    peer,
    two: async () => [await peer(), await peer()],
    async peers(count) {
      const peers: Peer[] = []
      while (peers.length < count) peers.push(await peer())
      return peers
    },
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  }
}

/** Time in the hand, and errors kept. */
export function testPorts(some: Partial<Limits> = {}): Pick<Line, 'ports' | 'errors'> {
  const errors: unknown[] = []
  const log = { warn: () => {}, error: (fields: object) => errors.push(fields) }
  return { ports: { clock: manualClock(), limits: { ...usual, ...some }, log }, errors }
}

export interface Listening extends AsyncDisposable {
  readonly port: number
  /** One connection: the other side's socket, and ours. */
  connect(): Promise<{ readonly socket: Socket; readonly ours: Socket }>
}

/** A listener set up like the real ones. `accept` is what every accepted socket goes through. */
export async function listen(accept: (socket: Socket) => void = () => {}): Promise<Listening> {
  const sockets: Socket[] = []
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (ours) => (sockets.push(ours), accept(ours)))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    async connect() {
      const accepted = once(server, 'connection') as Promise<[Socket]>
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      socket.on('error', () => {}) // what broke is told by the close that follows
      sockets.push(socket)
      const [[ours]] = await Promise.all([accepted, once(socket, 'connect')])
      return { socket, ours }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await promisify(server.close.bind(server))()
    },
  }
}

function watch(socket: Socket, ours: Socket, connection: OpenConnection, paused: boolean): Peer {
  const chunks: Buffer[] = []
  let count = 0
  if (!paused) socket.on('data', (chunk) => (chunks.push(chunk), (count += chunk.length)))
  const received = (): string => Buffer.concat(chunks).toString()
  return {
    connection,
    socket,
    ours,
    received,
    async bytes(wanted) {
      while (count < wanted) await once(socket, 'data')
      return received()
    },
    async until(end) {
      while (!received().endsWith(end)) await once(socket, 'data')
      return received()
    },
  }
}

/** Resolves after the end of this turn, when everything said in it has been written. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
