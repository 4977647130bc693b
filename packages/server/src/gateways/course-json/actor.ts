// A test person on this wire: a client that ends its objects with newlines. Beside what every actor can, it can ask for anything.

import { limits } from '@hubbub/protocol'

import type { Actor, ActorMaker, Address, Said } from '../actor.ts'
import { TestLine } from '../kit/test-line.ts'
import { ObjectScanner } from './scanner.ts'

/** Connects and says who it is; a name of more than 8 characters is refused by the server. */
export const courseJsonActor = (async (at, name) => {
  const actor = new CourseJsonActor(at, name)
  await actor.identify()
  return actor
}) satisfies ActorMaker

type Told = Readonly<Record<string, unknown>>

class CourseJsonActor implements Actor {
  readonly wire = 'course-json'
  readonly name: string
  /** Every object that came. */
  readonly told: Told[] = []
  readonly #line: TestLine
  readonly #scanner = new ObjectScanner(limits.connection_send_bytes_max)

  constructor(at: Address, name: string) {
    this.name = name
    this.#line = new TestLine(at, (bytes, heard) => this.#read(bytes, heard))
  }

  get heard(): readonly Said[] {
    return this.#line.heard
  }

  async identify(): Promise<void> {
    await this.send({ type: 'IDENTIFY', username: this.name })
    const { result } = await this.gets({ type: 'RESPONSE' })
    if (result !== 'SUCCESS') throw new Error(`${this.name} is not let in: ${String(result)}`)
  }

  /** Sends any request; resolves when its bytes have left. */
  send(request: Told): Promise<void> {
    return this.#line.send(`${JSON.stringify(request)}\n`)
  }

  /** Resolves with the first object that has these values, once it is (or already was) there. */
  gets(values: Told): Promise<Told> {
    const fits = (told: Told): boolean => Object.entries(values).every(([key, value]) => told[key] === value)
    return this.#line.finds(() => this.told.find(fits))
  }

  say(text: string): Promise<void> {
    return this.send({ type: 'PUBLIC_TEXT', text })
  }

  hears(text: string | RegExp): Promise<Said> {
    return this.#line.hears(text)
  }

  async leave(): Promise<void> {
    await this.send({ type: 'DISCONNECT' })
    await this.#line.end()
  }

  drop(): void {
    this.#line.drop()
  }

  #read(bytes: Buffer, heard: Said[]): void {
    this.#scanner.give(bytes)
    for (let found = this.#scanner.next(); found !== 'more'; found = this.#scanner.next()) {
      if (found === 'refused') throw new Error('the server sent something that is no object')
      const told: Told = JSON.parse(found.object)
      this.told.push(told)
      if (String(told['type']).endsWith('TEXT_FROM')) heard.push(saidIn(told))
    }
  }
}

function saidIn({ username, text, roomname }: Told): Said {
  const said = { from: `${username as string}`, text: `${text as string}` }
  return roomname === undefined ? said : { ...said, room: `${roomname as string}` }
}
