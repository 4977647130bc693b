// Where every accepted socket comes in: counted, freed of a proxy's header and of TLS, told apart by its first bytes, handed on.

import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'

import { awaitWire } from './arrival.ts'
import { type Connection, type ConnectionPorts, type OpenConnection, openConnection } from './connection.ts'
import type { Verdict } from './detect.ts'
import { awaitHeader } from './origin/header-reader.ts'
import { homeOf, plainAddress, setWhence } from './origin/origin.ts'
import type { ProxyHeader } from './origin/proxy-header.ts'
import { encrypt } from './tls/encrypt.ts'

/** How an address receives those who come. */
export interface Entrance {
  /** TLS begins at once. */
  readonly tls: boolean
  /** Everybody speaks this here: nothing needs to be told apart. */
  readonly fixed?: Verdict
  /** What the silent are given. */
  readonly hint?: Verdict
}

export interface ReceptionPorts extends ConnectionPorts {
  /** The certificate and key for whoever comes now; without it TLS is not spoken. */
  readonly secureContext?: () => SecureContext
  /** Whether the PROXY headers from an address are believed; without it none is. */
  readonly trusts?: (address: string) => boolean
}

export interface Reception {
  accept(socket: Socket, entrance: Entrance): void
  /** How many are connected, known and not yet known. */
  readonly size: number
  /** Cuts whoever is still connected. */
  destroyAll(): void
}

/** A newcomer on the way in, and which layers may still be around what they say. */
interface Caller {
  readonly connection: OpenConnection
  /** What the listener accepted; `connection` may be a layer of it. */
  readonly socket: Socket
  readonly entrance: Entrance
  readonly proxied: 'perhaps' | 'no'
  readonly encrypted: 'perhaps' | 'no'
}

/** `handOver` gets each connection as soon as its wire is known. */
export function openReception(ports: ReceptionPorts, handOver: HandOver): Reception {
  return new OpenReception(ports, handOver)
}

type HandOver = (connection: Connection, verdict: Verdict) => void

class OpenReception implements Reception {
  readonly #ports: ReceptionPorts
  readonly #handOver: HandOver
  /** Everybody who is connected, and the home that they count for; none yet for a proxy. */
  readonly #sockets = new Map<Socket, string | undefined>()
  readonly #homes: Homes

  constructor(ports: ReceptionPorts, handOver: HandOver) {
    this.#ports = ports
    this.#handOver = handOver
    this.#homes = new Homes(ports.limits.connections_per_address_max)
  }

  get size(): number {
    return this.#sockets.size
  }

  accept(socket: Socket, entrance: Entrance): void {
    const { limits, trusts, secureContext } = this.#ports
    const address = plainAddress(socket.remoteAddress)
    const proxied = trusts?.(address) === true ? 'perhaps' : 'no'
    // Whose wire is not known yet cannot be told why.
    if (this.#sockets.size >= limits.connections_max) return void socket.destroy()
    this.#sockets.set(socket, undefined)
    socket.once('close', () => this.#gone(socket))
    // A proxy speaks for many: whom it names is counted.
    if (proxied === 'no' && !this.#countAt(socket, address)) return
    const connection = openConnection(socket, this.#ports)
    const encrypted = secureContext === undefined ? 'no' : 'perhaps'
    this.#begin({ connection, socket, entrance, proxied, encrypted })
  }

  destroyAll(): void {
    for (const socket of this.#sockets.keys()) socket.destroy()
  }

  /** False, and the connection cut, when there are too many from there already. */
  #countAt(socket: Socket, address: string): boolean {
    const home = homeOf(address)
    const fits = this.#homes.enter(home)
    if (fits) this.#sockets.set(socket, home)
    else socket.destroy()
    return fits
  }

  #gone(socket: Socket): void {
    const home = this.#sockets.get(socket)
    this.#sockets.delete(socket)
    if (home !== undefined) this.#homes.leave(home)
  }

  /** Where nothing is told apart, a header would be taken for what the client says. */
  #begin(caller: Caller): void {
    const { entrance, proxied } = caller
    const toldApart = !entrance.tls && entrance.fixed === undefined
    if (proxied === 'perhaps' && !toldApart) this.#takeHeader(caller)
    else this.#enter(caller)
  }

  #takeHeader(caller: Caller): void {
    const { connection, socket } = caller
    awaitHeader(connection, this.#ports.limits.detect_bytes_max, (header) => {
      const address = believe(socket, header)
      if (address === undefined || this.#countAt(socket, address)) this.#enter({ ...caller, proxied: 'no' })
    })
  }

  #enter(caller: Caller): void {
    const { connection, entrance } = caller
    if (entrance.tls && caller.encrypted === 'perhaps') return this.#decrypt(caller)
    if (entrance.fixed !== undefined) return this.#handOver(connection, entrance.fixed)
    awaitWire({ connection, hint: entrance.hint, ports: this.#ports, known: (verdict) => this.#known(caller, verdict) })
  }

  #known(caller: Caller, verdict: Verdict): void {
    if (verdict.wire === 'tls' && caller.encrypted === 'perhaps') this.#decrypt(caller)
    else if (verdict.wire === 'proxy' && caller.proxied === 'perhaps') this.#takeHeader(caller)
    else this.#handOver(caller.connection, verdict)
  }

  #decrypt(caller: Caller): void {
    const { connection } = caller
    const context = this.#ports.secureContext?.()
    if (context === undefined) return connection.destroy()
    encrypt(connection.release(), { ...this.#ports, context }, (inside) =>
      this.#enter({ ...caller, connection: openConnection(inside, this.#ports), proxied: 'no', encrypted: 'no' }),
    )
  }
}

/** Where the connection really comes from, if the header says. */
function believe(socket: Socket, header: ProxyHeader | undefined): string | undefined {
  if (header?.from === undefined) return undefined
  const { address, port, secure } = header.from
  setWhence(socket, { origin: { address, secure }, port })
  return address
}

/** How many are here from each home, up to `max`. */
class Homes {
  readonly #max: number
  readonly #here = new Map<string, number>()

  constructor(max: number) {
    this.#max = max
  }

  enter(home: string): boolean {
    const here = this.#here.get(home) ?? 0
    if (here >= this.#max) return false
    this.#here.set(home, here + 1)
    return true
  }

  leave(home: string): void {
    const left = (this.#here.get(home) ?? 0) - 1
    if (left > 0) this.#here.set(home, left)
    else this.#here.delete(home)
  }
}
