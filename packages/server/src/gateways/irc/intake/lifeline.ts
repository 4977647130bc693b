// Whether a client is still there: whoever is silent is asked (PING), and whoever does not answer is let go.

import type { Client } from '../client.ts'

/** `asked`: a PING is on its way since then. */
type State = 'registering' | 'listening' | 'asked'

export class Lifeline {
  readonly #client: Client
  readonly #cameAt: number
  #heardAt: number
  #state: State = 'registering'
  #cancel: () => void

  constructor(client: Client) {
    const { clock, limits } = client.server.ports
    this.#client = client
    this.#cameAt = this.#heardAt = clock.now()
    this.#cancel = clock.after(Math.min(limits.irc_registration_ms, limits.irc_ping_after_ms), this.#look)
  }

  /** The client said something, whatever it was. */
  heard(): void {
    this.#heardAt = this.#client.server.ports.clock.now()
    if (this.#state === 'asked') this.#state = 'listening'
  }

  end(): void {
    this.#cancel()
  }

  // A timer for each line would cost more than the lines: one timer looks back.
  readonly #look = (): void => {
    if (this.#client.gone) return
    if (this.#state === 'registering' && this.#client.registered) this.#state = 'listening'
    const { clock } = this.#client.server.ports
    const next = this.#steps[this.#state](clock.now())
    if (next !== undefined) this.#cancel = clock.after(next, this.#look)
  }

  /** Each does what is due, and returns when to look again. */
  readonly #steps = {
    registering: (now) => this.#left(now, this.#cameAt, 'irc_registration_ms') ?? this.#letGo('Registration timed out'),
    listening: (now) => this.#left(now, this.#heardAt, 'irc_ping_after_ms') ?? this.#ask(),
    asked: () => this.#letGo('Ping timeout'),
  } satisfies Record<State, (now: number) => number | undefined>

  #left(now: number, since: number, limit: 'irc_registration_ms' | 'irc_ping_after_ms'): number | undefined {
    const left = since + this.#client.server.ports.limits[limit] - now
    return left > 0 ? left : undefined
  }

  #ask(): number {
    const { server } = this.#client
    this.#state = 'asked'
    this.#client.event([{ verb: 'PING', params: [server.settings().name] }])
    return server.ports.limits.irc_ping_timeout_ms
  }

  #letGo(reason: string): undefined {
    void this.#client.quit(reason)
  }
}
