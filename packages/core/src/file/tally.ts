// How many files and bytes there are, with those that come just now: never fewer than there will be.

import { type ErrorCode, Refusal } from '@hubbub/protocol'

import type { Kept } from '../ports.ts'

/** One file that comes, counted in several tallies. */
export interface Upload {
  /** That have come so far. */
  bytes: number
  state: 'on its way' | 'taken'
}

export interface Allowance {
  /** What the store knows of. */
  readonly stored: () => Promise<Kept>
  readonly bytesMax: number
  readonly filesMax?: number
  /** How more is refused. */
  readonly over: ErrorCode
}

export class Tally {
  readonly #allowance: Allowance
  #stored: Kept = { files: 0, bytes: 0 }
  /** Those that `#stored` may not have in it. */
  readonly #uploads = new Set<Upload>()
  #reading: Promise<void> | undefined

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  add(upload: Upload): void {
    this.#uploads.add(upload)
  }

  /** Of one that came to nothing. */
  delete(upload: Upload): void {
    this.#uploads.delete(upload)
  }

  /** Nothing is on its way. */
  get isIdle(): boolean {
    return this.#uploads.values().every(({ state }) => state === 'taken')
  }

  /** Asks the store how much there is; whoever comes meanwhile waits for the same answer. */
  read(): Promise<void> {
    return (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)))
  }

  async #read(): Promise<void> {
    // The store knows of what was taken before it is asked; of what is taken meanwhile it may or may not.
    const known = [...this.#uploads].filter(({ state }) => state === 'taken')
    this.#stored = await this.#allowance.stored()
    for (const upload of known) this.#uploads.delete(upload)
  }

  /** Refuses a file before any of its bytes have come. */
  checkBegun(): void {
    const { over, bytesMax, filesMax = Infinity } = this.#allowance
    if (this.#stored.files + this.#uploads.size > filesMax || this.#bytes() >= bytesMax) throw new Refusal(over)
  }

  /** Refuses what has come. */
  check(): void {
    const { over, bytesMax } = this.#allowance
    if (this.#bytes() > bytesMax) throw new Refusal(over)
  }

  #bytes(): number {
    return this.#uploads.values().reduce((sum, { bytes }) => sum + bytes, this.#stored.bytes)
  }
}
