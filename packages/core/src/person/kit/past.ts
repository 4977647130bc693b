// Who was here: the people who departed or were renamed since the server started.

import { foldName, type Reply } from '@hubbub/protocol'

import { globFits } from '../../mask.ts'
import type { Present } from '../people.ts'

type WasHere = Reply<'person.was'>['people'][number]

/** The latest of them; the oldest are forgotten. */
export class Past {
  readonly #people: WasHere[] = []
  readonly #peopleMax: number

  constructor(peopleMax: number) {
    this.#peopleMax = peopleMax
  }

  note({ author: { name, account }, user, host, about }: Present, until: number): void {
    this.#people.push({ name, user, host, about, until, ...(account === undefined ? {} : { account }) })
    if (this.#people.length > this.#peopleMax) this.#people.shift()
  }

  /** Latest first; `*` and `?` in the name stand for any letters. */
  called(name: string): WasHere[] {
    const fold = foldName(name)
    return this.#people.filter((one) => globFits(fold, foldName(one.name))).reverse()
  }
}
