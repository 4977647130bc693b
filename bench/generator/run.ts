// One closed-loop run: so many clients in so many rooms, each sender keeping so many messages in flight; all is checked.

import { blankBody, fillBody, microseconds, senderOf, seqOf, timeOf } from './body.ts'
import { Client } from './client.ts'
import { Histogram } from './histogram.ts'
import type { Template, Wire } from './wires/wire.ts'

export interface Scenario {
  readonly name: string
  readonly rooms: number
  readonly clients: number
  readonly senders: number
  readonly window: number
}

export interface Outcome {
  readonly deliveriesPerSecond: number
  readonly sendsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly lost: number
  readonly doubled: number
  readonly swapped: number
}

const BODY_BYTES = 100
const CONNECTING_AT_ONCE = 64

interface Sender extends Template {
  readonly client: Client
  /** Deliveries of each message in flight, by its number modulo the size. */
  readonly arrived: Int32Array
  readonly listeners: number
  sent: number
}

/** Runs a scenario for `warmMs`, then measures for `measureMs`, then waits until everything sent has arrived. */
export class Run {
  readonly #wire: Wire
  readonly #scenario: Scenario
  readonly #clients: Client[] = []
  readonly #senders: Sender[] = []
  readonly #latencies = new Histogram()
  #phase: 'warming' | 'measuring' | 'draining' = 'warming'
  #deliveries = 0
  #sends = 0
  #gaps = 0
  #repeats = 0

  constructor(wire: Wire, scenario: Scenario) {
    this.#wire = wire
    this.#scenario = scenario
  }

  async measure(port: number, { warmMs, measureMs }: { warmMs: number; measureMs: number }): Promise<Outcome> {
    await this.#connect(port)
    for (const sender of this.#senders) this.#fillWindow(sender)
    await pause(warmMs)
    this.#phase = 'measuring'
    const began = performance.now()
    await pause(measureMs)
    const seconds = (performance.now() - began) / 1_000
    this.#phase = 'draining'
    const outcome = { deliveriesPerSecond: this.#deliveries / seconds, sendsPerSecond: this.#sends / seconds }
    await this.#drain()
    const lost = this.#missing()
    for (const client of this.#clients) client.destroy()
    return {
      ...outcome,
      p50Ms: this.#latencies.quantile(0.5),
      p99Ms: this.#latencies.quantile(0.99),
      lost,
      doubled: this.#repeats,
      swapped: this.#gaps,
    }
  }

  async #connect(port: number): Promise<void> {
    const { clients, rooms, senders } = this.#scenario
    // The first of each room make it.
    await this.#connectSome(port, { from: 0, to: rooms, enter: 'create' })
    await this.#connectSome(port, { from: rooms, to: clients, enter: 'join' })
    for (const client of this.#clients.slice(0, senders)) this.#senders.push(this.#sender(client))
  }

  async #connectSome(port: number, some: { from: number; to: number; enter: 'create' | 'join' }): Promise<void> {
    const { rooms, senders } = this.#scenario
    const hears = { delivery: this.#hear.bind(this) }
    for (let first = some.from; first < some.to; first += CONNECTING_AT_ONCE) {
      const count = Math.min(CONNECTING_AT_ONCE, some.to - first)
      const made = Array.from({ length: count }, (_, i) => {
        const index = first + i
        return new Client(this.#wire, {
          index,
          room: `bench-${index % rooms}`,
          senders,
          port,
          bodyBytes: BODY_BYTES,
          hears,
        })
      })
      this.#clients.push(...(await Promise.all(made.map((client) => this.#enter(client, some.enter)))))
    }
  }

  async #enter(client: Client, how: 'create' | 'join'): Promise<Client> {
    await client.isIn()
    await this.#wire.enter(client, how)
    return client
  }

  #sender(client: Client): Sender {
    const { clients, rooms, window } = this.#scenario
    const template = this.#wire.template(client.room, blankBody(BODY_BYTES).toString('latin1'))
    return {
      ...template,
      client,
      arrived: new Int32Array(window * 2),
      listeners: Math.trunc(clients / rooms) - 1,
      sent: 0,
    }
  }

  #fillWindow(sender: Sender): void {
    for (let i = 0; i < this.#scenario.window; i++) this.#send(sender)
  }

  #send(sender: Sender): void {
    const seq = sender.sent++
    fillBody(sender.frame, sender.bodyAt, { sender: sender.client.index, seq, time: microseconds() })
    if (sender.idAt !== undefined) sender.frame.write(`${seq}`.padStart(10, '0'), sender.idAt, 'latin1')
    sender.client.send(Buffer.from(sender.frame))
    if (this.#phase === 'measuring') this.#sends++
  }

  #hear(client: Client, bytes: Buffer, at: number): void {
    const from = senderOf(bytes, at)
    if (from === client.index) return
    const seq = seqOf(bytes, at)
    const expected = client.expected[from] ?? 0
    if (seq !== expected) return this.#misplaced(seq, expected)
    client.expected[from] = seq + 1
    if (this.#phase === 'measuring') {
      this.#deliveries++
      this.#latencies.add(microseconds() - timeOf(bytes, at))
    }
    this.#count(this.#senders[from] as Sender, seq)
  }

  #count(sender: Sender, seq: number): void {
    const place = seq % sender.arrived.length
    const arrived = (sender.arrived[place] ?? 0) + 1
    sender.arrived[place] = arrived === sender.listeners ? 0 : arrived
    if (arrived === sender.listeners && this.#phase !== 'draining') this.#send(sender)
  }

  #misplaced(seq: number, expected: number): void {
    if (seq < expected) this.#repeats++
    else this.#gaps++
  }

  async #drain(): Promise<void> {
    for (let waits = 0; this.#missing() > 0 && waits < 100; waits++) await pause(50)
  }

  #missing(): number {
    const { rooms } = this.#scenario
    let missing = 0
    for (const sender of this.#senders) {
      for (let i = sender.client.index % rooms; i < this.#clients.length; i += rooms) {
        if (i !== sender.client.index) missing += sender.sent - (this.#clients[i]?.expected[sender.client.index] ?? 0)
      }
    }
    return missing
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
