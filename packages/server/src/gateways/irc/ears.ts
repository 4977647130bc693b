// Clients of this wire as listeners: an audience encodes an event once for each form among its listeners.

import type { Audience, Heard, Listener, Outlet } from '@hubbub/core'
import type { EventName } from '@hubbub/protocol'

import { FanOut } from '../../edge/fan-out.ts'
import type { Out } from './lines/line.ts'
import { rows } from './outbound/index.ts'
import { render } from './lines/render.ts'
import type { Row } from './row.ts'
import type { Viewer } from './viewer.ts'

/** The one outlet of the wire: which form a client has may change while it listens. */
const outlet: Outlet = { audience: () => new IrcAudience() }

export class Ears implements Listener {
  readonly outlet = outlet
  readonly viewer: Viewer
  readonly #audiences = new Set<IrcAudience>()

  constructor(viewer: Viewer) {
    this.viewer = viewer
  }

  tell(heard: Heard): void {
    this.viewer.hear(heard)
  }

  drained(): Promise<void> {
    return this.viewer.queue.drained()
  }

  end(): void {
    this.viewer.letGo()
  }

  joined(audience: IrcAudience): void {
    this.#audiences.add(audience)
  }

  left(audience: IrcAudience): void {
    this.#audiences.delete(audience)
  }

  /** Changes the form: what was told before was told in the old one. */
  change(make: () => void): void {
    for (const audience of this.#audiences) audience.ungroup(this)
    make()
    for (const audience of this.#audiences) audience.group(this)
  }
}

/** What a client is shown of an event, the way its row says. */
export function shown(heard: Heard, viewer: Viewer): readonly Out[] {
  // A row takes the event it stands under, which a type cannot say of a name known only at run time.
  const row = rows[heard.name] as Row<EventName>
  if (row === 'silent') return []
  const { room, each } = row as { readonly room?: Shown; readonly each?: Shown }
  const show = each === undefined || (room !== undefined && heard.room?.kind !== 'direct') ? room : each
  return show?.(heard, viewer) ?? []
}

/** What follows for this client alone, the way its row says. */
export function follow(heard: Heard, viewer: Viewer): void {
  const row = rows[heard.name] as Row<EventName>
  if (row !== 'silent' && 'after' in row) row.after?.(heard as never, viewer)
}

type Shown = (heard: Heard, viewer: Viewer) => readonly Out[]

class IrcAudience implements Audience {
  readonly #all = new Set<Ears>()
  readonly #groups = new Map<string, { readonly fanOut: FanOut; readonly one: Ears }>()

  get size(): number {
    return this.#all.size
  }

  add(listener: Listener): void {
    const ears = earsOf(listener)
    if (this.#all.has(ears)) return
    this.#all.add(ears)
    ears.joined(this)
    this.group(ears)
  }

  delete(listener: Listener): void {
    const ears = earsOf(listener)
    if (!this.#all.delete(ears)) return
    ears.left(this)
    this.ungroup(ears)
  }

  group(ears: Ears): void {
    const { form, queue } = ears.viewer
    let group = this.#groups.get(form)
    if (group === undefined) this.#groups.set(form, (group = { fanOut: new FanOut(), one: ears }))
    group.fanOut.add(queue)
  }

  ungroup(ears: Ears): void {
    const { form, queue } = ears.viewer
    const group = this.#groups.get(form)
    group?.fanOut.delete(queue)
    if (group?.fanOut.size === 0) this.#groups.delete(form)
  }

  post(heard: Heard, origin?: Listener): void {
    const row = rows[heard.name] as Row<EventName>
    if (row === 'silent') return
    const own = origin instanceof Ears && this.#all.has(origin) ? origin : undefined
    const kind = heard.room?.kind
    if (!('room' in row) || kind === 'lobby' || kind === 'direct') this.#tellEach(heard, own)
    else this.#tellForms(heard, own)
    own?.viewer.own(row.own === undefined ? shown(heard, own.viewer) : row.own(heard as never, own.viewer))
    if ('after' in row) for (const { viewer } of this.#all) row.after?.(heard as never, viewer)
  }

  #tellForms(heard: Heard, own: Ears | undefined): void {
    for (const { fanOut, one } of this.#groups.values()) {
      const text = render(shown(heard, one.viewer), one.viewer.has)
      if (text !== '') fanOut.post(Buffer.from(text), own?.viewer.queue)
    }
  }

  /** The lobby is everybody's, but not everybody wants to see it. */
  #tellEach(heard: Heard, own: Ears | undefined): void {
    for (const ears of this.#all) {
      const { viewer } = ears
      if (ears === own || (heard.room !== undefined && heard.room.kind === 'lobby' && !viewer.sees(heard.room)))
        continue
      viewer.event(shown(heard, viewer))
    }
  }
}

/** Listeners of this outlet are all made here. */
function earsOf(listener: Listener): Ears {
  if (!(listener instanceof Ears)) throw new TypeError('the listeners of this wire’s outlet are its own')
  return listener
}
