// Takes turns: what is done to one room, or to one person, is done one after the other, so that each sees what the one before left.

export class Turns {
  readonly #last = new Map<number, Promise<void>>()

  /** Whether something is being done to this one. */
  isTaken(id: number): boolean {
    return this.#last.has(id)
  }

  /**
   * Does the work when everything given before for this id is done, well or not. Whoever needs a person's turn and a room's
   * takes the person's first.
   */
  take<Result>(id: number, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(id) ?? Promise.resolve()
    const done = before.then(work)
    const settled = done.then(ignore, ignore).then(() => {
      if (this.#last.get(id) === settled) this.#last.delete(id)
    })
    this.#last.set(id, settled)
    return done
  }
}

function ignore(): void {}
