// Who is kept off this server: its bans, read once and again when they have changed.

import type { Ban } from '@hubbub/protocol'

import type { Clock, Store } from '../ports.ts'

export class KeptOff {
  readonly #store: Store
  readonly #clock: Clock
  #bans: Promise<readonly Ban[]> | undefined

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store
    this.#clock = clock
  }

  async bans(): Promise<readonly Ban[]> {
    const reading = (this.#bans ??= this.#store.serverBans(this.#clock.now()))
    try {
      return await reading
    } catch (cause) {
      this.changed()
      throw cause
    }
  }

  /** What was read is not true any more. */
  changed(): void {
    this.#bans = undefined
  }
}
