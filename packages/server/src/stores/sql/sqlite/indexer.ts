// When the writing thread brings entries into the search index: a while after they came, a few at a time, and never for long.

import type { Limits } from '@hubbub/protocol'

import type { Writing } from '../recent.ts'
import { troubleOf } from './database.ts'

export interface IndexerOptions {
  readonly writing: Writing
  readonly limits: Limits
  /** Hears what went wrong. */
  readonly complain: (trouble: string) => void
}

export class Indexer {
  readonly #options: IndexerOptions
  /**
   * `looking` until it is known what waits from an earlier run; `failing` while nothing can be written, and then it looks again;
   * `broken` when the index is no good: then searches read everything, as long as that is bearable.
   */
  #state: 'looking' | 'working' | 'failing' | 'broken' = 'looking'
  #timer: NodeJS.Timeout | undefined

  constructor(options: IndexerOptions) {
    this.#options = options
    this.#wait()
  }

  /** After each commit. Only when far too much waits is there no pause: a search reads all that waits. */
  committed(): void {
    const { writing, limits } = this.#options
    const waits = writing.unindexed.entries
    if (waits > limits.search_waiting_entries_max && this.#state !== 'failing') this.#work()
    else if (waits > 0) this.#wait()
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #wait(): void {
    if (this.#state === 'broken') return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#work()
    }, this.#options.limits.search_index_every_ms)
  }

  #work(): void {
    if (this.#state === 'broken') return
    const { writing, limits } = this.#options
    const { db, unindexed } = writing
    const work = { entries: limits.search_index_entries_max, chars: limits.search_index_chars_max }
    try {
      if (this.#state !== 'working') unindexed.find(db)
      // Lost in a crash it is made again: this transaction need not wait for the disk.
      if (unindexed.entries > 0) db.unsynced(() => unindexed.index(db, work))
      this.#state = 'working'
    } catch (cause) {
      this.#failed(cause)
    }
    if (unindexed.entries > 0 || this.#state === 'failing') this.#wait()
  }

  #failed(cause: unknown): void {
    const was = this.#state
    this.#state = troubleOf(cause) === 'passing' ? 'failing' : 'broken'
    if (this.#state !== was) {
      this.#options.complain(`the search index: ${cause instanceof Error ? cause.message : 'unknown'}`)
    }
  }
}
