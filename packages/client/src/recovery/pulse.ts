// Notices a line that has died without a word: when nothing was heard for a while, a sign of life is asked for.

import { limits } from '@hubbub/protocol'

import type { Clock } from '../ports.ts'

export class Pulse {
  readonly #clock: Clock
  readonly #ask: () => void
  #quiet = true
  #cancelTimer: () => void = () => {}

  constructor(clock: Clock, ask: () => void) {
    this.#clock = clock
    this.#ask = ask
  }

  start(): void {
    this.stop()
    this.#cancelTimer = this.#clock.after(limits.ping_every_ms, () => this.#beat())
  }

  stop(): void {
    this.#cancelTimer()
  }

  heard(): void {
    this.#quiet = false
  }

  #beat(): void {
    if (this.#quiet) this.#ask()
    this.#quiet = true
    this.start()
  }
}
