// A bare client for the tests of this wire: sends any bytes, and hands out what comes back, one object at a time.

import { connect, type Socket } from 'node:net'

import type { Address } from '../actor.ts'

export type Told = Readonly<Record<string, unknown>>

/** How a client ends its objects. */
export type Ending = '\n' | ''

export interface Peer {
  /** The pieces in which bytes have arrived. */
  readonly segments: readonly string[]
  /** Sends an object with this client's ending, or bytes as they are. */
  send(what: Told | string | Uint8Array): void
  /** The next object, in the order of their coming; rejects when the connection ends before. */
  next(): Promise<Told>
  /** The next piece of bytes that arrives, if it has not been taken yet. */
  segment(): Promise<string>
  /** Resolves with the objects that were not taken, when the server has ended the connection. */
  closed(): Promise<Told[]>
  /** Resolves when everything this client has asked for has been done; nothing else may have come meanwhile. */
  settled(): Promise<void>
  end(): void
  drop(): void
}

const peers = new Set<Peer>()

export async function peer({ host, port }: Address, ending: Ending = '\n'): Promise<Peer> {
  const socket = connect({ host, port, noDelay: true, allowHalfOpen: true })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const client = peerOver(socket, ending)
  peers.add(client)
  return client
}

/** Everybody leaves, so that the next test finds nobody here. */
export async function everybodyLeaves(): Promise<void> {
  for (const client of peers) client.send({ type: 'DISCONNECT' })
  for (const client of peers) await client.closed()
  peers.clear()
}

/** A client that has said who it is. */
export async function identified(at: Address, username: string, ending: Ending = '\n'): Promise<Peer> {
  const client = await peer(at, ending)
  client.send({ type: 'IDENTIFY', username })
  const answer = await client.next()
  if (answer['result'] !== 'SUCCESS') throw new Error(JSON.stringify(answer))
  return client
}

function peerOver(socket: Socket, ending: Ending): Peer {
  const objects = inbox<Told>()
  const pieces = inbox<string>()
  const segments: string[] = []
  let unfinished = ''
  socket.setEncoding('utf8')
  socket.on('data', (piece: string) => {
    segments.push(piece)
    pieces.put(piece)
    const lines = (unfinished + piece).split('\n')
    unfinished = lines.pop() ?? ''
    for (const line of lines) objects.put(JSON.parse(line))
  })
  socket.on('error', () => {}) // the close that follows is what tests look at
  socket.on('end', () => socket.end())
  socket.on('close', () => {
    objects.close()
    pieces.close()
  })
  const client: Peer = {
    segments,
    send: (what) =>
      void socket.write(typeof what === 'string' || what instanceof Uint8Array ? what : JSON.stringify(what) + ending),
    next: () => objects.take(),
    segment: () => pieces.take(),
    closed: () => objects.rest(),
    async settled() {
      client.send({ type: 'USERS' })
      const answer = await client.next()
      if (answer['type'] !== 'USER_LIST') throw new Error(`not expected: ${JSON.stringify(answer)}`)
    },
    end: () => void socket.end(),
    drop: () => void socket.resetAndDestroy(),
  }
  return client
}

interface Inbox<Item> {
  put(item: Item): void
  take(): Promise<Item>
  /** What was not taken, once nothing more comes. */
  rest(): Promise<Item[]>
  close(): void
}

function inbox<Item>(): Inbox<Item> {
  const items: Item[] = []
  const takers: PromiseWithResolvers<Item>[] = []
  const closed = Promise.withResolvers<void>()
  let open = true
  return {
    put(item) {
      const taker = takers.shift()
      if (taker === undefined) items.push(item)
      else taker.resolve(item)
    },
    take() {
      const taker = Promise.withResolvers<Item>()
      const [item] = items.splice(0, 1)
      if (item !== undefined) taker.resolve(item)
      else if (open) takers.push(taker)
      else taker.reject(new Error('the connection is closed'))
      return taker.promise
    },
    rest: () => closed.promise.then(() => items),
    close() {
      open = false
      for (const taker of takers) taker.reject(new Error('the connection was closed'))
      closed.resolve()
    },
  }
}
