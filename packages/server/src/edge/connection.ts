// One accepted connection of a raw wire: reading with back pressure, writing through its send queue, a polite end.

import type { Clock, Log, Origin } from '@hubbub/core'
import type { Limits } from '@hubbub/protocol'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

import { isEncrypted, plainAddress, showWhence, whenceOf } from './origin/origin.ts'
import { SendQueue } from './send-queue.ts'

/** What a wire does with a connection's bytes. `data` may return a promise: reading pauses until it resolves. */
export interface Reader {
  data(bytes: Buffer): void | Promise<void>
  /** The other side will send no more; everything before has been given to `data`. */
  ended(): void
  /** The connection is gone, for whatever reason; called once, last. */
  closed(): void
  /** The other side does not keep up with what it is sent, and is let go: the last words to it, if there are any. */
  lagging?(): Uint8Array | string | null
}

export interface Connection {
  /** `203.0.113.7:50123` */
  readonly remote: string
  /** Where it comes from, as sessions are told. */
  readonly origin: Origin
  /** The address the client reached us at; over TLS by the name that it asked for. */
  readonly local: { readonly host: string; readonly port: number }
  /** Whether the client speaks TLS, with us or with a proxy that says so. */
  readonly encrypted: boolean
  readonly queue: SendQueue
  /** Begins reading: first the bytes seen during detection, then the rest; the reader is not called before `read` returns. */
  read(reader: Reader): void
  /** Sends what is queued, then says that no more will come; cuts the connection if that takes too long. */
  end(): void
  /** Cuts the connection now. */
  destroy(): void
  /** Gives the bare socket away, with the first bytes put back: the wire does everything itself from here, at once. */
  release(): Socket
}

export interface ConnectionPorts {
  readonly clock: Clock
  readonly limits: Limits
  readonly log: Log & { debug?(fields: object, says: string): void }
}

/** A connection over a socket; `first` are bytes that were read from it before. */
export function openConnection(socket: Socket, ports: ConnectionPorts, first?: Buffer): OpenConnection {
  return new OpenConnection(socket, ports, first)
}

/** `waiting` for a reader; `paused` until the reader can take more; `ending` after our last words. */
type State = 'waiting' | 'reading' | 'paused' | 'ending' | 'closed' | 'released'

class OpenConnection implements Connection {
  readonly queue: SendQueue
  readonly #socket: Socket
  readonly #ports: ConnectionPorts
  #reader: Reader | undefined
  #first: Buffer | undefined
  #state: State = 'waiting'
  #heardEnd: 'no' | 'yes' | 'told' = 'no'
  #cancelCut: (() => void) | undefined

  constructor(socket: Socket, ports: ConnectionPorts, first?: Buffer) {
    this.#socket = socket
    this.#ports = ports
    this.#first = first
    this.queue = new SendQueue(socket, { ...ports, lagging: () => this.#letGo() })
    socket.pause()
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('error', this.#onError)
    socket.on('close', this.#onClose)
  }

  get origin(): Origin {
    return whenceOf(this.#socket).origin
  }

  get remote(): string {
    return showWhence(whenceOf(this.#socket))
  }

  get local(): { readonly host: string; readonly port: number } {
    const { localAddress, localPort = 0 } = this.#socket
    return { host: nameAskedFor(this.#socket) ?? plainAddress(localAddress), port: localPort }
  }

  get encrypted(): boolean {
    return isEncrypted(this.#socket)
  }

  read(reader: Reader): void {
    this.#reader = reader
    process.nextTick(() => this.#begin())
  }

  /** Stops reading and keeps `bytes` for the next who reads: the first were only looked at. */
  putBack(bytes: Buffer): void {
    this.#reader = undefined
    this.#first = bytes
    if (this.#heardEnd === 'told') this.#heardEnd = 'yes'
    if (this.#state !== 'reading') return
    this.#state = 'waiting'
    this.#socket.pause()
  }

  end(): void {
    this.#finish(null)
  }

  destroy(): void {
    this.#socket.destroy()
  }

  release(): Socket {
    const socket = this.#socket
    this.#state = 'released'
    this.#detach()
    if (this.#heardEnd !== 'no') return socket.destroy() // a stream that has ended cannot begin again
    if (this.#first !== undefined) socket.unshift(this.#first)
    return socket.resume()
  }

  // ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #begin(): void {
    const first = this.#first
    this.#first = undefined
    if (this.#state === 'closed') return this.#tell((reader) => reader.closed())
    if (this.#state !== 'waiting') return
    this.#state = 'reading'
    if (first !== undefined && first.length > 0) this.#give(first)
    if (this.#state === 'reading') this.#readOn()
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#state === 'reading') this.#give(bytes)
  }

  #give(bytes: Buffer): void {
    const pending = this.#tell((reader) => reader.data(bytes))
    // Who does not read what it asked for is not read from.
    if (this.#state === 'reading' && (pending !== undefined || this.queue.congested)) void this.#pause(pending)
  }

  async #pause(pending: Promise<void> | void): Promise<void> {
    this.#state = 'paused'
    this.#socket.pause()
    try {
      await pending
      await this.queue.drained()
    } catch (cause) {
      this.#fail(cause)
    }
    if (this.#is('paused')) this.#readOn()
  }

  #readOn(): void {
    this.#state = 'reading'
    this.#socket.resume()
    this.#tellEnd()
  }

  readonly #onEnd = (): void => {
    this.#heardEnd = 'yes'
    if (this.#state === 'reading') this.#tellEnd()
  }

  #tellEnd(): void {
    if (this.#heardEnd !== 'yes') return
    this.#heardEnd = 'told'
    this.#tell((reader) => reader.ended())
  }

  // ── The end ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #letGo(): void {
    this.#ports.log.debug?.({ remote: this.remote }, 'a connection does not keep up and is let go')
    this.#finish(this.#tell((reader) => reader.lagging?.()) ?? null)
  }

  #finish(lastWords: Uint8Array | string | null): void {
    if (this.#state === 'ending' || this.#state === 'closed') return
    this.#state = 'ending'
    this.queue.finish(lastWords)
    // What still comes is read and forgotten: unread bytes would cut off our last words.
    this.#socket.resume()
    this.#cancelCut = this.#ports.clock.after(this.#ports.limits.connection_close_ms, () => this.#socket.destroy())
  }

  readonly #onError = (error: Error): void => {
    this.#ports.log.debug?.({ remote: this.remote, error: error.message }, 'a connection broke')
  }

  readonly #onClose = (): void => {
    this.#cancelCut?.()
    this.#state = 'closed'
    this.queue.close()
    this.#tell((reader) => reader.closed())
  }

  #detach(): void {
    this.#socket.off('data', this.#onData)
    this.#socket.off('end', this.#onEnd)
    this.#socket.off('error', this.#onError)
    this.#socket.off('close', this.#onClose)
  }

  /** A reader that throws costs its own connection and nothing else. */
  #tell<Answer>(call: (reader: Reader) => Answer): Answer | undefined {
    if (this.#reader === undefined) return undefined
    try {
      return call(this.#reader)
    } catch (cause) {
      this.#fail(cause)
      return undefined
    }
  }

  #fail(cause: unknown): void {
    this.#ports.log.error({ err: cause, remote: this.remote }, 'a wire failed; its connection is cut')
    this.#socket.destroy()
  }

  // A state that changes during a call is unknown to the narrowing of types.
  #is(state: State): boolean {
    return this.#state === state
  }
}

/** The name in the client's greeting (SNI), if that can be one. */
function nameAskedFor(socket: Socket): string | undefined {
  const name = socket instanceof TLSSocket ? socket.servername : null
  return typeof name === 'string' && /^[\w.-]{1,253}$/u.test(name) ? name : undefined
}

export type { OpenConnection }
