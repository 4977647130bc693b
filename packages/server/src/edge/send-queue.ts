// A connection's outgoing bytes: gathered during one turn of the event loop, then written at once, with an end.

import type { Clock } from '@hubbub/core'
import type { Limits } from '@hubbub/protocol'
import type { Writable } from 'node:stream'

import type { Batch } from './batch.ts'
import { PacedWriter } from './paced-writer.ts'
import { messagesOf, type Part, writeEach, writeTogether } from './parts.ts'
import { afterTurn, flushAtEndOfTurn, givenThisTurn, type Sender, type Source } from './turn.ts'

/** How writes leave: together, each message in a write of its own, or each with a pause after it. */
export type Pacing = 'together' | 'each' | 'paced'

export interface SendQueueOptions {
  readonly clock: Clock
  readonly limits: Limits
  /** The other side does not keep up, and what waited was dropped. Called once, after the turn; calls `finish` in turn. */
  readonly lagging: () => void
}

const resolved = Promise.resolve()
const noBytes = Buffer.alloc(0)

export class SendQueue implements Sender {
  readonly #socket: Writable
  readonly #options: SendQueueOptions
  #sources: readonly Source[] = []
  readonly #parts: Part[] = []
  #partBytes = 0
  #ownBytes = 0
  /** The largest message among what waits: the bound is beyond it, so that one large message alone is no lagging. */
  #largestBytes = 0
  #pacing: Pacing = 'together'
  #paced: PacedWriter | undefined
  #state: 'open' | 'lagging' | 'ending' | 'closed' = 'open'
  #touched = false
  #drained: PromiseWithResolvers<void> | undefined
  #watched = false

  constructor(socket: Writable, options: SendQueueOptions) {
    this.#socket = socket
    this.#options = options
  }

  /** Queues a message for this connection alone, after everything queued before. */
  push(message: Uint8Array | string): void {
    if (this.#state !== 'open' || message.length === 0) return
    const bytes = typeof message === 'string' ? Buffer.from(message) : message
    this.take()
    this.#ownBytes += bytes.length
    this.#add(bytes, bytes.length, bytes.length)
    if (this.#ownBytes > this.#boundBytes()) this.#lag()
  }

  /** Resolves when less than half of the limit waits to be sent, and when the connection is gone. */
  drained(): Promise<void> {
    if (!this.congested) return resolved
    this.#drained ??= Promise.withResolvers()
    this.touch()
    return this.#drained.promise
  }

  /** Whether half of the limit or more waits to be sent. */
  get congested(): boolean {
    const waiting = this.#waitingBytes() + this.#ownBytes
    return waiting * 2 >= this.#options.limits.connection_send_bytes_max && this.#state !== 'closed'
  }

  /** How writes leave from here on. */
  pace(pacing: Pacing): void {
    this.#pacing = pacing
    if (pacing !== 'paced') return
    const { clock, limits } = this.#options
    this.#paced ??= new PacedWriter(this.#socket, clock, limits.paced_write_gap_ms)
  }

  // ── For its connection ─────────────────────────────────────────────────────────────────────────────────────────────

  /** Sends what is queued and the last words, then says that no more will come. */
  finish(lastWords?: Uint8Array | string | null): void {
    if (this.#state === 'ending' || this.#state === 'closed') return
    this.flush()
    this.#state = 'ending'
    if (this.#paced !== undefined && lastWords) this.#paced.write([Buffer.from(lastWords)])
    else if (lastWords) this.#socket.write(lastWords)
    if (this.#paced === undefined) this.#socket.end()
    else this.#paced.whenEmpty(() => this.#socket.end())
  }

  /** The connection is gone. */
  close(): void {
    this.#drop('closed')
    this.#settle()
  }

  // ── For its audiences and the turn ─────────────────────────────────────────────────────────────────────────────────

  // A list that is exactly as long as needed: one grown by pushing would be the largest thing an idle connection has.
  attach(source: Source): void {
    this.#sources = [...this.#sources, source]
  }

  detach(source: Source): void {
    this.#sources = this.#sources.filter((other) => other !== source)
  }

  /** Will be flushed at the end of this turn. */
  touch(): void {
    if (this.#touched) return
    this.#touched = true
    flushAtEndOfTurn(this)
  }

  /** Queues what its audiences were given so far in this turn: what is queued next comes after it. */
  take(): void {
    for (const batch of this.#gather()) batch.hear(this)
  }

  flush(): void {
    this.#gather()
    this.#touched = false
    if (this.#partBytes > 0) this.#write()
    if (this.#drained !== undefined && !this.#watched) this.#watch()
  }

  // ── Gathering ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Queues what it has not heard of its audiences' batches, in the order in which it was said, and returns these. */
  #gather(): readonly Batch[] {
    const batches = this.#unheard()
    const [only] = batches
    if (only === undefined) return batches
    if (batches.length > 1) this.#merge(batches)
    else this.#addStretch(only, only.heardBy(this), only.length)
    return batches
  }

  /** One may belong to hundreds of audiences, or hundreds may have been given something: the shorter list is searched. */
  #unheard(): readonly Batch[] {
    const given = givenThisTurn()
    if (given.length === 0 || this.#state !== 'open') return noBatches
    const mine = this.#sources.length <= given.length
    let found: Batch[] | undefined
    for (const source of mine ? this.#sources : given) {
      const { batch } = source
      if (batch === undefined || batch.heardBy(this) === batch.length || !(mine || source.has(this))) continue
      if (found === undefined) found = [batch]
      else found.push(batch)
    }
    return found ?? noBatches
  }

  /** The batch whose next message is the oldest gives its messages until another's is older, and so on. */
  #merge(batches: readonly Batch[]): void {
    const heard = batches.map((batch) => batch.heardBy(this))
    for (;;) {
      const { first, until } = oldest(batches, heard)
      const batch = batches[first]
      const from = heard[first]
      if (batch === undefined || from === undefined) return
      let to = from + 1
      while (batch.stampOf(to) < until) to += 1
      heard[first] = to
      this.#addStretch(batch, from, to)
    }
  }

  #addStretch(batch: Batch, from: number, to: number): void {
    this.#add({ batch, from, to }, batch.bytesBetween(from, to), batch.largestBytes)
  }

  #add(part: Part, bytes: number, largestBytes: number): void {
    this.#parts.push(part)
    this.#partBytes += bytes
    if (largestBytes > this.#largestBytes) this.#largestBytes = largestBytes
    this.touch()
  }

  // ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** To somebody for whom nothing waits any more goes whatever a turn brings; who is behind may not fall back further than the bound. */
  #write(): void {
    const waiting = this.#waitingBytes()
    if (waiting > 0 && waiting + this.#partBytes > this.#boundBytes()) return this.#lag()
    // What was held back under an earlier pacing goes first.
    if (this.#pacing === 'paced' || this.#paced?.bytes) this.#paced?.write(this.#parts.flatMap(messagesOf))
    else if (this.#pacing === 'each') writeEach(this.#socket, this.#parts)
    else writeTogether(this.#socket, this.#parts, this.#partBytes)
    this.#forget()
    if (this.#waitingBytes() === 0) this.#largestBytes = 0
  }

  #waitingBytes(): number {
    return this.#socket.writableLength + (this.#paced?.bytes ?? 0)
  }

  #boundBytes(): number {
    return this.#options.limits.connection_send_bytes_max + this.#largestBytes
  }

  #lag(): void {
    this.#drop('lagging')
    afterTurn(this.#options.lagging)
  }

  #drop(state: 'lagging' | 'closed'): void {
    this.#state = state
    this.#forget()
    this.#paced?.drop()
  }

  #forget(): void {
    this.#parts.length = 0
    this.#partBytes = 0
    this.#ownBytes = 0
  }

  #watch(): void {
    this.#watched = this.congested && this.#socket.writable
    if (!this.#watched) this.#settle()
    else if (this.#socket.writableLength > 0) this.#socket.write(noBytes, () => this.#watch()) // comes back last
    else this.#options.clock.after(this.#options.limits.paced_write_gap_ms, () => this.#watch())
  }

  #settle(): void {
    this.#drained?.resolve()
    this.#drained = undefined
  }
}

const noBatches: readonly Batch[] = []

/** The index of the batch whose next message was said first, and when another's next was said. */
function oldest(batches: readonly Batch[], heard: readonly number[]): { first: number; until: number } {
  let first = -1
  let at = Infinity
  let until = Infinity
  for (let index = 0; index < batches.length; index++) {
    const stamp = batches[index]?.stampOf(heard[index] ?? 0) ?? Infinity
    if (stamp < at) {
      until = at
      at = stamp
      first = index
    } else if (stamp < until) until = stamp
  }
  return { first, until }
}
