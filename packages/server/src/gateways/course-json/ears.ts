// A connection as a listener in one of this wire's two forms. Unlike the kit's ears its form may change, and an event may be several messages.

import type { Audience, Heard, Listener, Outlet } from '@hubbub/core'
import type { EventName } from '@hubbub/protocol'

import type { Connection } from '../../edge/connection.ts'
import { FanOut } from '../../edge/fan-out.ts'
import type { SendQueue } from '../../edge/send-queue.ts'
import type { Row } from '../gateway.ts'
import { type Form, type Framing, outbound } from './outbound.ts'

const framings = ['newline', 'old'] as const satisfies readonly Framing[]

/** The objects that an event is in a form, each for a write of its own (course-json, "Writing"). */
export function objectsOf(heard: Heard, form: Form): Buffer[] {
  // A row takes the event it stands under, which a type cannot say of a name known only at run time.
  const row = outbound[heard.name] as Row<EventName, Form>
  const text = row === 'silent' ? null : (row(heard, form) as string | null)
  return text === null ? [] : text.split(/(?<=\n)/u).map((object) => Buffer.from(object))
}

/** Where listeners hear who are shown links to one site. Both forms share it, so that one listener can change between them. */
export class CourseOutlet implements Outlet {
  readonly site: string

  constructor(site: string) {
    this.site = site
  }

  audience(): Audience {
    return new CourseAudience(this.site)
  }
}

export class CourseEars implements Listener {
  readonly outlet: CourseOutlet
  readonly #connection: Connection
  readonly #identified: () => boolean
  readonly #audiences = new Set<CourseAudience>()
  #framing: Framing = 'old'

  constructor(connection: Connection, outlet: CourseOutlet, identified: () => boolean) {
    this.#connection = connection
    this.outlet = outlet
    this.#identified = identified
  }

  get framing(): Framing {
    return this.#framing
  }

  get queue(): SendQueue {
    return this.#connection.queue
  }

  /** Hears in another form from here on. */
  change(framing: Framing): void {
    const audiences = [...this.#audiences]
    for (const audience of audiences) audience.delete(this)
    this.#framing = framing
    for (const audience of audiences) audience.add(this)
  }

  /** The answer to IDENTIFY is the first thing that a client gets. */
  tell(heard: Heard): void {
    if (!this.#identified()) return
    for (const object of objectsOf(heard, { framing: this.#framing, site: this.outlet.site })) this.queue.push(object)
  }

  drained(): Promise<void> {
    return this.queue.drained()
  }

  end(): void {
    this.#connection.end()
  }

  // ── For its audiences ──────────────────────────────────────────────────────────────────────────────────────────────

  entered(audience: CourseAudience): void {
    this.#audiences.add(audience)
  }

  left(audience: CourseAudience): void {
    this.#audiences.delete(audience)
  }
}

class CourseAudience implements Audience {
  readonly #site: string
  readonly #fanOuts: Readonly<Record<Framing, FanOut>> = { newline: new FanOut(), old: new FanOut() }

  constructor(site: string) {
    this.#site = site
  }

  get size(): number {
    return this.#fanOuts.newline.size + this.#fanOuts.old.size
  }

  add(listener: Listener): void {
    const ears = courseEars(listener)
    this.#fanOuts[ears.framing].add(ears.queue)
    ears.entered(this)
  }

  delete(listener: Listener): void {
    const ears = courseEars(listener)
    this.#fanOuts[ears.framing].delete(ears.queue)
    ears.left(this)
  }

  /** Nobody gets their own text or notice back (course-json: nothing to the sender). */
  post(heard: Heard, origin?: Listener): void {
    const except = origin instanceof CourseEars ? origin.queue : undefined
    for (const framing of framings) {
      if (this.#fanOuts[framing].size === 0) continue
      for (const object of objectsOf(heard, { framing, site: this.#site })) this.#fanOuts[framing].post(object, except)
    }
  }
}

/** Listeners of an audience are of its outlet, and these are all made here. */
function courseEars(listener: Listener): CourseEars {
  if (!(listener instanceof CourseEars)) throw new TypeError('CourseEars are the listeners of this wire’s outlets')
  return listener
}
