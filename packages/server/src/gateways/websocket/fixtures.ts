// A client that says and hears single WebSocket frames, for the tests of this wire.

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import type { Address } from '../actor.ts'

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

export interface Frame {
  readonly opcode: number
  readonly payload: Buffer
}

export interface FrameOptions {
  readonly opcode?: number
  readonly fin?: boolean
  readonly masked?: boolean
}

/** A frame as clients write them. */
export function clientFrame(payload: string | Uint8Array, options: FrameOptions = {}): Buffer {
  const { opcode = opcodes.text, fin = true, masked = true } = options
  const bytes = Buffer.from(payload as string)
  const length = bytes.length < 126 ? Buffer.of(bytes.length) : Buffer.of(126, bytes.length >> 8, bytes.length & 0xff)
  if (bytes.length > 0xffff) throw new RangeError('longer frames are not needed here')
  length[0] = (length[0] ?? 0) | (masked ? 0x80 : 0)
  const mask = masked ? Buffer.of(0x12, 0x34, 0x56, 0x78) : Buffer.alloc(0)
  const body = masked ? bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) : bytes
  return Buffer.concat([Buffer.of(opcode | (fin ? 0x80 : 0)), length, mask, body])
}

export interface FrameClient {
  readonly socket: Socket
  /** Every frame that came, in order; throws in the reading when bytes are no whole unmasked frames. */
  readonly frames: readonly Frame[]
  /** What the text frames say. */
  readonly told: readonly Told[]
  send(...frames: readonly Uint8Array[]): void
  ask(id: number, name: string, input?: unknown): void
  /** Resolves with the first frame that fits, once it has come; rejects when the connection closes before. */
  hears(fits: (frame: Frame) => boolean): Promise<Frame>
  /** Resolves with the first text frame that fits. */
  isTold(fits: (told: Told) => boolean): Promise<Told>
  /** Resolves with the code of the close frame that came, or undefined, when the connection is closed. */
  closed(): Promise<number | undefined>
}

export interface Told {
  readonly re?: number | null
  readonly ok?: Record<string, unknown>
  readonly error?: { readonly code: string; readonly subject?: string }
  readonly on?: string
  readonly data?: Record<string, unknown>
}

/** Connects and shakes hands. The client answers no ping and no close by itself. */
export async function frameClient({ host, port }: Address, headers: readonly string[] = []): Promise<FrameClient> {
  const socket = connect({ host, port, noDelay: true })
  socket.on('error', () => undefined) // the close that follows is what tests look at
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  socket.write([...handshake, `Host: ${host}:${port}`, ...headers, '', ''].join('\r\n'))
  const reader = new FrameReader()
  const shaken = Promise.withResolvers<void>()
  socket.on('data', (bytes) => reader.read(bytes, shaken.resolve))
  await Promise.race([shaken.promise, closed])
  if (!reader.status.includes(' 101 ')) throw new Error(reader.status)
  const client: FrameClient = {
    socket,
    frames: reader.frames,
    get told() {
      return reader.frames.flatMap((frame) => toldIn(frame) ?? [])
    },
    send: (...frames) => void socket.write(Buffer.concat(frames)),
    ask: (id, name, input) => client.send(clientFrame(JSON.stringify({ id, do: name, with: input }))),
    async hears(fits) {
      for (;;) {
        const found = reader.frames.find(fits)
        if (found !== undefined) return found
        if (socket.closed) throw new Error(`closed after ${reader.frames.map(({ payload }) => String(payload)).join()}`)
        await Promise.race([once(socket, 'data'), closed])
      }
    },
    async isTold(fits) {
      const fitting = (frame: Frame): boolean => {
        const told = toldIn(frame)
        return told !== undefined && fits(told)
      }
      return toldIn(await client.hears(fitting)) as Told
    },
    async closed() {
      await closed
      return reader.frames.find(({ opcode }) => opcode === opcodes.close)?.payload.readUInt16BE(0)
    },
  }
  return client
}

const handshake = [
  'GET /ws HTTP/1.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

function toldIn({ opcode, payload }: Frame): Told | undefined {
  return opcode === opcodes.text ? (JSON.parse(payload.toString()) as Told) : undefined
}

class FrameReader {
  status = ''
  readonly frames: Frame[] = []
  #rest = Buffer.alloc(0)

  read(bytes: Buffer, shaken: () => void): void {
    this.#rest = Buffer.concat([this.#rest, bytes])
    if (this.status === '') this.#readHead(shaken)
    if (this.status.includes(' 101 ')) while (this.#readFrame());
  }

  #readHead(shaken: () => void): void {
    const end = this.#rest.indexOf('\r\n\r\n')
    if (end < 0) return
    this.status = this.#rest.toString('latin1', 0, this.#rest.indexOf('\r\n'))
    this.#rest = this.#rest.subarray(end + 4)
    shaken()
  }

  #readFrame(): boolean {
    const bytes = this.#rest
    if (bytes.length < 2) return false
    const [first = 0, second = 0] = bytes
    if (second >= 0x80) throw new Error('a server may not mask its frames')
    if ((first & 0xf0) !== 0x80) throw new Error(`no whole frame without extensions: ${first.toString(16)}`)
    if (second === 127 && bytes.length < 10) return false
    if (second === 126 && bytes.length < 4) return false
    const start = second === 127 ? 10 : second === 126 ? 4 : 2
    const length = second === 127 ? Number(bytes.readBigUInt64BE(2)) : second === 126 ? bytes.readUInt16BE(2) : second
    if (bytes.length < start + length) return false
    this.frames.push({ opcode: first & 0x0f, payload: bytes.subarray(start, start + length) })
    this.#rest = bytes.subarray(start + length)
    return true
  }
}

/** A client that has said who it is, under the request id 0. */
export async function person(at: Address, name: string): Promise<FrameClient> {
  const client = await frameClient(at)
  client.ask(0, 'person.identify', { name })
  const { error } = await client.isTold(({ re }) => re === 0)
  if (error !== undefined) throw new Error(error.code)
  return client
}
