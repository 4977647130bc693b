// For tests of raw wires: a socket whose received bytes can be waited for, and ways to cut what it sends.

import type { HeardEvent, RoomView } from '@hubbub/core'
import { type EventName, events, type Payload } from '@hubbub/protocol'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import * as fc from 'fast-check'

import type { Address } from '../actor.ts'

export class RawClient implements AsyncDisposable {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #onBytes: (() => void)[] = []

  constructor({ host, port }: Address) {
    this.#socket = connect({ host, port, noDelay: true, allowHalfOpen: true })
    this.#socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes])
      this.#tell()
    })
    this.#socket.on('error', () => {})
    this.#socket.on('close', () => this.#tell())
    this.#socket.on('end', () => {
      this.#socket.end()
      this.#tell()
    })
  }

  /** Everything so far. */
  get received(): Buffer {
    return this.#received
  }

  get text(): string {
    return this.#received.toString('utf8')
  }

  get address(): string {
    return `${this.#socket.localAddress}:${this.#socket.localPort}`
  }

  /** Resolves when the bytes have left. */
  write(bytes: Uint8Array | string): Promise<void> {
    return new Promise((resolve, reject) => this.#socket.write(bytes, (error) => (error ? reject(error) : resolve())))
  }

  /** Text in a segment with FIN, where there is any. */
  finish(bytes: Uint8Array | string = ''): void {
    this.#socket.end(bytes)
  }

  /** Resolves with everything received, once that `includes` the given bytes, or as many bytes have come. */
  async receives(wanted: string | Buffer | number): Promise<Buffer> {
    const has = (): boolean =>
      typeof wanted === 'number' ? this.#received.length >= wanted : this.#received.includes(wanted)
    while (!has()) {
      if (this.#socket.readableEnded || this.#socket.destroyed) {
        throw new Error(`closed before ${JSON.stringify(String(wanted))} came; received ${JSON.stringify(this.text)}`)
      }
      await new Promise<void>((resolve) => this.#onBytes.push(resolve))
    }
    return this.#received
  }

  /** Resolves with everything received when the other side has said that no more will come. */
  async ended(): Promise<Buffer> {
    while (!this.#socket.readableEnded && !this.#socket.destroyed) {
      await new Promise<void>((resolve) => this.#onBytes.push(resolve))
    }
    return this.#received
  }

  drop(): void {
    this.#socket.resetAndDestroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket.destroyed) return
    const closed = once(this.#socket, 'close')
    this.#socket.destroy()
    await closed
  }

  #tell(): void {
    for (const resolve of this.#onBytes.splice(0)) resolve()
  }
}

/** The same bytes, cut anywhere and as often as it likes. */
export function cut(bytes: Uint8Array): fc.Arbitrary<Buffer[]> {
  return fc.array(fc.nat(bytes.length), { maxLength: 20 }).map((places) => {
    const sorted = [0, ...places.toSorted((a, b) => a - b), bytes.length]
    return sorted.slice(1).map((end, index) => Buffer.from(bytes.subarray(sorted[index], end)))
  })
}

/** A room as an outbound table sees it: the lobby, unless something else is said of it. */
export function roomView(about: Partial<RoomView> = {}): RoomView {
  return {
    id: 1,
    slug: 'lobby',
    name: 'Lobby',
    kind: 'lobby',
    topic: '',
    seq: 1,
    lifetime: 'kept',
    createdAt: 1_790_000_000_000,
    settings: {},
    roles: new Map(),
    bans: [],
    rev: 0,
    ...about,
  }
}

/** An event with its payload, as a listener hears it. */
export function heardOf<Name extends EventName>(
  name: Name,
  payload: Payload<Name>,
  room: RoomView | undefined = roomView(),
): HeardEvent<Name> {
  return { name, payload, room, backlog: false }
}

/** The example of an event's declaration, as a listener hears it. */
export function exampleOf<Name extends EventName>(name: Name, room?: RoomView): HeardEvent<Name> {
  return heardOf(name, events[name].payload.parse(events[name].example) as Payload<Name>, room)
}
