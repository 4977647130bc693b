// The commands of one session: carried out in the order in which they were given, and answered in that order.

import { type CommandName, commands, isCommandName, Refusal, refusalOf } from '@hubbub/protocol'

import type { Ports } from '../ports.ts'

/** A command as it was given, unchecked. */
export interface Given {
  readonly name: CommandName
  readonly input: unknown
  readonly content: AsyncIterable<Uint8Array> | undefined
}

/** A command that has not been answered. */
interface Pending extends Given {
  readonly resolve: (reply: never) => void
  readonly reject: (refusal: Refusal) => void
  outcome?: { readonly reply: unknown } | { readonly refusal: Refusal }
}

export interface QueueMake {
  readonly ports: Ports
  /** Carries out a command; throws or rejects where it may not or cannot. */
  readonly perform: (given: Given) => unknown
  /** Called whenever nothing waits and nothing runs. */
  readonly idle: () => void
}

export class CommandQueue {
  readonly #make: QueueMake
  readonly #waiting: Pending[] = []
  readonly #running: Pending[] = []
  readonly #afterReply: (() => void)[] = []
  #whenReady: PromiseWithResolvers<void> | undefined

  constructor(make: QueueMake) {
    this.#make = make
  }

  /** Resolves with the command's reply, or rejects with a Refusal: at once with `busy` when too many wait already. */
  give<Reply>(given: Given): Promise<Reply> {
    if (this.#waiting.length >= this.#make.ports.limits.session_commands_waiting_max) {
      return Promise.reject(new Refusal('busy'))
    }
    const { promise, resolve, reject } = Promise.withResolvers<Reply>()
    this.#waiting.push({ ...given, resolve, reject })
    this.#startWaiting()
    return promise
  }

  /** Undefined while more may come, else resolves when it may. */
  ready(): Promise<void> | undefined {
    if (!this.#isFull()) return undefined
    this.#whenReady ??= Promise.withResolvers<void>()
    return this.#whenReady.promise
  }

  /** Does something when the wire has had its turn with the reply, and before the next command. */
  afterReply(then: () => void): void {
    this.#afterReply.push(then)
  }

  get isIdle(): boolean {
    return this.#running.length === 0 && this.#waiting.length === 0 && this.#afterReply.length === 0
  }

  #startWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#mayStart(next); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#running.push(next)
      this.#start(next)
    }
  }

  #mayStart(next: Pending): boolean {
    if (this.#afterReply.length > 0) return false
    if (this.#running.length === 0) return true
    if (this.#running.length >= this.#make.ports.limits.session_sends_in_flight_max) return false
    return isPipelined(next) && this.#running.every(isPipelined)
  }

  #start(pending: Pending): void {
    try {
      const reply = this.#make.perform(pending)
      if (reply instanceof Promise) void this.#settleLater(pending, reply)
      else this.#settle(pending, { reply })
    } catch (cause) {
      this.#refuse(pending, cause)
    }
  }

  async #settleLater(pending: Pending, reply: Promise<unknown>): Promise<void> {
    try {
      this.#settle(pending, { reply: await reply })
    } catch (cause) {
      this.#refuse(pending, cause)
    }
  }

  #refuse(pending: Pending, cause: unknown): void {
    const refusal = refusalOf(cause)
    if (refusal !== cause) this.#make.ports.log.error({ cause, command: pending.name }, 'a command failed')
    this.#settle(pending, { refusal })
  }

  /** Keeps the outcome until all that came before have theirs, so that replies come in order. */
  #settle(pending: Pending, outcome: NonNullable<Pending['outcome']>): void {
    pending.outcome = outcome
    for (let first = this.#running[0]; first?.outcome !== undefined; first = this.#running[0]) {
      this.#running.shift()
      if ('reply' in first.outcome) first.resolve(first.outcome.reply as never)
      else first.reject(first.outcome.refusal)
    }
    if (this.#afterReply.length > 0) this.#make.ports.clock.soon(() => this.#runAfterReply())
    else this.#goOn()
  }

  #runAfterReply(): void {
    for (const then of this.#afterReply.splice(0)) then()
    this.#goOn()
  }

  #goOn(): void {
    this.#startWaiting()
    if (this.#whenReady !== undefined && !this.#isFull()) {
      this.#whenReady.resolve()
      this.#whenReady = undefined
    }
    if (this.isIdle) this.#make.idle()
  }

  #isFull(): boolean {
    return this.#running.length + this.#waiting.length >= this.#make.ports.limits.session_sends_in_flight_max
  }
}

function isPipelined({ name, input }: Given): boolean {
  const field = isCommandName(name) ? commands[name].pipelined : undefined
  return field !== undefined && typeof input === 'object' && input !== null && Object.hasOwn(input, field)
}
