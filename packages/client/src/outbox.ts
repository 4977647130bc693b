// What is to be said, in order: one send at a time, tried again until the server has taken it or refused it for good.

import { type Asked, limits, type Reply } from '@hubbub/protocol'

import { ClientError, failure, isError } from './errors.ts'
import type { Clock, Random } from './ports.ts'
import { backOffMs } from './recovery/back-off.ts'

type Send = Asked<'message.send'>
type Sent = Reply<'message.send'>

/** Whom the server takes us for. A clientId is known to it only together with the person, within one epoch. */
export interface Identity {
  readonly person: number
  readonly epoch: string
}

interface Waiting {
  readonly input: Send
  readonly resolve: (sent: Sent) => void
  readonly reject: (cause: unknown) => void
  /** As whom it was tried last; absent while it has never left. */
  triedAs?: Identity
  refusals: number
}

/** `identity` is another object on every line, so that an answer of an old line is known as one. */
type Mode =
  | { readonly kind: 'paused' }
  | { readonly kind: 'idle'; readonly identity: Identity }
  | { readonly kind: 'sending'; readonly identity: Identity }
  /** Something else has its turn. */
  | { readonly kind: 'held' }
  | { readonly kind: 'closed' }

export interface OutboxPorts {
  readonly clock: Clock
  readonly random: Random
  ask(input: Send): Promise<Sent>
}

export class Outbox {
  readonly #ports: OutboxPorts
  readonly #waiting: Waiting[] = []
  /** What waits for its turn between two sends. */
  readonly #turns: (() => void)[] = []
  readonly #prefix: string
  #made = 0
  #mode: Mode = { kind: 'paused' }
  #cancelRetry: () => void = () => {}

  constructor(ports: OutboxPorts) {
    this.#ports = ports
    this.#prefix = ports.random.id()
  }

  /** Begins with the time, so that ids of one moment lie beside each other in the server's index, whoever makes them. */
  nextClientId(): string {
    return `${this.#ports.clock.now().toString(36)}-${this.#prefix}-${++this.#made}`
  }

  /** Resolves when the server has stored it. Only one send is under way at a time, so that none overtakes another. */
  send(input: Send): Promise<Sent> {
    if (this.#mode.kind === 'closed') return Promise.reject(failure('closed'))
    if (this.#waiting.length >= limits.client_sends_waiting_max) return Promise.reject(failure('outbox-full'))
    const { promise, resolve, reject } = Promise.withResolvers<Sent>()
    const clientId = input.clientId ?? this.nextClientId()
    this.#waiting.push({ input: { ...input, clientId }, resolve, reject, refusals: 0 })
    void this.#next()
    return promise
  }

  /** There is a line, and the server knows us as `identity` on it. */
  go(identity: Identity): void {
    if (this.#mode.kind === 'closed') return
    this.#mode = { kind: 'idle', identity: { ...identity } }
    this.#giveUpUncertain(identity)
    void this.#next()
  }

  /** Gives `act` its turn between two sends: after it the server may know us as somebody else. */
  async between<Result>(act: () => Promise<Result>, identity: () => Identity | undefined): Promise<Result> {
    await this.#turn()
    try {
      return await act()
    } finally {
      const now = identity()
      if (this.#mode.kind === 'held' && now !== undefined) this.go(now)
    }
  }

  /** The line is gone; what has no answer yet is sent again on the next one. */
  pause(): void {
    this.#cancelRetry()
    if (this.#mode.kind !== 'closed') this.#mode = { kind: 'paused' }
    this.#takeTurn()
  }

  close(): void {
    this.#cancelRetry()
    this.#mode = { kind: 'closed' }
    this.#takeTurn()
    for (const { reject } of this.#waiting.splice(0)) reject(failure('closed'))
  }

  /** What may have been stored under another person in this same history cannot be repeated without the risk of a double. */
  #giveUpUncertain({ person, epoch }: Identity): void {
    const first = this.#waiting[0]
    const tried = first?.triedAs
    if (tried === undefined || tried.epoch !== epoch || tried.person === person) return
    this.#waiting.shift()
    first?.reject(failure('uncertain'))
  }

  /** Resolves when no send is under way; none begins before the turn is over. */
  #turn(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turns.push(resolve)
    this.#takeTurn()
    return promise
  }

  #takeTurn(): void {
    const { kind } = this.#mode
    if (kind === 'sending' || kind === 'held') return
    const turn = this.#turns.shift()
    if (turn === undefined) return
    turn()
    if (kind === 'idle') this.#mode = { kind: 'held' }
    else this.#takeTurn()
  }

  async #next(): Promise<void> {
    this.#takeTurn()
    const first = this.#waiting[0]
    if (this.#mode.kind !== 'idle' || first === undefined) return
    const { identity } = this.#mode
    this.#mode = { kind: 'sending', identity }
    first.triedAs = identity
    try {
      const sent = await this.#ports.ask(first.input)
      this.#settle(first, () => first.resolve(sent))
    } catch (cause) {
      if (isError(cause, 'offline')) return
      if (cause instanceof ClientError && cause.retry) return this.#later(first, identity)
      this.#settle(first, () => first.reject(cause))
    }
    this.#idle(identity)
  }

  #settle(first: Waiting, settle: () => void): void {
    if (this.#waiting[0] !== first) return
    this.#waiting.shift()
    settle()
  }

  /** The server cannot take it just now; it stays the first, so that what follows does not overtake it. */
  #later(first: Waiting, identity: Identity): void {
    if (!this.#isSendingAs(identity)) return
    const ms = backOffMs(first.refusals++, this.#ports.random)
    this.#cancelRetry = this.#ports.clock.after(ms, () => this.#idle(identity))
  }

  #idle(identity: Identity): void {
    if (!this.#isSendingAs(identity)) return
    this.#mode = { kind: 'idle', identity }
    void this.#next()
  }

  #isSendingAs(identity: Identity): boolean {
    return this.#mode.kind === 'sending' && this.#mode.identity === identity
  }
}
