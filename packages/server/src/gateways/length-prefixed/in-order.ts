// Keeps what is heard in order where some of it takes a while to be made ready: what comes after waits for what came before.

import type { Audience, Heard, Listener } from '@hubbub/core'

import type { WireOutlet } from '../kit/ears.ts'

/** What must be done before an event can be shown; nothing for most. Never rejects. */
export type Prepare = (heard: Heard) => Promise<void> | undefined

/** The same outlet, but an event is shown when it and all before it in its audience are ready. */
export function inOrder(outlet: WireOutlet, prepare: Prepare, waitingMax: number): WireOutlet {
  return {
    encode: (heard) => outlet.encode(heard),
    audience: () => new OrderedAudience(outlet.audience(), prepare, waitingMax),
  }
}

interface Waiting {
  readonly heard: Heard
  readonly origin: Listener | undefined
}

class OrderedAudience implements Audience {
  readonly #inner: Audience
  readonly #prepare: Prepare
  readonly #waitingMax: number
  #waiting: Waiting[] = []

  constructor(inner: Audience, prepare: Prepare, waitingMax: number) {
    this.#inner = inner
    this.#prepare = prepare
    this.#waitingMax = waitingMax
  }

  get size(): number {
    return this.#inner.size
  }

  add(listener: Listener): void {
    this.#inner.add(listener)
  }

  delete(listener: Listener): void {
    this.#inner.delete(listener)
  }

  post(heard: Heard, origin?: Listener): void {
    if (this.size === 0) return
    const isFirst = this.#waiting.length === 0
    const ready = isFirst ? this.#prepare(heard) : undefined
    if (isFirst && ready === undefined) return this.#inner.post(heard, origin)
    this.#waiting.push({ heard, origin })
    if (ready !== undefined) void this.#postInOrder(ready)
    else if (this.#waiting.length > this.#waitingMax) this.#postAll()
  }

  async #postInOrder(ready: Promise<void>): Promise<void> {
    let wait: Promise<void> | undefined = ready
    while (this.#waiting.length > 0) {
      await wait
      const first = this.#waiting.shift()
      if (first !== undefined) this.#inner.post(first.heard, first.origin)
      const [next] = this.#waiting
      wait = next && this.#prepare(next.heard)
    }
  }

  /** Something takes far too long: every event can be shown as it is, only not as well. */
  #postAll(): void {
    for (const { heard, origin } of this.#waiting.splice(0)) this.#inner.post(heard, origin)
  }
}
