// Writes messages one at a time with a pause after each, for clients that would take two that arrive together for one.

import type { Clock } from '@hubbub/core'
import type { Writable } from 'node:stream'

export class PacedWriter {
  readonly #socket: Writable
  readonly #clock: Clock
  readonly #gapMs: number
  #held: Uint8Array[] = []
  #next = 0
  #bytes = 0
  #cancelPause: (() => void) | undefined
  #whenEmpty: (() => void) | undefined

  constructor(socket: Writable, clock: Clock, gapMs: number) {
    this.#socket = socket
    this.#clock = clock
    this.#gapMs = gapMs
  }

  /** How much waits for its turn. */
  get bytes(): number {
    return this.#bytes
  }

  write(messages: readonly Uint8Array[]): void {
    for (const message of messages) {
      this.#held.push(message)
      this.#bytes += message.length
    }
    if (this.#cancelPause === undefined) this.#writeNext()
  }

  /** Calls `then` once nothing waits any more. */
  whenEmpty(then: () => void): void {
    if (this.#bytes === 0) then()
    else this.#whenEmpty = then
  }

  /** Forgets what waits. */
  drop(): void {
    this.#cancelPause?.()
    this.#cancelPause = undefined
    this.#held = []
    this.#next = 0
    this.#bytes = 0
  }

  #writeNext(): void {
    this.#cancelPause = undefined
    const message = this.#held[this.#next]
    if (message === undefined) return
    // What the kernel does not take now would leave together with the next one.
    if (this.#socket.writableLength === 0) this.#send(message)
    this.#cancelPause = this.#clock.after(this.#gapMs, () => this.#writeNext())
  }

  #send(message: Uint8Array): void {
    this.#socket.write(message)
    this.#bytes -= message.length
    this.#next += 1
    if (this.#next < this.#held.length) return
    this.#held = []
    this.#next = 0
    this.#whenEmpty?.()
  }
}
