// Who was here: the people who departed or were renamed since the server started.

import { foldName, type Reply } from '@hubbub/protocol'

import { globFits } from '../../mask.ts'
import type { Present } from '../people.ts'

type WasHere = Reply<'person.was'>['people'][number]

/** The latest of them; the oldest are forgotten. */
export class Past {
  readonly #people: { readonly id: number; readonly shown: WasHere }[] = []
  readonly #peopleMax: number

  constructor(peopleMax: number) {
    this.#peopleMax = peopleMax
  }

  note({ author: { id, name, account }, user, host, about }: Present, until: number): void {
    const shown = { name, user, host, about, until, ...(account === undefined ? {} : { account }) }
    this.#people.push({ id, shown })
    if (this.#people.length > this.#peopleMax) this.#people.shift()
  }

  /** Whoever this was, they were never here. */
  forget(id: number): void {
    const others = this.#people.filter((one) => one.id !== id)
    this.#people.splice(0, this.#people.length, ...others)
  }

  /** Latest first; `*` and `?` in the name stand for any letters. */
  called(name: string): WasHere[] {
    const fold = foldName(name)
    return this.#people.flatMap(({ shown }) => (globFits(fold, foldName(shown.name)) ? [shown] : [])).reverse()
  }
}
