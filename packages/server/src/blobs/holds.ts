// Who needs which bytes just now: what somebody holds is not removed, and what is being removed is waited for.

export class Holds {
  /** How many hold it, by SHA-256. */
  readonly #held = new Map<string, number>()
  readonly #leaving = new Map<string, Promise<unknown>>()

  /** From this moment on nobody begins to remove it; resolves when nobody is at it any more, with how to let go. */
  async hold(sha256: string): Promise<() => void> {
    this.#held.set(sha256, (this.#held.get(sha256) ?? 0) + 1)
    await this.#leaving.get(sha256)
    let state: 'held' | 'released' = 'held'
    return () => {
      if (state === 'held') this.#letGo(sha256)
      state = 'released'
    }
  }

  #letGo(sha256: string): void {
    const others = (this.#held.get(sha256) ?? 1) - 1
    if (others === 0) this.#held.delete(sha256)
    else this.#held.set(sha256, others)
  }

  /** Does `remove` unless somebody holds it: then it resolves with false. One after another: each looks for itself. */
  async unlessHeld(sha256: string, remove: () => Promise<boolean>): Promise<boolean> {
    while (this.#leaving.has(sha256)) await this.#leaving.get(sha256)
    if (this.#held.has(sha256)) return false
    const removing = remove().finally(() => this.#leaving.delete(sha256))
    // Whoever waits for it does not care what came of it.
    this.#leaving.set(
      sha256,
      removing.catch(() => undefined),
    )
    return removing
  }
}
