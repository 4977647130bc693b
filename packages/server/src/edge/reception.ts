// Where every accepted socket comes in: counted, told apart by its first bytes, then handed to its wire.

import type { Socket } from 'node:net'

import { awaitWire } from './arrival.ts'
import { type Connection, type ConnectionPorts, openConnection, plainAddress } from './connection.ts'
import type { Verdict } from './detect.ts'

export interface Reception {
  accept(socket: Socket, hint?: Verdict): void
  /** How many are connected, known and not yet known. */
  readonly size: number
  /** Cuts whoever is still connected. */
  destroyAll(): void
}

/** `handOver` gets each connection as soon as its wire is known. */
export function openReception(
  ports: ConnectionPorts,
  handOver: (connection: Connection, verdict: Verdict) => void,
): Reception {
  const sockets = new Set<Socket>()
  const perHome = new Map<string, number>()

  function enter(socket: Socket, home: string): void {
    sockets.add(socket)
    perHome.set(home, (perHome.get(home) ?? 0) + 1)
    socket.once('close', () => {
      sockets.delete(socket)
      const left = (perHome.get(home) ?? 0) - 1
      if (left > 0) perHome.set(home, left)
      else perHome.delete(home)
    })
  }

  function isFull(home: string): boolean {
    const { connections_max, connections_per_address_max } = ports.limits
    return sockets.size >= connections_max || (perHome.get(home) ?? 0) >= connections_per_address_max
  }

  return {
    accept(socket, hint) {
      const home = homeOf(socket.remoteAddress)
      // Whose wire is not known yet cannot be told why.
      if (isFull(home)) return void socket.destroy()
      enter(socket, home)
      const connection = openConnection(socket, ports)
      awaitWire({ connection, hint, ports, known: (verdict) => handOver(connection, verdict) })
    },
    get size() {
      return sockets.size
    },
    destroyAll() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Who counts as one: an IPv4 address, or the 64 bits of an IPv6 address that one household or machine is given whole. */
export function homeOf(remoteAddress: string | undefined): string {
  const address = plainAddress(remoteAddress)
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = (part: string): string[] => part.split(':').filter((group) => group !== '')
  const zeros = Array.from({ length: 8 - groups(head).length - groups(tail).length }, () => '0')
  return [...groups(head), ...zeros, ...groups(tail)].slice(0, 4).join(':')
}
