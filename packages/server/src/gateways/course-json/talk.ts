// One connection's talk: objects become requests in their order, and what comes of them goes back in the same order.

import type { Session } from '@hubbub/core'
import { errors } from '@hubbub/protocol'

import type { Connection } from '../../edge/connection.ts'
import type { GatewayPorts } from '../gateway.ts'
import { type Speech, takeIn } from '../kit/intake.ts'
import { CourseEars, type CourseOutlet } from './ears.ts'
import { readRequest } from './inbound.ts'
import { type Framing, fromServer, written } from './outbound.ts'
import { type Asker, invalid, type Outcome } from './request.ts'
import { type Found, ObjectScanner } from './scanner.ts'

/** `deaf`: what still comes is not read, what was asked is still answered. `closed`: nothing is said any more either. */
type Phase = 'reading' | 'deaf' | 'closed'

type Item = Exclude<Found, 'more'>

type TalkPorts = Pick<GatewayPorts, 'chat' | 'clock' | 'limits' | 'log' | 'floodLimits'>

/** Resolves when the connection is gone. */
export function talk(connection: Connection, ports: TalkPorts, outlet: CourseOutlet): Promise<void> {
  return takeIn(connection, new Talk(connection, ports, outlet), ports)
}

class Talk implements Speech<Item> {
  readonly session: Session
  readonly #connection: Connection
  readonly #ears: CourseEars
  readonly #asker: Asker
  readonly #scanner: ObjectScanner
  #phase: Phase = 'reading'
  #framing: Framing | undefined
  /** Whether it has tried to say who it is; from then on the chat knows what it may do. */
  #introduced = false
  /** Resolves when everything asked for so far has been answered. */
  #answered: Promise<void> = Promise.resolve()

  constructor(connection: Connection, { chat, limits }: TalkPorts, outlet: CourseOutlet) {
    this.#connection = connection
    this.#ears = new CourseEars(connection, outlet, () => this.session.person !== undefined)
    this.session = chat.open(this.#ears, { resumable: false, backlog: 0, from: connection.origin })
    this.#asker = { session: this.session, people: chat.people }
    this.#scanner = new ObjectScanner(limits.frame_bytes_max)
  }

  *read(bytes: Buffer): Iterable<Item> {
    this.#scanner.give(bytes)
    while (this.#phase === 'reading') {
      const found = this.#scanner.next()
      this.#frame()
      if (found === 'more') return
      yield found
    }
  }

  rest(): Iterable<Item> {
    return this.#phase === 'reading' && this.#scanner.unfinished ? ['refused'] : []
  }

  lagging(): string {
    return written(fromServer(errors.busy.says))
  }

  /** A request that must have its outcome before the next one is read holds the reading up. */
  take(item: Item): Promise<void> | undefined {
    if (this.#phase !== 'reading') return undefined
    if (item === 'refused') return this.#refuse('INVALID')
    const { type, asked } = readRequest(item.object)
    if (!this.#introduced && type !== undefined && type !== 'IDENTIFY') return this.#refuse('NOT_IDENTIFIED')
    if (asked === undefined) return this.#refuse('INVALID')
    this.#introduced = true
    if (asked.last) this.#phase = 'deaf'
    this.#answer(asked.ask(this.#asker))
    return asked.alone ? this.#answered : undefined
  }

  /**
   * The form is known with the first object: `newline` when one follows it in the same read, `old` otherwise. A newline that
   * comes in a later read, before the second object, still makes it `newline`.
   */
  #frame(): void {
    const framing = this.#scanner.framing
    if (framing === this.#framing || framing === undefined) return
    this.#framing = framing
    this.#connection.queue.pace(framing === 'newline' ? 'each' : 'paced')
    this.#ears.change(framing)
  }

  #refuse(result: 'INVALID' | 'NOT_IDENTIFIED'): undefined {
    this.#phase = 'deaf'
    this.#answer(Promise.resolve(invalid(result)))
  }

  #answer(outcome: Promise<Outcome>): void {
    this.#answered = this.#answered.then(() => outcome).then((known) => this.#show(known))
  }

  #show({ told, closes }: Outcome): void {
    if (this.#phase === 'closed') return
    if (told !== undefined) this.#connection.queue.push(written(told))
    if (closes) this.#close()
  }

  /** Whoever is refused has left for the others at once, however long they keep the connection. */
  #close(): void {
    this.#phase = 'closed'
    this.session.end()
    this.#connection.end()
  }
}
