// An entrance that speaks TLS and believes a proxy, for tests: whoever comes is noted with their wire, their bytes and their origin.

import type { Origin } from '@hubbub/core'
import type { Limits } from '@hubbub/protocol'
import { once } from 'node:events'
import { connect as connectPlain, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { connect, type ConnectionOptions, createSecureContext, type TLSSocket } from 'node:tls'

import type { Connection } from '../connection.ts'
import type { Verdict } from '../detect.ts'
import { type Line, listen, testPorts } from '../fixtures.ts'
import { type Entrance, openReception, type Reception } from '../reception.ts'
import { refuse, type RefusedWire } from '../refusals.ts'
import { selfSigned } from './self-signed.ts'

/** Somebody whose wire is known. */
export interface Known {
  readonly connection: Connection
  readonly verdict: Verdict
  readonly origin: Origin
  bytes: string
  state: 'open' | 'ended' | 'closed'
}

export interface TlsEntrance extends Pick<Line, 'ports' | 'errors'>, AsyncDisposable {
  readonly reception: Reception
  readonly known: readonly Known[]
  /** A bare connection. */
  plain(): Promise<Socket>
  /** A connection after its handshake; rejects with what the client saw of a refusal. */
  tls(options?: ConnectionOptions): Promise<TLSSocket>
  /** Resolves with who came as this number, once their wire is known. */
  comes(index?: number): Promise<Known>
}

export const now = 1_790_000_000_000
const ourPem = selfSigned({ name: 'chat.example.org', hosts: ['localhost', '127.0.0.1'], now })

/** Wires that are not spoken are refused, as the server does it. */
const refused = new Set(['tls', 'proxy', 'unknown'])

export async function tlsEntrance(
  entrance: Entrance = { tls: false },
  given: { readonly limits?: Partial<Limits>; readonly trusted?: boolean } = {},
): Promise<TlsEntrance> {
  const { ports, errors } = testPorts(given.limits)
  const known: Known[] = []
  const context = createSecureContext({ cert: ourPem, key: ourPem, sessionIdContext: 'test' })
  const trusts = (): boolean => given.trusted === true
  const reception = openReception({ ...ports, secureContext: () => context, trusts }, (connection, verdict) => {
    known.push(note(connection, verdict))
    if (refused.has(verdict.wire)) refuse(connection, verdict.wire as RefusedWire)
  })
  const listening = await listen((socket) => reception.accept(socket, entrance))
  const sockets: Socket[] = []
  const place = { port: listening.port, host: '127.0.0.1' }
  return {
    ports,
    errors,
    reception,
    known,
    async plain() {
      const socket = connectPlain({ ...place, noDelay: true })
      sockets.push(socket.on('error', () => {}))
      await once(socket, 'connect')
      return socket
    },
    async tls(options = {}) {
      const socket = connect({ ...place, rejectUnauthorized: false, ...options })
      sockets.push(socket)
      await once(socket, 'secureConnect')
      return socket.on('error', () => {})
    },
    async comes(index = 0) {
      for (;;) {
        const one = known[index]
        if (one !== undefined) return one
        await setImmediate()
      }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await listening[Symbol.asyncDispose]()
    },
  }
}

function note(connection: Connection, verdict: Verdict): Known {
  const one: Known = { connection, verdict, origin: connection.origin, bytes: '', state: 'open' }
  connection.read({
    data: (bytes) => void (one.bytes += bytes.toString('latin1')),
    ended: () => void (one.state = 'ended'),
    closed: () => void (one.state = 'closed'),
  })
  return one
}
