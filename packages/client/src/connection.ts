// The line to the server as a state machine: connecting, saying who we are, live, and coming back with back-off.

import { limits } from '@hubbub/protocol'

import type { Clock, Dial, Random, Wire } from './ports.ts'
import { backOffMs } from './recovery/back-off.ts'

/** Where the connection stands; it begins offline, before any attempt. `resuming` counts the rooms whose missed entries are still coming. */
export type ConnectionState =
  | { readonly phase: 'offline'; readonly attempt: number; readonly retryAt: number; readonly why: string }
  | { readonly phase: 'connecting'; readonly attempt: number }
  | { readonly phase: 'identifying' }
  | { readonly phase: 'resuming'; readonly rooms: ReadonlySet<string> }
  | { readonly phase: 'live' }
  /** The server does not let us in like this; there is no line until we try in another way. */
  | { readonly phase: 'refused'; readonly why: string; readonly cause: unknown }
  | { readonly phase: 'closed'; readonly why: string; readonly cause?: unknown }

export interface ConnectionPorts {
  readonly url: string
  readonly dial: Dial
  readonly clock: Clock
  readonly random: Random
  changed(state: ConnectionState): void
  heard(text: string): void
}

export class Connection {
  readonly #ports: ConnectionPorts
  #state: ConnectionState = { phase: 'offline', attempt: 0, retryAt: 0, why: 'not connected yet' }
  #wire: Wire | undefined
  #attempt = 0
  #cancelTimer: () => void = () => {}

  constructor(ports: ConnectionPorts) {
    this.#ports = ports
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Connects now: for the first time, once more after a refusal, or without waiting for the end of a back-off. */
  connect(): void {
    if (this.#state.phase !== 'offline' && this.#state.phase !== 'refused') return
    this.#wait(limits.connect_timeout_ms, () => this.lose('no answer'))
    this.#wire = this.#dial()
    this.#to({ phase: 'connecting', attempt: this.#attempt })
  }

  /** False when there is no open line. */
  send(text: string): boolean {
    const { phase } = this.#state
    if (phase !== 'identifying' && phase !== 'resuming' && phase !== 'live') return false
    this.#wire?.send(text)
    return true
  }

  /** The server knows who we are; these rooms' missed entries are still to come. */
  entered(rooms: readonly string[]): void {
    if (rooms.length === 0) return this.#live()
    this.#cancelTimer()
    this.#to({ phase: 'resuming', rooms: new Set(rooms) })
  }

  /** All that was missed in a room has come. */
  caughtUp(room: string): void {
    if (this.#state.phase !== 'resuming') return
    const rooms = new Set(this.#state.rooms)
    if (!rooms.delete(room)) return
    this.entered([...rooms])
  }

  /** The line is gone, or of no use any more: try again after a while. */
  lose(why: string): void {
    if (this.#isDown()) return
    this.#hangUp()
    const ms = backOffMs(this.#attempt++, this.#ports.random)
    this.#wait(ms, () => this.connect())
    this.#to({ phase: 'offline', attempt: this.#attempt, retryAt: this.#ports.clock.now() + ms, why })
  }

  /** Lets go of the line, and makes no other until it is asked to. */
  refuse(why: string, cause: unknown): void {
    if (this.#isDown()) return
    this.#hangUp()
    this.#cancelTimer()
    this.#to({ phase: 'refused', why, cause })
  }

  /** Ends for good. `cause` is the refusal that made it end, if it was one. */
  close(why: string, cause?: unknown): void {
    if (this.#state.phase === 'closed') return
    this.#hangUp()
    this.#cancelTimer()
    this.#to(cause === undefined ? { phase: 'closed', why } : { phase: 'closed', why, cause })
  }

  #isDown(): boolean {
    const { phase } = this.#state
    return phase === 'offline' || phase === 'refused' || phase === 'closed'
  }

  #live(): void {
    // A line that breaks at once, again and again, keeps its growing back-off.
    this.#wait(limits.reconnect_steady_ms, () => (this.#attempt = 0))
    this.#to({ phase: 'live' })
  }

  #dial(): Wire {
    const wire: Wire = this.#ports.dial(this.#ports.url, {
      opened: () => {
        if (wire === this.#wire) this.#to({ phase: 'identifying' })
      },
      heard: (text) => {
        if (wire === this.#wire) this.#ports.heard(text)
      },
      closed: (why) => {
        if (wire === this.#wire) this.lose(why)
      },
    })
    return wire
  }

  #hangUp(): void {
    const wire = this.#wire
    this.#wire = undefined
    wire?.close()
  }

  /** One timer at a time: whatever was waited for before is over. */
  #wait(ms: number, then: () => void): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#ports.clock.after(ms, then)
  }

  #to(state: ConnectionState): void {
    this.#state = state
    this.#ports.changed(state)
  }
}
