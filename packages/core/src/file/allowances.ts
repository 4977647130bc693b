// How much an account may keep in a day: what it has kept already, and what is on its way just now.

import { Refusal } from '@hubbub/protocol'

import type { Kept, Ports } from '../ports.ts'

/** What somebody keeps while they send at least one file; it counts everything since its first one began. */
interface Spending {
  readonly before: Promise<Kept>
  files: number
  bytes: number
  sending: number
}

/** Counts bytes as they pass; over the allowance the stream ends with `too-many`. */
export type Meter = (content: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

const dayMs = 86_400_000

export class Allowances {
  readonly #ports: Pick<Ports, 'store' | 'clock' | 'limits'>
  readonly #spendings = new Map<number, Spending>()

  constructor(ports: Pick<Ports, 'store' | 'clock' | 'limits'>) {
    this.#ports = ports
  }

  /** Has one more file of `person` kept by `keep`, if it is within what they may; else rejects with `too-many`. */
  async spend<Result>(person: number, keep: (meter: Meter) => Promise<Result>): Promise<Result> {
    const spending = this.#open(person)
    spending.sending += 1
    spending.files += 1
    try {
      const before = await spending.before
      if (before.files + spending.files > this.#ports.limits.files_kept_per_day_max) throw new Refusal('too-many')
      return await keep((content) => this.#metered(content, spending, before))
    } finally {
      spending.sending -= 1
      if (spending.sending === 0) this.#spendings.delete(person)
    }
  }

  #open(person: number): Spending {
    const known = this.#spendings.get(person)
    if (known !== undefined) return known
    const { store, clock } = this.#ports
    const before = store.keptFiles({ person, since: clock.now() - dayMs })
    const spending = { before, files: 0, bytes: 0, sending: 0 }
    this.#spendings.set(person, spending)
    return spending
  }

  async *#metered(content: AsyncIterable<Uint8Array>, spending: Spending, before: Kept): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      spending.bytes += chunk.length
      if (before.bytes + spending.bytes > this.#ports.limits.files_kept_bytes_per_day_max) throw new Refusal('too-many')
      yield chunk
    }
  }
}
