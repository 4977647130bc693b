// A test person's end of a raw connection: sends bytes, and waits for what is heard. Only the wires' actors use it.

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import type { Address, Said } from '../actor.ts'

interface Waiter {
  readonly finds: () => boolean
  readonly gone: (error: Error) => void
}

export class TestLine {
  readonly heard: Said[] = []
  readonly #socket: Socket
  #waiters: Waiter[] = []

  /** `hear` reads what came and adds to `heard`. */
  constructor({ host, port }: Address, hear: (bytes: Buffer, heard: Said[]) => void) {
    this.#socket = connect({ host, port, noDelay: true })
    this.#socket.on('data', (bytes) => {
      hear(bytes, this.heard)
      this.#waiters = this.#waiters.filter(({ finds }) => !finds())
    })
    this.#socket.on('error', () => {}) // what broke is told by the close that follows
    this.#socket.on('close', () => this.#gone())
  }

  /** Resolves when the bytes have left. */
  send(bytes: Uint8Array | string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()))
    return promise
  }

  hears(text: string | RegExp): Promise<Said> {
    const fits = (said: Said): boolean => (typeof text === 'string' ? said.text === text : text.test(said.text))
    return this.finds(() => this.heard.find(fits))
  }

  /** Resolves with what `find` returns, once that is something; it is asked again whenever bytes have come. */
  finds<Found>(find: () => Found | undefined): Promise<Found> {
    const { promise, resolve, reject } = Promise.withResolvers<Found>()
    const finds = (): boolean => {
      const found = find()
      if (found !== undefined) resolve(found)
      return found !== undefined
    }
    if (finds()) return promise
    if (this.#socket.destroyed) reject(new Error('the connection is closed'))
    else this.#waiters.push({ finds, gone: reject })
    return promise
  }

  /** Says that no more will come, and waits for the other side to say the same. */
  async end(): Promise<void> {
    if (this.#socket.destroyed) return
    const closed = once(this.#socket, 'close')
    this.#socket.end()
    await closed
  }

  drop(): void {
    this.#socket.resetAndDestroy()
  }

  #gone(): void {
    for (const { gone } of this.#waiters.splice(0)) gone(new Error('the connection was closed'))
  }
}
