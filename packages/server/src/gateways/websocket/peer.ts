// One client of our own wire: what it asks is done in order, what it hears comes as it happens, and it is let go politely.

import type { Session } from '@hubbub/core'
import { type CommandName, type Request, refusalOf } from '@hubbub/protocol'
import type { WebSocket } from 'ws'

import type { Connection } from '../../edge/connection.ts'
import type { GatewayPorts } from '../gateway.ts'
import { earsOf } from '../kit/ears.ts'
import { type FloodGate, floodGate } from '../kit/flood.ts'
import { closeCodes, closeFrame } from '../kit/websocket/frames.ts'
import { closingEvent, outlet, refusal, reply } from './outbound.ts'
import { Replies } from './replies.ts'
import { readRequest } from './requests.ts'

/** `leaving` was granted and its reply is on its way; after `closing` no frame may follow. */
type State = 'open' | 'leaving' | 'closing'

export class Peer {
  readonly #ws: WebSocket
  readonly #session: Session
  readonly #gate: FloodGate
  readonly #connection: Connection
  readonly #replies = new Replies((frame) => this.#send(frame))
  /** What came in one piece with a message that made us wait; as long as we wait no more is read. */
  readonly #held: string[] = []
  #reading: 'on' | 'held' = 'on'
  #state: State = 'open'
  #pingsUnanswered = 0

  constructor(ws: WebSocket, connection: Connection, ports: GatewayPorts) {
    this.#ws = ws
    this.#connection = connection
    this.#gate = floodGate(ports.clock, ports.limits, ports.floodLimits)
    const ears = earsOf({ queue: connection.queue, end: () => this.#letGo() }, outlet)
    this.#session = ports.chat.open(ears, { resumable: true, backlog: 0, from: connection.origin })
    ws.on('message', (data, isBinary) => (isBinary ? this.#close('unsupported') : this.#hear(data as Buffer)))
    ws.on('pong', () => (this.#pingsUnanswered = 0))
    ws.on('error', () => undefined) // a frame that breaks the rules: the library closes with the fitting code
  }

  /** Asks for a sign of life, and cuts off who owes two. */
  ping(): void {
    if (this.#reading === 'held') return // it may have answered; it is we who do not read
    if (this.#pingsUnanswered === 2) return this.#ws.terminate()
    this.#pingsUnanswered += 1
    this.#ws.ping()
  }

  /** Tells that the server stops, and closes. */
  shutDown(): void {
    this.#send(closingEvent('shutdown'))
    this.#close('away')
  }

  /** No frame may follow, or nobody is there to read it. The session's person may come back and resume. */
  closing(): void {
    this.#state = 'closing'
    this.#session.end()
  }

  /** It does not keep up: the last words that ask it to come back and resume. */
  lagging(): Uint8Array {
    this.closing()
    return Buffer.concat([closingEvent('lagging'), closeFrame(closeCodes.later)])
  }

  // ── What it asks ───────────────────────────────────────────────────────────────────────────────────────────────────

  #hear(data: Buffer): void {
    if (this.#state !== 'open') return
    if (this.#reading === 'held') this.#held.push(data.toString())
    else this.#take(data.toString())
  }

  #take(text: string): void {
    const answer = this.#replies.expect()
    const read = readRequest(text)
    if ('refusal' in read) answer(refusal(read.id, read.refusal))
    else void this.#do(read.request, answer)
    const slowly = this.#gate.take(1)
    const ready = this.#session.ready()
    if (slowly !== undefined || ready !== undefined) void this.#hold(slowly, ready)
  }

  async #do(request: Request, answer: (frame: Uint8Array) => void): Promise<void> {
    const name = request.do as CommandName // the core refuses names and inputs that are none
    try {
      const ok = await this.#session.do(name, (request.with ?? {}) as never)
      if (name === 'session.leave' && this.#state === 'open') this.#state = 'leaving'
      answer(reply(request.id, ok))
    } catch (cause) {
      answer(refusal(request.id, refusalOf(cause)))
    }
  }

  /** Reads no more until the session and the flood gate can take more. */
  async #hold(...waits: readonly (Promise<void> | undefined)[]): Promise<void> {
    this.#reading = 'held'
    this.#ws.pause()
    for (const wait of waits) await wait
    this.#reading = 'on'
    while (this.#isReading()) {
      const next = this.#held.shift()
      if (next === undefined) return this.#ws.resume()
      this.#take(next)
    }
  }

  // A state that changes during a call is unknown to the narrowing of types.
  #isReading(): boolean {
    return this.#reading === 'on'
  }

  // ── What it hears ──────────────────────────────────────────────────────────────────────────────────────────────────

  #send(frame: Uint8Array): void {
    if (this.#state !== 'closing') this.#connection.queue.push(frame)
  }

  #letGo(): void {
    this.#close(this.#state === 'leaving' ? 'done' : 'away')
  }

  /** Begins the closing handshake; the library cuts the connection when it takes too long. */
  #close(why: keyof typeof closeCodes): void {
    if (this.#state !== 'closing') this.#ws.close(closeCodes[why])
  }
}
