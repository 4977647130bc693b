// The bytes of an IRC connection as lines, and each line carried out in its turn.

import type { Session } from '@hubbub/core'

import type { Speech as IntakeSpeech } from '../../kit/intake.ts'
import type { Client } from '../client.ts'
import { parseLine } from '../lines/line.ts'
import { dispatch, isPipelined, type Spoken } from './dispatch.ts'
import { Lifeline } from './lifeline.ts'
import { LineReader } from './line-reader.ts'

type Item = Spoken | 'endless'

export class Speech implements IntakeSpeech<Item> {
  readonly #client: Client
  readonly #reader = new LineReader()
  readonly #lifeline: Lifeline
  /** Lines that are carried out side by side; others wait for them. */
  #pipelined: Promise<void> | undefined

  constructor(client: Client) {
    this.#client = client
    this.#lifeline = new Lifeline(client)
  }

  get session(): Session {
    return this.#client.session
  }

  get done(): boolean {
    return this.#client.gone
  }

  *read(bytes: Buffer): Iterable<Item> {
    this.#lifeline.heard()
    for (const read of this.#reader.read(bytes)) {
      if (read.is === 'endless') yield 'endless'
      else {
        const line = parseLine(read.text)
        if (line !== undefined) yield { is: read.is, line }
      }
    }
  }

  rest(): Iterable<Item> {
    return []
  }

  take(item: Item): Promise<void> | undefined {
    this.#lifeline.heard()
    const before = this.#pipelined
    if (item !== 'endless' && isPipelined(this.#client, item)) {
      const taken = dispatch(this.#client, item)
      this.#client.server.said = taken.catch(() => undefined)
      this.#pipelined = before === undefined ? taken : Promise.all([before, taken]).then(() => undefined)
      return undefined
    }
    this.#pipelined = undefined
    return before === undefined ? this.#carryOut(item) : before.then(() => this.#carryOut(item))
  }

  lagging(): string {
    return 'ERROR :Closing link (SendQ exceeded; come back, what you missed is kept)\r\n'
  }

  closed(): void {
    this.#lifeline.end()
    this.#client.left()
  }

  #carryOut(item: Item): Promise<void> {
    return item === 'endless' ? this.#client.quit('A line was too long') : dispatch(this.#client, item)
  }
}
