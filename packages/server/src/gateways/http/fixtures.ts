// A brain with the HTTP and WebSocket doors on a port of its own, and bare sockets to knock with, for the tests of both.

import type { Policy } from '@hubbub/core'
import type { Limits } from '@hubbub/protocol'
import { testBrain, type TestBrain } from '@hubbub/testkit'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openConnection } from '../../edge/connection.ts'
import { defaultSettings } from '../../settings.ts'
import type { Address } from '../actor.ts'
import type { Door, GatewayPorts, Upgrade } from '../gateway.ts'
import { websocket } from '../websocket/index.ts'
import { http } from './index.ts'

export interface HouseOptions {
  readonly limits?: Partial<Limits>
  readonly origins?: readonly string[]
  readonly floodLimits?: boolean
  readonly policy?: Partial<Policy>
  readonly upgrades?: Map<string, Upgrade>
  /** The folder of a built web client. */
  readonly web?: string
}

export interface House extends AsyncDisposable {
  readonly brain: TestBrain
  readonly at: Address
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly doors: { readonly http: Door; readonly websocket: Door }
  /** The server's ends of the connections that are open. */
  readonly sockets: ReadonlySet<Socket>
  /** Where uploads are kept until they are whole. */
  readonly uploadsDir: string
}

export async function house(options: HouseOptions = {}): Promise<House> {
  const { limits = {}, origins = [], floodLimits = false, policy = {}, upgrades = new Map() } = options
  const brain = await testBrain({ limits, policy })
  const howTos = ({ host, port }: Address) => [`nc ${host} ${port}`, `<telnet> ${host} ${port}`]
  const ports: GatewayPorts = {
    ...brain.ports,
    chat: brain.chat,
    upgrades,
    settings: () => defaultSettings,
    origins,
    floodLimits,
    pagesPort: (port) => port,
    howTos,
    web: options.web,
    uploadsDir: await mkdtemp(join(tmpdir(), 'hubbub-uploads-')),
  }
  const doors = { http: http.open(ports), websocket: websocket.open(ports) }
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    doors.http.accept(openConnection(socket, ports), { wire: 'http' })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    brain,
    at: { host: '127.0.0.1', port },
    url: `http://127.0.0.1:${port}`,
    doors,
    sockets,
    uploadsDir: ports.uploadsDir,
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await brain[Symbol.asyncDispose]()
      await rm(ports.uploadsDir, { recursive: true, force: true })
    },
  }
}

/** A client that says exactly what a test wants said. */
export interface Caller {
  readonly socket: Socket
  /** All that came back so far. */
  readonly heard: string
  say(text: string | Uint8Array): void
  /** Resolves with all that came back once it contains `text`; rejects when the connection closes before. */
  hears(text: string): Promise<string>
  /** Resolves with all that came back when the connection is closed. */
  closed(): Promise<string>
}

export async function call({ host, port }: Address, first = ''): Promise<Caller> {
  const socket = connect({ host, port, noDelay: true, allowHalfOpen: true })
  let heard = ''
  socket.setEncoding('latin1')
  socket.on('data', (piece: string) => (heard += piece))
  socket.on('end', () => socket.end())
  socket.on('error', () => undefined) // the close that follows is what tests look at
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  socket.write(first)
  return {
    socket,
    get heard() {
      return heard
    },
    say: (text) => void socket.write(text),
    async hears(text) {
      while (!heard.includes(text)) {
        if (socket.closed) throw new Error(`closed before ${text} came: ${heard}`)
        await Promise.race([once(socket, 'data'), closed])
      }
      return heard
    },
    closed: () => closed.then(() => heard),
  }
}

/** Asks over a connection that is closed afterwards; `lines` are the request line and the header. */
export async function ask(at: Address, ...lines: readonly string[]): Promise<string> {
  const caller = await call(at, [...lines, 'Connection: close', '', ''].join('\r\n'))
  return caller.closed()
}
