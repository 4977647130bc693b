// Shows rooms' entries in order, each exactly once: the last ones on entering, then what is said, across broken lines.

import { type Client, ClientError, entriesAfter, type Happening, type Timeline } from '@hubbub/client'
import { limits, type Message } from '@hubbub/protocol'

/**
 * How far a room has been shown; `entered` are those of which nothing is known yet, and `last` is how many entries from
 * before are wanted. What was said up to `enteredAt` is from before we came.
 */
type Place =
  | { readonly phase: 'entered'; readonly last: number }
  | { readonly phase: 'shown' | 'reading'; readonly upTo: number; readonly enteredAt: number }

/** `live` is false for what was said before we came. */
export type Show = (message: Message, live: boolean) => void

export class Following {
  readonly #client: Client
  readonly #show: Show
  readonly #places = new Map<string, Place>()
  readonly #last: number

  /** `last` is how many entries from before are shown on entering a room. */
  constructor(client: Client, follow: { readonly last: number; readonly show: Show }) {
    this.#client = client
    this.#show = follow.show
    this.#last = follow.last
    client.subscribe((happening) => this.#happened(happening))
  }

  /**
   * Resolves with true when the room's last entries have been shown, and with false when they could not be read yet. What
   * is said from now on follows by itself.
   */
  async enter(slug: string, last = this.#last): Promise<boolean> {
    if (!this.#places.has(slug)) this.#places.set(slug, { phase: 'entered', last })
    await this.#advance(slug)
    const place = this.#places.get(slug)
    return place?.phase === 'shown' && place.upTo >= (this.#client.state.messages.get(slug)?.since ?? Infinity)
  }

  leave(slug: string): void {
    this.#places.delete(slug)
  }

  #happened(happening: Happening): void {
    // A new history counts from one again: its rooms are entered as if for the first time.
    const isNew = happening.kind === 'anew' && happening.why === 'wrong-epoch'
    for (const slug of this.#places.keys()) {
      if (isNew) this.#places.set(slug, { phase: 'entered', last: this.#last })
      else void this.#advance(slug)
    }
  }

  /** Shows what there is to show: from what the client knows or, where that begins later, from the server's history. */
  async #advance(slug: string): Promise<void> {
    const timeline = this.#client.state.messages.get(slug)
    const place = timeline && this.#begun(slug, timeline)
    if (timeline === undefined || place === undefined || place.phase === 'reading') return
    if (place.upTo >= timeline.since) return this.#showAll(slug, entriesAfter(timeline, place.upTo))
    await this.#readOn(slug, timeline.since - place.upTo)
  }

  /** The place in a room that has been entered and whose history is known by now. */
  #begun(slug: string, { since }: Timeline): Exclude<Place, { phase: 'entered' }> | undefined {
    const place = this.#places.get(slug)
    if (place?.phase !== 'entered') return place
    const begun = { phase: 'shown', upTo: Math.max(0, since - place.last), enteredAt: since } as const
    this.#places.set(slug, begun)
    return begun
  }

  #showAll(slug: string, entries: readonly Message[]): void {
    for (const entry of entries) {
      const place = this.#places.get(slug)
      if (place === undefined || place.phase === 'entered') continue
      this.#places.set(slug, { ...place, upTo: entry.seq })
      this.#show(entry, entry.seq > place.enteredAt)
    }
  }

  async #readOn(slug: string, missing: number): Promise<void> {
    const place = this.#places.get(slug)
    if (place === undefined || place.phase === 'entered') return
    this.#places.set(slug, { ...place, phase: 'reading' })
    const limit = Math.min(limits.history_page_entries_max, missing)
    const page = await this.#client.do('message.history', { room: slug, after: place.upTo, limit }).catch(orNothing)
    const now = this.#places.get(slug)
    if (now?.phase === 'reading') this.#places.set(slug, { ...now, phase: 'shown' })
    if (page === undefined) return
    this.#showAll(slug, page.entries)
    if (page.entries.length > 0) await this.#advance(slug)
  }
}

/** Without its answer a room stays where it is: whatever happens next, such as a new line, makes it go on. */
function orNothing(cause: unknown): undefined {
  if (!(cause instanceof ClientError)) throw cause
}
