// Node's HTTP server without a port of its own: it is handed connections that were found to speak HTTP.

import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Origin } from '@hubbub/core'
import { createServer as createNodeServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

import type { GatewayPorts, Upgrade } from '../gateway.ts'
import { isOwnPage } from '../kit/origin.ts'
import { appOf } from './app.ts'
import { plain, strict } from './responses.ts'
import { origins } from './speaker.ts'

export interface HttpServer {
  /** Takes over a connection whose next byte begins a request; `origin` is where it comes from. */
  accept(socket: Socket, origin: Origin): void
  /** Lets requests be answered that are on their way, for a while. Upgraded connections are not this server's any more. */
  close(): Promise<void>
}

export function createServer(ports: GatewayPorts): HttpServer {
  const server = nodeServer(ports)
  const open = new Set<Socket>()
  let allGone: (() => void) | undefined
  const forget = (socket: Socket): void => {
    open.delete(socket)
    if (open.size === 0) allGone?.()
  }
  server.on('upgrade', ({ socket }: IncomingMessage) => forget(socket))
  const closeIdle = (): void => {
    if (allGone !== undefined) server.closeIdleConnections()
  }
  for (const asked of ['request', 'checkContinue']) {
    server.on(asked, (_incoming, outgoing: ServerResponse) => outgoing.once('close', closeIdle))
  }
  return {
    accept(socket, origin) {
      open.add(socket)
      origins.set(socket, origin)
      socket.once('close', () => forget(socket))
      server.emit('connection', socket)
    },
    async close() {
      const gone = new Promise<void>((resolve) => (allGone = resolve))
      const cancel = ports.clock.after(ports.limits.shutdown_ms, () => server.closeAllConnections())
      server.close()
      if (open.size > 0) await gone
      cancel()
    },
  }
}

function nodeServer(ports: GatewayPorts): Server {
  const server = createNodeServer(optionsFor(ports))
  const answer = answerWith(ports)
  server.timeout = ports.limits.http_idle_ms
  // A client that has asked all it wants may say so and still listen. Node has this for all versions, its types do not.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('request', answer)
  // Who wants the body says `100 Continue` itself. A refused client may send it or not: only a new connection is clear.
  server.on('checkContinue', (incoming, outgoing) => answer(incoming, outgoing.setHeader('Connection', 'close')))
  server.on('upgrade', (request, _stream, head) => upgrade(ports, request, head))
  server.emit('listening') // it listens nowhere, but only from then on does Node hold requests to their time limits
  return server
}

function optionsFor(ports: GatewayPorts) {
  const { limits } = ports
  return {
    maxHeaderSize: limits.http_header_bytes_max,
    headersTimeout: limits.http_headers_ms,
    requestTimeout: limits.http_request_ms,
    keepAliveTimeout: limits.http_keep_alive_ms,
    connectionsCheckingInterval: Math.ceil(limits.http_headers_ms / 4),
    // Who asks for an upgrade that is not there is answered as if they had not asked, as the standard says.
    shouldUpgradeCallback: (request: IncomingMessage) => upgradeFor(ports, request) !== undefined,
  }
}

function upgrade(ports: GatewayPorts, request: IncomingMessage, head: Buffer): void {
  const { socket } = request
  socket.setTimeout(0)
  const take = upgradeFor(ports, request)
  if (take === undefined) refuse(socket, '404 Not Found') // Node before 24.9 does not ask first
  else if (!isOwnPage(request.headers, ports.origins)) refuse(socket, '403 Forbidden')
  else take(request, socket, head)
}

function refuse(socket: Socket, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function upgradeFor({ upgrades }: GatewayPorts, { url = '', headers }: IncomingMessage): Upgrade | undefined {
  if (headers.upgrade?.toLowerCase() !== 'websocket') return undefined
  const [path = ''] = url.split('?', 1)
  return upgrades.get(speaksIrc(path, headers['sec-websocket-protocol']) ? 'irc' : path)
}

/** By its subprotocol, on any path; without one (gamja) where IRC is looked for (irc: WebSocket). */
function speaksIrc(path: string, offered: string | undefined): boolean {
  if (offered === undefined) return path === '/' || path === '/irc'
  return offered.split(',').some((protocol) => protocol.trim().endsWith('.ircv3.net'))
}

function answerWith(ports: GatewayPorts) {
  const app = appOf(ports)
  const listener = getRequestListener((request, env) => app.fetch(request, env as HttpBindings), {
    overrideGlobalObjects: false,
    hostname: 'localhost', // for clients of HTTP/1.0, which need not name one
    errorHandler: () => plain(400, 'That is no proper request.\n', strict),
  })
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => void listener(incoming, outgoing)
}
