// Where IRC comes in over WebSocket: the upgrade, with one of the subprotocols of IRCv3 or none.

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'

import { type Connection, openConnection } from '../../../edge/connection.ts'
import type { GatewayPorts, Upgrade } from '../../gateway.ts'
import { addressOf } from '../../kit/address.ts'
import { streamOf } from '../../kit/websocket/stream.ts'
import { LineSocket } from './connection.ts'

const binary = 'binary.ircv3.net'
const subprotocols = new Set(['text.ircv3.net', binary])

/** Each client that has been upgraded is handed to `accept`. */
export function openUpgrade(ports: GatewayPorts, accept: (connection: Connection) => void): Upgrade {
  const server = new WebSocketServer(optionsFor(ports))
  return (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const under = openConnection(socket, ports, head)
    let lines: LineSocket | undefined
    const stream = streamOf(under, {
      closing: () => lines?.closing(),
      lagging: () => lines?.lagging() ?? null,
      closed: () => lines?.closed(),
    })
    server.handleUpgrade(request, stream, Buffer.alloc(0), (ws) => {
      const reached = reachedBy(request, under)
      lines = new LineSocket({ ws, under, binary: ws.protocol === binary, reached, ports })
      accept(lines)
    })
  }
}

/** How the client says that it has reached us, whatever proxy is between: a page that came by TLS connects by TLS. */
function reachedBy({ headers }: IncomingMessage, under: Connection): Pick<Connection, 'local' | 'encrypted'> {
  const encrypted = under.encrypted || headers.origin?.startsWith('https:') === true
  return { local: addressOf(headers.host, under.local, encrypted ? 'https' : 'http'), encrypted }
}

function optionsFor({ limits }: GatewayPorts) {
  return {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.irc_line_bytes_max,
    closeTimeout: limits.connection_close_ms,
    // The first that the client names and we know; a client that names none speaks text.
    handleProtocols: (offered: Set<string>) => [...offered].find((name) => subprotocols.has(name)) ?? (false as const),
  }
}
