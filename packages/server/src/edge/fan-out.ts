// The listeners of one room in one form: what is posted is kept once for all of them, whatever their number, until the turn ends.

import { Batch } from './batch.ts'
import type { SendQueue } from './send-queue.ts'
import { closeAtEndOfTurn, nextStamp, type Source } from './turn.ts'

export class FanOut implements Source {
  /** What was posted during this turn. */
  batch: Batch | undefined
  readonly #queues = new Set<SendQueue>()

  get size(): number {
    return this.#queues.size
  }

  has(queue: SendQueue): boolean {
    return this.#queues.has(queue)
  }

  /** From here on: what was posted before, in this turn too, is not for it. */
  add(queue: SendQueue): void {
    if (this.#queues.has(queue)) return
    this.batch?.hear(queue)
    this.#queues.add(queue)
    queue.attach(this)
  }

  /** Up to here: what was posted before is still for it. */
  delete(queue: SendQueue): void {
    if (!this.#queues.has(queue)) return
    queue.take()
    this.#queues.delete(queue)
    queue.detach(this)
  }

  /** Costs the same for one listener as for thousands. `except` does not get this message. */
  post(message: Uint8Array, except?: SendQueue): void {
    if (this.#queues.size === 0 || message.length === 0) return
    const batch = this.batch ?? this.#begin()
    const leftOut = except !== undefined && this.#queues.has(except)
    if (leftOut) except.take()
    batch.add(message, nextStamp())
    if (leftOut) batch.hear(except)
  }

  close(): void {
    this.batch?.seal()
    for (const queue of this.#queues) queue.touch()
  }

  clear(): void {
    this.batch = undefined
  }

  #begin(): Batch {
    closeAtEndOfTurn(this)
    return (this.batch = new Batch())
  }
}
