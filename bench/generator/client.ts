// A client of the load generator: the websocket wire by hand, as cheap as can be, since thousands share one core.

import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

import { MARK } from './body.ts'

/** What a client tells of: a measured text, at an offset of the bytes that were read. */
export interface Hears {
  delivery(client: Client, bytes: Buffer, at: number): void
}

const HANDSHAKE = (port: number): string =>
  `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`

// What follows the text in the frame that carries it: `"}}`.
const TAIL_BYTES = 3
const LETTER_R = 0x72

// All clients read into the same bytes: each read is dealt with before the next, and no stream stands between.
const readBytes = Buffer.allocUnsafeSlow(1_048_576)

export class Client {
  readonly index: number
  readonly room: string
  /** The next number expected from each sender. */
  readonly expected: Int32Array
  readonly #socket: Socket
  readonly #bodyBytes: number
  readonly #hears: Hears
  readonly #opened = Promise.withResolvers<void>()
  #shakesHands = true
  #carry: Buffer | undefined
  #replies: ((frame: { ok?: unknown; error?: { says: string } }) => void)[] = []

  constructor(make: { index: number; room: string; senders: number; port: number; bodyBytes: number; hears: Hears }) {
    this.index = make.index
    this.room = make.room
    this.expected = new Int32Array(make.senders)
    this.#bodyBytes = make.bodyBytes
    this.#hears = make.hears
    const onread = { buffer: readBytes, callback: (count: number) => this.#read(readBytes.subarray(0, count)) }
    this.#socket = connect({ port: make.port, host: '127.0.0.1', noDelay: true, onread })
    this.#socket.on('error', (cause) => this.#fail(cause))
    this.#socket.on('close', () => this.#fail(new Error('the server closed the connection')))
    this.#socket.write(HANDSHAKE(make.port))
  }

  /** Resolves when the connection speaks frames. */
  async opened(): Promise<this> {
    await this.#opened.promise
    return this
  }

  /** A request before the measuring begins; rejects when it is refused. */
  request(name: string, input: object): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#replies.push(({ ok, error }) => (error === undefined ? resolve(ok) : reject(new Error(error.says))))
    this.#socket.write(maskedFrame(JSON.stringify({ id: 1, do: name, with: input })))
    return promise
  }

  send(frame: Uint8Array): void {
    this.#socket.write(frame)
  }

  destroy(): void {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  #fail(cause: Error): void {
    this.#opened.reject(cause)
    for (const reply of this.#replies.splice(0)) reply({ error: { says: cause.message } })
    this.#socket.destroy()
  }

  /** The bytes are only lent: what is kept is copied. */
  #read(bytes: Buffer): boolean {
    const all = this.#carry === undefined ? bytes : Buffer.concat([this.#carry, bytes])
    const at = this.#frames(all, this.#shakesHands ? this.#handshake(all) : 0)
    this.#carry = at === all.length ? undefined : Buffer.from(all.subarray(at))
    return true
  }

  /** Where the first frame begins. */
  #handshake(all: Buffer): number {
    const end = all.indexOf('\r\n\r\n')
    if (end < 0) return 0
    this.#shakesHands = false
    if (all.toString('latin1').startsWith('HTTP/1.1 101')) this.#opened.resolve()
    else this.#fail(new Error(all.toString('latin1', 0, end)))
    return end + 4
  }

  /** Deals with the whole frames from an offset on; returns where the rest begins. */
  #frames(all: Buffer, from: number): number {
    let at = from
    while (!this.#shakesHands && all.length - at >= 2) {
      const short = (all[at + 1] as number) & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (all.length - at < head) break
      const length = short < 126 ? short : short === 126 ? all.readUInt16BE(at + 2) : all.readUInt32BE(at + 6)
      const end = at + head + length
      if (all.length < end) break
      this.#frame(all, at + head, end)
      at = end
    }
    return at
  }

  #frame(bytes: Buffer, start: number, end: number): void {
    const textAt = end - TAIL_BYTES - this.#bodyBytes
    if (textAt > start && bytes[textAt] === MARK) return this.#hears.delivery(this, bytes, textAt)
    if (bytes[start + 2] !== LETTER_R) return
    const reply = this.#replies.shift()
    reply?.(JSON.parse(bytes.toString('utf8', start, end)) as { ok?: unknown })
  }
}

/** A text frame as clients must send it, masked with zeros (RFC 6455, section 5.3). */
export function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const long = payload.length >= 126
  const frame = Buffer.alloc((long ? 8 : 6) + payload.length)
  frame[0] = 0x81
  frame[1] = 0x80 | (long ? 126 : payload.length)
  if (long) frame.writeUInt16BE(payload.length, 2)
  payload.copy(frame, long ? 8 : 6)
  return frame
}
