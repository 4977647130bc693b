// The bus of a server that is alone: what is published is told at once, here, to one subscriber after another.

import type { Announcement, Bus, Log } from '@hubbub/core'
import { limits } from '@hubbub/protocol'

type Hear = (announcement: Announcement) => void

export function localBus({ log }: { readonly log: Log }): Bus {
  return new LocalBus(log)
}

class LocalBus implements Bus {
  readonly #log: Log
  /** Each with an identity of its own: the same function may subscribe twice. */
  readonly #subscribers = new Set<{ readonly hear: Hear }>()
  /** What was published while something else was being told. */
  readonly #waiting: Announcement[] = []
  #state: 'quiet' | 'telling' | 'closed' = 'quiet'

  constructor(log: Log) {
    this.#log = log
  }

  publish(announcement: Announcement): void {
    if (this.#state === 'closed') return
    if (this.#waiting.length >= limits.bus_announcements_waiting_max) return this.#lose(announcement)
    this.#waiting.push(announcement)
    if (this.#state === 'quiet') this.#tellAll()
  }

  subscribe(hear: Hear): () => void {
    const subscriber = { hear }
    this.#subscribers.add(subscriber)
    return () => void this.#subscribers.delete(subscriber)
  }

  async close(): Promise<void> {
    this.#state = 'closed'
    this.#subscribers.clear()
    this.#waiting.length = 0
  }

  #tellAll(): void {
    this.#state = 'telling'
    // The list grows while it is walked when a subscriber publishes, so what it publishes is told last.
    for (const announcement of this.#waiting) this.#tell(announcement)
    this.#waiting.length = 0
    if (this.#state === 'telling') this.#state = 'quiet'
  }

  #tell(announcement: Announcement): void {
    for (const { hear } of this.#subscribers) {
      try {
        hear(announcement)
      } catch (cause) {
        this.#log.error({ cause, event: announcement.name }, 'somebody on the bus failed over an event')
      }
    }
  }

  /** Only subscribers that answer each other without end come here. A room's gap is mended from the store. */
  #lose({ name }: Announcement): void {
    this.#log.error({ event: name }, 'too many events follow from one; this one is lost')
  }
}
