// A client of the load generator: a connection, and what it has been told. What is said on it is its wire's.

import { connect, type Socket } from 'node:net'

import type { Speaker, Wire } from './wires/wire.ts'

/** What a client tells of: a measured text, at an offset of the bytes that were read. */
export interface Hears {
  delivery(client: Client, bytes: Buffer, at: number): void
}

// All clients read into the same bytes: each read is dealt with before the next, and no stream stands between.
const readBytes = Buffer.allocUnsafeSlow(1_048_576)

export class Client implements Speaker {
  readonly index: number
  readonly room: string
  readonly bodyBytes: number
  /** The next number expected from each sender. */
  readonly expected: Int32Array
  readonly #socket: Socket
  readonly #hears: Hears
  readonly #read: (bytes: Buffer) => number
  readonly #opened = Promise.withResolvers<void>()
  #carry: Buffer | undefined
  #asked: PromiseWithResolvers<string>[] = []

  constructor(
    wire: Wire,
    make: { index: number; room: string; senders: number; port: number; bodyBytes: number; hears: Hears },
  ) {
    this.index = make.index
    this.room = make.room
    this.expected = new Int32Array(make.senders)
    this.bodyBytes = make.bodyBytes
    this.#hears = make.hears
    this.#read = wire.reader(this)
    const onread = { buffer: readBytes, callback: (count: number) => this.#take(readBytes.subarray(0, count)) }
    this.#socket = connect({ port: make.port, host: '127.0.0.1', noDelay: true, onread })
    this.#socket.on('error', (cause) => this.failed(cause))
    this.#socket.on('close', () => this.failed(new Error('the server closed the connection')))
    this.#socket.write(wire.opening(this, make.port))
  }

  /** Resolves when the client has been let in. */
  isIn(): Promise<void> {
    return this.#opened.promise
  }

  /** Says something before the measuring begins; resolves with the answer. */
  ask(bytes: Uint8Array): Promise<string> {
    const answer = Promise.withResolvers<string>()
    this.#asked.push(answer)
    this.#socket.write(bytes)
    return answer.promise
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  destroy(): void {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  // ── Told by the reader of the wire ─────────────────────────────────────────────────────────────────────────────────

  opened(): void {
    this.#opened.resolve()
  }

  answered(text: string): void {
    this.#asked.shift()?.resolve(text)
  }

  delivery(bytes: Buffer, at: number): void {
    this.#hears.delivery(this, bytes, at)
  }

  failed(cause: Error): void {
    this.#opened.reject(cause)
    for (const { reject } of this.#asked.splice(0)) reject(cause)
    this.#socket.destroy()
  }

  /** The bytes are only lent: what is kept is copied. */
  #take(bytes: Buffer): boolean {
    const all = this.#carry === undefined ? bytes : Buffer.concat([this.#carry, bytes])
    const at = this.#read(all)
    this.#carry = at === all.length ? undefined : Buffer.from(all.subarray(at))
    return true
  }
}
