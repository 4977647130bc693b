// What is to be said, in order: one send at a time, tried again until the server has taken it or refused it for good.

import { limits, type Message } from '@hubbub/protocol'

import { ClientError, failure, isError } from '../errors.ts'
import type { Clock, Random } from '../ports.ts'
import { backOffMs } from '../recovery/back-off.ts'
import {
  fromBefore,
  type Identity,
  isSomebodyElse,
  type Item,
  type KeepSends,
  keptOf,
  pendingOf,
  type Send,
  type Sent,
} from './item.ts'
import type { OutboxState } from './pending.ts'

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
  readonly keep?: KeepSends | undefined
  ask(input: Send): Promise<Sent>
  /** Who we are, as far as is known. */
  identity(): Identity | undefined
  changed(pending: OutboxState): void
}

export class Outbox {
  readonly #ports: OutboxPorts
  /** In the order in which they are sent; those that have failed stay where they were. */
  #items: readonly Item[]
  /** What waits for its turn between two sends. */
  readonly #turns: (() => void)[] = []
  readonly #prefix: string
  #made = 0
  #mode: Mode = { kind: 'paused' }
  #cancelRetry: () => void = () => {}

  constructor(ports: OutboxPorts) {
    this.#ports = ports
    this.#prefix = ports.random.id()
    this.#items = (ports.keep?.load() ?? []).map(fromBefore)
  }

  // ── What is asked of it ────────────────────────────────────────────────────────────────────────────────────────────

  /** What screens show: what is not known to be stored. */
  get pending(): OutboxState {
    return this.#items.filter(({ isTold }) => !isTold).map(pendingOf)
  }

  /** Begins with the time, so that ids of one moment lie beside each other in the server's index, whoever makes them. */
  nextClientId(): string {
    return `${this.#ports.clock.now().toString(36)}-${this.#prefix}-${++this.#made}`
  }

  /** Resolves when the server has stored it. Only one send is under way at a time, so that none overtakes another. */
  send(input: Send): Promise<Sent> {
    if (this.#mode.kind === 'closed') return Promise.reject(failure('closed'))
    if (this.#items.filter(isToBeSent).length >= limits.client_sends_waiting_max)
      return Promise.reject(failure('outbox-full'))
    const { promise, resolve, reject } = Promise.withResolvers<Sent>()
    const item: Item = {
      input: { ...input, clientId: input.clientId ?? this.nextClientId() },
      at: this.#ports.clock.now(),
      promised: { resolve, reject },
      by: this.#ports.identity(),
      isFromBefore: false,
      refusals: 0,
      isTold: false,
      status: { status: 'waiting' },
    }
    this.#become([...this.#items, item])
    void this.#next()
    return promise
  }

  /** Takes back what is not under way just now. */
  discard(clientId: string): void {
    const item = this.#find(clientId)
    if (item === undefined || item.status.status === 'sending') return
    this.#become(this.#items.filter((other) => other !== item))
    item.promised?.reject(failure('discarded'))
  }

  /** Sends once more what has failed, as whoever we are now, after what waits already. */
  retry(clientId: string): void {
    const item = this.#find(clientId)
    if (item?.status.status !== 'failed') return
    const again: Item = { input: item.input, at: item.at, ...fresh, by: this.#ports.identity() }
    this.#become([...this.#items.filter((other) => other !== item), again])
    void this.#next()
  }

  // ── What it is told ────────────────────────────────────────────────────────────────────────────────────────────────

  /** There is a line, and the server knows us as `identity` on it. */
  go(identity: Identity): void {
    if (this.#mode.kind === 'closed') return
    this.#mode = { kind: 'idle', identity: { ...identity } }
    this.#giveUpOthers(identity)
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
    const first = this.#first()
    if (first?.status.status === 'sending') this.#mark(first, { status: 'waiting' })
    this.#takeTurn()
  }

  /** What is left waits for another run of the program, if it is kept. */
  close(): void {
    this.#cancelRetry()
    this.#mode = { kind: 'closed' }
    this.#takeTurn()
    for (const { promised } of this.#items.filter(isToBeSent)) promised?.reject(failure('closed'))
  }

  /** The server has answered that it is stored: whoever looks from now on sees the entry alone. */
  stored(clientId: string | undefined): void {
    const item = clientId === undefined ? undefined : this.#find(clientId)
    if (item !== undefined) item.isTold = true
  }

  /**
   * The clientId of the send that an entry of ours shows to be stored, if there is one: after a broken line the entry may
   * come before the answer. Entries do not tell their clientId, so it is known by its words.
   */
  told({ room, body }: Message): string | undefined {
    const item = this.#items.filter(isToBeSent).find(({ input, triedAs, isTold }) => {
      const isTried = triedAs !== undefined && !isTold
      return isTried && input.body === body && (input.room === undefined || input.room === room)
    })
    if (item === undefined) return undefined
    item.isTold = true
    this.#save()
    return item.input.clientId
  }

  // ── One after another ──────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * What may have been stored under another person in this same history cannot be repeated without the risk of a double, and
   * what somebody else wrote before is not said under our name.
   */
  #giveUpOthers(identity: Identity): void {
    for (const item of this.#items.filter(isToBeSent)) {
      if (isSomebodyElse(item.triedAs, identity)) this.#fail(item, failure('uncertain'))
      else if (item.isFromBefore && isSomebodyElse(item.by, identity)) this.#fail(item, failure('somebody-else'))
      else Object.assign(item, { by: identity, isFromBefore: false })
    }
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
    const first = this.#first()
    if (this.#mode.kind !== 'idle' || first === undefined) return
    const { identity } = this.#mode
    this.#mode = { kind: 'sending', identity }
    first.triedAs = identity
    this.#mark(first, { status: 'sending' })
    try {
      const sent = await this.#ports.ask(first.input)
      this.#become(this.#items.filter((item) => item !== first))
      first.promised?.resolve(sent)
    } catch (cause) {
      if (isError(cause, 'offline')) return
      if (cause instanceof ClientError && cause.retry) return this.#later(first, identity)
      this.#fail(first, cause)
    }
    this.#idle(identity)
  }

  /** The server cannot take it just now; it stays the first, so that what follows does not overtake it. */
  #later(first: Item, identity: Identity): void {
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

  // ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #first(): Item | undefined {
    return this.#items.find(isToBeSent)
  }

  #find(clientId: string): Item | undefined {
    return this.#items.find(({ input }) => input.clientId === clientId)
  }

  /** It stays, so that it can be retried; of many the oldest goes. */
  #fail(item: Item, cause: unknown): void {
    if (!this.#items.includes(item)) return
    const error = cause instanceof ClientError ? cause : failure('bad-reply')
    item.isTold = false
    this.#mark(item, { status: 'failed', error })
    const failed = this.#items.filter((one) => !isToBeSent(one))
    if (failed.length > limits.client_sends_failed_max) this.#become(this.#items.filter((one) => one !== failed[0]))
    item.promised?.reject(cause)
  }

  #mark(item: Item, status: Item['status']): void {
    item.status = status
    this.#become(this.#items)
  }

  #become(items: readonly Item[]): void {
    this.#items = items
    this.#save()
    this.#ports.changed(this.pending)
  }

  #save(): void {
    this.#ports.keep?.save(this.#items.map(keptOf))
  }
}

const fresh = { isFromBefore: false, refusals: 0, isTold: false, status: { status: 'waiting' } } as const

function isToBeSent({ status }: Item): boolean {
  return status.status !== 'failed'
}
