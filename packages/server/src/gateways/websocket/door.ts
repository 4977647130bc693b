// Lets clients of our own wire in and out: the upgrade, the signs of life, the shutdown.

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'

import { openConnection } from '../../edge/connection.ts'
import type { Door, GatewayPorts } from '../gateway.ts'
import { Peer } from './peer.ts'
import { streamOf } from '../kit/websocket/stream.ts'

const path = '/ws'

export function openDoor(ports: GatewayPorts): Door {
  const peers = new Set<Peer>()
  const server = new WebSocketServer(optionsFor(ports))
  let state: 'open' | 'closing' = 'open'
  let allGone: (() => void) | undefined

  function upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const connection = openConnection(socket, ports, head)
    if (state === 'closing') {
      connection.queue.push('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return connection.end()
    }
    let peer: Peer | undefined
    const stream = streamOf(connection, {
      closing: () => peer?.closing(),
      lagging: () => peer?.lagging() ?? null,
      closed: () => peer !== undefined && forget(peer),
    })
    server.handleUpgrade(request, stream, nothing, (ws) => peers.add((peer = new Peer(ws, connection, ports))))
  }

  function forget(peer: Peer): void {
    peer.closing()
    peers.delete(peer)
    if (peers.size === 0) allGone?.()
  }

  function pingAll(): () => void {
    return ports.clock.after(ports.limits.ping_every_ms, () => {
      for (const peer of peers) peer.ping()
      stopPinging = pingAll()
    })
  }

  let stopPinging = pingAll()
  ports.upgrades.set(path, upgrade)
  return {
    // Detection finds HTTP; the upgrade comes later.
    accept: (connection) => connection.destroy(),
    async close() {
      state = 'closing'
      stopPinging()
      const gone = new Promise<void>((resolve) => (allGone = resolve))
      for (const peer of peers) peer.shutDown()
      if (peers.size > 0) await gone
    },
  }
}

const nothing = Buffer.alloc(0)

function optionsFor({ limits }: GatewayPorts) {
  return {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.frame_bytes_max,
    closeTimeout: limits.connection_close_ms,
  }
}
