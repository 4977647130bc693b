// A WebSocket as a connection whose bytes are lines: one line a message, without its end (IRCv3 websocket).

import { Writable } from 'node:stream'
import type { WebSocket } from 'ws'

import type { Connection, Reader } from '../../../edge/connection.ts'
import { SendQueue } from '../../../edge/send-queue.ts'
import type { GatewayPorts } from '../../gateway.ts'
import { binaryFrame, closeCodes, closeFrame, textFrame } from '../../kit/websocket/frames.ts'

export interface LineSocketMake {
  readonly ws: WebSocket
  /** What the frames travel over. */
  readonly under: Connection
  readonly binary: boolean
  readonly reached: Pick<Connection, 'local' | 'encrypted'>
  readonly ports: Pick<GatewayPorts, 'clock' | 'limits'>
}

const lineEnd = Buffer.from('\n')

export class LineSocket implements Connection {
  readonly queue: SendQueue
  readonly #make: LineSocketMake
  readonly #frame: (line: string) => Buffer
  #reader: Reader | undefined
  /** What came in one piece with a message that made us wait; as long as we wait no more is read. */
  readonly #held: Buffer[] = []
  #reading: 'on' | 'held' = 'on'
  #state: 'open' | 'closing' | 'closed' = 'open'

  constructor(make: LineSocketMake) {
    this.#make = make
    this.#frame = make.binary ? binaryFrame : textFrame
    this.queue = new SendQueue(this.#lines(), { ...make.ports, lagging: () => this.#letGo() })
  }

  get remote(): string {
    return this.#make.under.remote
  }

  get origin(): Connection['origin'] {
    return this.#make.under.origin
  }

  get local(): Connection['local'] {
    return this.#make.reached.local
  }

  get encrypted(): boolean {
    return this.#make.reached.encrypted
  }

  read(reader: Reader): void {
    this.#reader = reader
    const { ws } = this.#make
    ws.on('message', (data) => this.#hear(Buffer.concat([data as Buffer, lineEnd])))
    ws.on('error', () => undefined) // a frame that breaks the rules: the library closes with the fitting code
  }

  end(): void {
    this.queue.finish()
  }

  destroy(): void {
    this.#make.ws.terminate()
  }

  release(): never {
    throw new TypeError('a WebSocket is not given away')
  }

  // ── For what it travels over ───────────────────────────────────────────────────────────────────────────────────────

  /** A close frame is on its way: no frame may follow it. */
  closing(): void {
    if (this.#state === 'open') this.#state = 'closing'
  }

  /** It does not keep up: the last words to it. */
  lagging(): Uint8Array {
    const said = this.#reader?.lagging?.() ?? ''
    const last = this.#framesOf(Buffer.from(said))
    this.closing()
    return Buffer.concat([...last, closeFrame(closeCodes.later)])
  }

  closed(): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.queue.close()
    this.#reader?.closed()
  }

  // ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #hear(line: Buffer): void {
    if (this.#reading === 'held') this.#held.push(line)
    else this.#give(line)
  }

  #give(line: Buffer): void {
    const pending = this.#reader?.data(line)
    if (pending !== undefined || this.queue.congested) void this.#hold(pending)
  }

  /** Reads no more until the reader can take more, and the other side reads what it asked for. */
  async #hold(pending: Promise<void> | void): Promise<void> {
    const { ws } = this.#make
    this.#reading = 'held'
    ws.pause()
    await pending
    await this.queue.drained()
    this.#reading = 'on'
    while (this.#isReading()) {
      const next = this.#held.shift()
      if (next === undefined) return ws.resume()
      this.#give(next)
    }
  }

  // A state that changes during a call is unknown to the narrowing of types.
  #isReading(): boolean {
    return this.#reading === 'on'
  }

  // ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Takes lines, as fast as their frames leave. */
  #lines(): Writable {
    const { ws, under } = this.#make
    return new Writable({
      write: (lines: Buffer, _encoding, done) => {
        for (const frame of this.#framesOf(lines)) under.queue.push(frame)
        if (under.queue.congested) void this.#later(done)
        else done()
      },
      final: (done) => {
        if (this.#state === 'open') ws.close(closeCodes.done)
        done()
      },
    })
  }

  async #later(then: () => void): Promise<void> {
    await this.#make.under.queue.drained()
    then()
  }

  #framesOf(lines: Buffer): Buffer[] {
    if (this.#state !== 'open') return []
    return lines
      .toString()
      .split('\r\n')
      .filter((line) => line !== '')
      .map(this.#frame)
  }

  #letGo(): void {
    const { under } = this.#make
    under.queue.push(this.lagging())
    under.end()
  }
}
