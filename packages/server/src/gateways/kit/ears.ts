// A connection as a listener: events become bytes of its wire's form and go into its send queue.

import type { Audience, Heard, Listener, Outlet } from '@hubbub/core'
import type { EventName } from '@hubbub/protocol'

import type { Connection } from '../../edge/connection.ts'
import { FanOut } from '../../edge/fan-out.ts'
import type { SendQueue } from '../../edge/send-queue.ts'
import type { Outbound, Row } from '../gateway.ts'

/** An outlet of one wire in one form. Make it once per form and share it: its listeners get identical bytes. */
export interface WireOutlet extends Outlet {
  encode(heard: Heard): Uint8Array | null
}

/** What a wire decides about one of its forms. */
export interface OutletMake<Form> {
  readonly table: Outbound<Form>
  readonly form: Form
  /** Whether the session that caused an event hears it too. */
  readonly toOrigin: boolean | ((name: EventName) => boolean)
}

export function outletOf<Form>({ table, form, toOrigin }: OutletMake<Form>): WireOutlet {
  const hearsOwn = typeof toOrigin === 'function' ? toOrigin : () => toOrigin
  const outlet: WireOutlet = {
    encode(heard) {
      // A row takes the event it stands under, which a type cannot say of a name known only at run time.
      const row = table[heard.name] as Row<EventName, Form>
      const shown = row === 'silent' ? null : row(heard, form)
      return typeof shown === 'string' ? Buffer.from(shown) : shown
    },
    audience: () => new WireAudience(outlet, hearsOwn),
  }
  return outlet
}

/** What ears need of a connection. */
export type Mouth = Pick<Connection, 'queue' | 'end'>

/** The ears of one connection; `end` of the listener ends the connection. */
export function earsOf(connection: Mouth, outlet: WireOutlet): Listener {
  return new Ears(connection, outlet)
}

class Ears implements Listener {
  readonly outlet: WireOutlet
  readonly #connection: Mouth

  constructor(connection: Mouth, outlet: WireOutlet) {
    this.#connection = connection
    this.outlet = outlet
  }

  get queue(): SendQueue {
    return this.#connection.queue
  }

  tell(heard: Heard): void {
    const bytes = this.outlet.encode(heard)
    if (bytes !== null) this.queue.push(bytes)
  }

  drained(): Promise<void> {
    return this.queue.drained()
  }

  end(): void {
    this.#connection.end()
  }
}

class WireAudience implements Audience {
  readonly #outlet: WireOutlet
  readonly #hearsOwn: (name: EventName) => boolean
  readonly #fanOut = new FanOut()

  constructor(outlet: WireOutlet, hearsOwn: (name: EventName) => boolean) {
    this.#outlet = outlet
    this.#hearsOwn = hearsOwn
  }

  get size(): number {
    return this.#fanOut.size
  }

  add(listener: Listener): void {
    this.#fanOut.add(queueOf(listener))
  }

  delete(listener: Listener): void {
    this.#fanOut.delete(queueOf(listener))
  }

  post(heard: Heard, origin?: Listener): void {
    const bytes = this.#outlet.encode(heard)
    if (bytes === null) return
    const leftOut = origin instanceof Ears && !this.#hearsOwn(heard.name)
    this.#fanOut.post(bytes, leftOut ? origin.queue : undefined)
  }
}

/** Listeners of an audience are of its outlet, and these are all made here. */
function queueOf(listener: Listener): SendQueue {
  if (!(listener instanceof Ears)) throw new TypeError('earsOf() makes the listeners of a wire’s outlet')
  return listener.queue
}
