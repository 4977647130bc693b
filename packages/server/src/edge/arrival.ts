// A connection whose wire is not known yet: its first bytes are gathered until `detect` is certain, and nothing is sent.

import type { OpenConnection, ConnectionPorts, Reader } from './connection.ts'
import { detect, type Verdict } from './detect.ts'

export interface Arriving {
  readonly connection: OpenConnection
  /** What the listener's hint stands for. */
  readonly hint: Verdict | undefined
  readonly ports: ConnectionPorts
  /** The wire is known; the first bytes come again when its reader reads. */
  readonly known: (verdict: Verdict) => void
}

export function awaitWire(arriving: Arriving): void {
  arriving.connection.read(new Arrival(arriving))
}

class Arrival implements Reader {
  readonly #arriving: Arriving
  #seen: Buffer = Buffer.alloc(0)
  #firstReadBytes = 0
  #cancelTimer: (() => void) | undefined

  constructor(arriving: Arriving) {
    this.#arriving = arriving
    const { hint, ports } = arriving
    // Who only wants to listen never speaks first; the hint tells what to send them.
    if (hint !== undefined)
      this.#cancelTimer = ports.clock.after(ports.limits.hint_silence_ms, () => this.#settle(hint))
  }

  data(bytes: Buffer): void {
    this.#cancelTimer?.()
    if (this.#seen.length === 0) this.#firstReadBytes = bytes.length
    this.#seen = this.#seen.length === 0 ? bytes : Buffer.concat([this.#seen, bytes])
    this.#look('open')
  }

  ended(): void {
    this.#cancelTimer?.()
    this.#look('ended')
  }

  closed(): void {
    this.#cancelTimer?.()
  }

  #look(line: 'open' | 'quiet' | 'ended'): void {
    const { clock, limits } = this.#arriving.ports
    const state = { quiet: line === 'quiet', ended: line === 'ended', bytesMax: limits.detect_bytes_max }
    const decision = detect(this.#seen, { ...state, firstSegment: this.#firstReadBytes })
    if (decision === 'more') return
    if (decision === 'idle') this.#cancelTimer = clock.after(limits.detect_quiet_ms, () => this.#look('quiet'))
    else this.#settle(line === 'quiet' ? hinted(decision, this.#arriving.hint) : decision)
  }

  #settle(verdict: Verdict): void {
    const { connection, known } = this.#arriving
    connection.putBack(this.#seen)
    known(verdict)
  }
}

/** Wires whose first bytes may be any text. */
const bareText: ReadonlySet<string> = new Set(['frames', 'plain'])

/** Text that could be either, and then nothing more: here, and only here, a hint outweighs the bytes. */
function hinted(guess: Verdict, hint: Verdict | undefined): Verdict {
  return hint !== undefined && bareText.has(guess.wire) && bareText.has(hint.wire) ? hint : guess
}
