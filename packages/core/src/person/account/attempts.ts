// How often something may be tried: so many times in a while for each subject, an account or an address.

import { Refusal } from '@hubbub/protocol'

import type { Clock } from '../../ports.ts'

export interface AttemptsMake {
  readonly clock: Clock
  readonly countMax: number
  readonly windowMs: number
  /** Over this number of subjects the oldest are forgotten. */
  readonly subjectsMax: number
}

interface Window {
  readonly ends: number
  count: number
}

export class Attempts {
  readonly #make: AttemptsMake
  readonly #windows = new Map<string, Window>()

  constructor(make: AttemptsMake) {
    this.#make = make
  }

  /**
   * Counts an attempt on behalf of each subject, or throws `too-many-attempts`. It counts before its outcome is known, so that
   * many at once are no way around; what is returned takes it back when there was nothing wrong with it.
   */
  take(subjects: readonly string[]): () => void {
    const windows = subjects.map((subject) => this.#window(subject))
    if (windows.some(({ count }) => count >= this.#make.countMax)) throw new Refusal('too-many-attempts')
    for (const window of windows) window.count += 1
    return () => {
      for (const window of windows) window.count -= 1
    }
  }

  #window(subject: string): Window {
    const now = this.#make.clock.now()
    const known = this.#windows.get(subject)
    if (known !== undefined && now < known.ends) return known
    this.#windows.delete(subject)
    const [oldest] = this.#windows.keys()
    if (oldest !== undefined && this.#windows.size >= this.#make.subjectsMax) this.#windows.delete(oldest)
    const window = { ends: now + this.#make.windowMs, count: 0 }
    this.#windows.set(subject, window)
    return window
  }
}
