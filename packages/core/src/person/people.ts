// Who is here: everybody present, with the sessions they have on this node.

import { type Author, foldName, type Limits, type Person, type Status } from '@hubbub/protocol'

import { Turns } from '../turns.ts'
import type { Seated } from '../session/seated.ts'

/** Somebody who is here. */
export interface Present {
  readonly id: number
  /** Replaced as a whole on a rename, so that what was said before keeps its name. */
  author: Author
  status: Status
  away: string | undefined
  about: string
  bot: boolean
  invisible: boolean
  /** Hears in direct rooms only people who have signed in. */
  accountsOnly: boolean
  /** Who is heard all the same: whom they have named, or spoken to since. */
  readonly admitted: Set<number>
  operator: boolean
  /** `name!user@host`, for masks and for wires that show it. */
  user: string
  host: string
  /** Where their newest session comes from; empty for those on other nodes. */
  address: string
  secure: boolean
  certificate: string | undefined
  since: number
  spokeAt: number
  /** The slugs of the rooms they are in. */
  readonly rooms: Set<string>
  readonly sessions: Set<Seated<Present>>
  /** Set while the last session is gone and may yet resume. */
  departing?: Departing | undefined
}

/** A departure that waits for the time to resume to pass. */
export interface Departing {
  cancel(): void
  /** Departs now. */
  hurry(): void
}

export function present(author: Author): Present {
  return {
    id: author.id,
    author,
    status: 'ACTIVE',
    away: undefined,
    about: '',
    bot: false,
    invisible: false,
    accountsOnly: false,
    admitted: new Set(),
    operator: false,
    user: 'guest',
    host: 'hubbub',
    address: '',
    secure: false,
    certificate: undefined,
    since: 0,
    spokeAt: 0,
    rooms: new Set(),
    sessions: new Set(),
  }
}

/** Lets somebody be heard all the same; the first of too many are not any more. */
export function admit({ admitted }: Present, id: number, { admitted_people_max: most }: Limits): void {
  admitted.add(id)
  for (const first of admitted) if (admitted.size > most) admitted.delete(first)
}

/** A person as others see them. What is not the case is left out. */
export function personOf(one: Present): Person {
  const { author, status, about, away, bot, operator } = one
  return {
    id: one.id,
    name: author.name,
    status,
    ...(author.account === undefined ? {} : { account: author.account }),
    ...(about === '' ? {} : { about }),
    ...(away === undefined ? {} : { away }),
    ...(bot ? { bot } : {}),
    ...(operator ? { operator } : {}),
  }
}

/** Who says what this person says. */
export function authorOf({ id, name, account }: Author): Author {
  return account === undefined ? { id, name } : { id, name, account }
}

/** What a person says of themselves, told to a node that may not know it yet. */
export function takeProfile(one: Present, person: Person): void {
  one.about = person.about ?? ''
  one.away = person.away
  one.bot = person.bot === true
  one.operator = person.operator === true
  if (person.status !== 'OFFLINE') one.status = person.status
}

export class People {
  /** What is done to one person's coming and going is done one after the other. */
  readonly turns = new Turns()

  readonly #byId = new Map<number, Present>()
  readonly #byFold = new Map<string, Present>()
  readonly #expected = new Map<number, readonly string[]>()
  #guests = 0
  #most = 0

  get size(): number {
    return this.#byId.size
  }

  /** The largest number of people that were here at a time. */
  get most(): number {
    return this.#most
  }

  get(id: number): Present | undefined {
    return this.#byId.get(id)
  }

  find(name: string): Present | undefined {
    return this.#byFold.get(foldName(name))
  }

  /** The entry of a person, made if they were not here. */
  arrive(author: Author): Present {
    return this.#byId.get(author.id) ?? this.#add(present(authorOf(author)))
  }

  depart(id: number): void {
    const one = this.#byId.get(id)
    if (one === undefined) return
    this.#byId.delete(id)
    this.#freeName(one)
  }

  rename(id: number, name: string): void {
    const one = this.#byId.get(id)
    if (one !== undefined) this.#call(one, { ...one.author, name })
  }

  /** The rooms of an account that a guest is about to become. */
  expect(id: number, rooms: readonly string[]): void {
    this.#expected.set(id, rooms)
  }

  /** Who was here as `was` is `person` from now on, with all their sessions and rooms; they may be here as `person` already. */
  become(was: number, person: Person): void {
    const expected = this.#expected.get(person.id) ?? []
    this.#expected.delete(person.id)
    const from = this.#byId.get(was)
    if (from !== undefined && was !== person.id) this.depart(was)
    const author = authorOf(person)
    const one = this.#byId.get(person.id) ?? this.#add(from === undefined ? present(author) : copyOf(from, author))
    this.#call(one, author)
    takeProfile(one, person)
    if (from === undefined || from === one) return
    for (const slug of [...from.rooms, ...expected]) one.rooms.add(slug)
    for (const session of from.sessions) {
      one.sessions.add(session)
      session.begin(one)
    }
    from.sessions.clear()
    for (const { departing } of [from, one]) departing?.cancel()
    one.departing = undefined
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

  #add(one: Present): Present {
    this.#byId.set(one.id, one)
    this.#byFold.set(foldName(one.author.name), one)
    this.#most = Math.max(this.#most, this.#byId.size)
    return one
  }

  #call(one: Present, author: Author): void {
    this.#freeName(one)
    one.author = author
    this.#byFold.set(foldName(author.name), one)
  }

  // Somebody else may have the name already when news of the two cross.
  #freeName(one: Present): void {
    const fold = foldName(one.author.name)
    if (this.#byFold.get(fold) === one) this.#byFold.delete(fold)
  }
}

function copyOf(one: Present, author: Author): Present {
  return {
    ...one,
    id: author.id,
    author,
    rooms: new Set(one.rooms),
    sessions: new Set(),
    admitted: new Set(),
    departing: undefined,
  }
}
