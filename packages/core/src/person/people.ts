// Who is here: everybody present, with the sessions they have on this node.

import { type Author, foldName, type Person, type Status } from '@hubbub/protocol'

import type { Seated } from '../session/seated.ts'

/** Somebody who is here. */
export interface Present {
  readonly id: number
  /** Replaced as a whole on a rename, so that what was said before keeps its name. */
  author: Author
  status: Status
  readonly sessions: Set<Seated>
  /** Set while the last session is gone and may yet resume. */
  cancelDeparture?: (() => void) | undefined
}

export function present(author: Author): Present {
  return { id: author.id, author, status: 'ACTIVE', sessions: new Set() }
}

/** A person as others see them. */
export function personOf(one: Present): Person {
  return { id: one.id, name: one.author.name, status: one.status }
}

export class People {
  readonly #byId = new Map<number, Present>()
  readonly #byFold = new Map<string, Present>()
  #guests = 0

  get(id: number): Present | undefined {
    return this.#byId.get(id)
  }

  find(name: string): Present | undefined {
    return this.#byFold.get(foldName(name))
  }

  /** The entry of a person, made if they were not here. */
  arrive(author: Author): Present {
    const known = this.#byId.get(author.id)
    if (known !== undefined) return known
    const one = present(author)
    this.#byId.set(author.id, one)
    this.#byFold.set(foldName(author.name), one)
    return one
  }

  depart(id: number): void {
    const one = this.#byId.get(id)
    if (one === undefined) return
    this.#byId.delete(id)
    this.#freeName(one)
  }

  rename(id: number, name: string): void {
    const one = this.#byId.get(id)
    if (one === undefined) return
    this.#freeName(one)
    one.author = { id, name }
    this.#byFold.set(foldName(name), one)
  }

  /** A name for somebody who brings none. Whether it is free is the store's to say. */
  nextGuestName(): string {
    let name
    do name = `guest${++this.#guests}`
    while (this.find(name) !== undefined)
    return name
  }

  [Symbol.iterator](): IterableIterator<Present> {
    return this.#byId.values()
  }

  // Somebody else may have the name already when news of the two cross.
  #freeName(one: Present): void {
    const fold = foldName(one.author.name)
    if (this.#byFold.get(fold) === one) this.#byFold.delete(fold)
  }
}
