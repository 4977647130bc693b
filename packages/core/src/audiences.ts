// The listeners of one thing that is heard (a room, or the whole server), grouped by the form in which they hear it.

import type { Audience, Heard, Listener, Outlet } from './ports.ts'

export class Audiences {
  readonly #byOutlet = new Map<Outlet, Audience>()

  add(listener: Listener): void {
    let audience = this.#byOutlet.get(listener.outlet)
    if (audience === undefined) this.#byOutlet.set(listener.outlet, (audience = listener.outlet.audience()))
    audience.add(listener)
  }

  delete(listener: Listener): void {
    const audience = this.#byOutlet.get(listener.outlet)
    audience?.delete(listener)
    if (audience?.size === 0) this.#byOutlet.delete(listener.outlet)
  }

  /** One call a form, whatever the number of listeners. */
  post(heard: Heard, origin?: Listener): void {
    for (const audience of this.#byOutlet.values()) audience.post(heard, origin)
  }
}
