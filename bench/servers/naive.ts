// What hubbub is compared with: the same wire, without a store, sending each message to one listener after the other.

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

import { serveParent } from './server.ts'

interface Room {
  readonly listeners: Set<WebSocket>
  seq: number
}

interface Speaker {
  readonly client: WebSocket
  readonly author: { readonly id: number; readonly name: string }
}

interface Asked {
  readonly id: number
  readonly do: string
  readonly with: { readonly room: string; readonly body: string; readonly name: string }
}

const rooms = new Map<string, Room>()
let people = 0

const answers: { readonly [command: string]: (asked: Asked, speaker: Speaker) => object } = {
  'person.identify': () => ({ rooms: [] }),
  'room.create': ({ with: { name } }, speaker) => join(name, speaker),
  'room.join': ({ with: { room } }, speaker) => join(room, speaker),
  'message.send': post,
}

function join(name: string, { client }: Speaker): object {
  let room = rooms.get(name)
  if (room === undefined) rooms.set(name, (room = { listeners: new Set(), seq: 0 }))
  room.listeners.add(client)
  return { room: { slug: name } }
}

function post({ with: { room: slug, body } }: Asked, { author }: Speaker): object {
  const room = rooms.get(slug)
  if (room === undefined) throw new Error(`no room ${slug}`)
  const data = { room: slug, seq: ++room.seq, at: Date.now(), author, body }
  const text = JSON.stringify({ on: 'message.posted', data })
  for (const listener of room.listeners) listener.send(text)
  return { room: slug, seq: data.seq, at: data.at }
}

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const server = createServer()
server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
  socket.setNoDelay(true)
  sockets.handleUpgrade(request, socket, head, (client: WebSocket) => {
    const id = ++people
    const speaker = { client, author: { id, name: `guest${id}` } }
    client.on('message', (data: Buffer) => {
      const asked = JSON.parse(data.toString('utf8')) as Asked
      const answer = answers[asked.do]
      if (answer !== undefined) client.send(JSON.stringify({ re: asked.id, ok: answer(asked, speaker) }))
    })
    client.on('error', () => socket.destroy())
    client.on('close', () => rooms.forEach((room) => room.listeners.delete(client)))
  })
})
server.listen(0, '127.0.0.1', 4_096, () => {
  const { port } = server.address() as AddressInfo
  serveParent({ port, quietPort: 0 }, async () => void server.close())
})
