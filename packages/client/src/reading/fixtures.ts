// A server in the hand of a test: one room, and every frame goes out when the test says so.

import { type Asked, commands, type Message } from '@hubbub/protocol'
import { manualClock } from '@hubbub/testkit'

import { createClient } from '../client.ts'
import type { Client, ClientOptions } from '../options.ts'
import type { WireEars } from '../ports.ts'

const me = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const bob = { id: 8, name: 'bob' }

interface Request {
  readonly id: number
  readonly do: string
  readonly with: never
}

type Known = NonNullable<Asked<'session.resume'>['rooms']>[number]

/** A client that has entered, and its server. */
export async function serverInHand(entries: number, options: Partial<ClientOptions> = {}): Promise<ServerInHand> {
  const here = new ServerInHand(entries, options)
  here.client.connect()
  await here.settle()
  return here
}

export class ServerInHand {
  readonly client: Client
  #line: WireEars | undefined
  /** Frames on their way, in their order. */
  #ready: string[] = []
  /** Pages of history, as they were when they were asked for. */
  #slow: string[] = []
  #log: Message[] = []
  #epoch = 'e1'
  #rev = 0

  constructor(entries: number, options: Partial<ClientOptions>) {
    this.#begin(entries)
    this.client = createClient({
      server: 'http://localhost',
      client: 'test',
      clock: manualClock(),
      random: { unit: () => 0.5, id: () => 'run' },
      dial: (_url, ears) => {
        this.#line = ears
        queueMicrotask(() => ears.opened())
        return { send: (text) => this.#asked(JSON.parse(text) as Request), close: () => (this.#line = undefined) }
      },
      ...options,
    })
  }

  // ── What a test lets happen ────────────────────────────────────────────────────────────────────────────────────────

  get log(): readonly Message[] {
    return this.#log
  }

  say(): void {
    const seq = this.#log.length + 1
    const entry = { room: 'lobby', seq, at: seq, author: bob, body: `entry ${seq}` }
    this.#log.push(entry)
    this.#tell('message.posted', entry)
  }

  /** Says an entry in other words, by its place from the newest. */
  edit(back: number): void {
    const index = this.#log.length - 1 - (back % Math.max(1, this.#log.length))
    const entry = this.#log[index]
    if (entry === undefined) return
    const rev = ++this.#rev
    const change = { body: `edit ${rev}`, rev }
    this.#log[index] = { ...entry, ...change, editedAt: rev }
    this.#tell('message.edited', { room: 'lobby', seq: entry.seq, ...change, at: rev, author: bob })
  }

  /** The next frames reach the client. */
  async deliver(count: number): Promise<void> {
    for (const text of this.#ready.splice(0, count)) this.#line?.heard(text)
    await turn()
  }

  /** The next page of history gets in line with the other frames. */
  answer(): void {
    this.#ready.push(...this.#slow.splice(0, 1))
  }

  async tear(): Promise<void> {
    const line = this.#line
    this.#line = undefined
    this.#ready = []
    this.#slow = []
    line?.closed('torn')
    await turn()
  }

  async comeBack(): Promise<void> {
    this.client.connect()
    await turn()
  }

  /** The server begins another history. */
  async startAnew(entries: number): Promise<void> {
    this.#epoch += '+'
    await this.tear()
    this.#begin(entries)
    await this.comeBack()
  }

  /** Everything that is on its way arrives, until nothing is. */
  async settle(): Promise<void> {
    if (this.#line === undefined) await this.comeBack()
    for (let quiet = 0; quiet < 3; quiet = this.#ready.length + this.#slow.length === 0 ? quiet + 1 : 0) {
      this.#ready.push(...this.#slow.splice(0))
      await this.deliver(Infinity)
    }
  }

  // ── What the client is answered ────────────────────────────────────────────────────────────────────────────────────

  #begin(entries: number): void {
    this.#log = []
    this.#rev = 0
    for (let i = 0; i < entries; i++) this.say()
  }

  #tell(on: string, data: unknown): void {
    if (this.#line !== undefined) this.#ready.push(JSON.stringify({ on, data }))
  }

  #asked(request: Request): void {
    const answer = JSON.stringify({ re: request.id, ...this.#answers[request.do]?.(request.with) })
    ;(request.do === 'message.history' ? this.#slow : this.#ready).push(answer)
  }

  readonly #answers: Readonly<Record<string, (input: never) => object>> = {
    'session.hello': () => ({ ok: commands['session.hello'].example.reply }),
    'session.resume': (input) => this.#resume(input),
    'person.identify': () => ({ ok: { person: me, epoch: this.#epoch, token: 't', rooms: [this.#room()] } }),
    'message.history': (input) => ({ ok: this.#history(input) }),
  }

  #room(): object {
    const seq = this.#log.length
    return { slug: 'lobby', name: 'Lobby', kind: 'lobby', topic: '', seq, read: seq, rev: this.#rev }
  }

  #resume({ epoch, rooms = [], most = Infinity }: Asked<'session.resume'>): object {
    if (epoch !== this.#epoch) return { error: { code: 'wrong-epoch', says: 'another history', retry: false } }
    const seq = this.#log.length
    const known = rooms[0] ?? { room: 'lobby', seq, rev: this.#rev }
    const isTooMuch = seq - known.seq > most || this.#rev - (known.rev ?? this.#rev) > most
    queueMicrotask(() => {
      if (!isTooMuch) this.#tellMissed(known)
      if (seq > known.seq || isTooMuch)
        this.#tell('room.resumed', { room: 'lobby', seq, ...(isTooMuch ? { skipped: true } : {}) })
    })
    return { ok: { person: me, epoch, rooms: [this.#room()] } }
  }

  #tellMissed({ seq, rev = 0 }: Known): void {
    const changed = this.#log.filter((entry) => entry.seq <= seq && (entry.rev ?? 0) > rev)
    const inOrder = changed.toSorted((one, other) => (one.rev ?? 0) - (other.rev ?? 0))
    for (const entry of inOrder) this.#tell('message.changed', entry)
    for (const entry of this.#log.slice(seq)) this.#tell('message.posted', entry)
  }

  #history({ before = Infinity, after, around, limit = 50 }: Asked<'message.history'>): object {
    if (around !== undefined) {
      const half = Math.floor(limit / 2)
      const at = Math.min(this.#log.length, Math.max(0, around - 1))
      return { entries: this.#log.slice(Math.max(0, at - half), at + half), more: true }
    }
    const all = this.#log.slice(after ?? 0, Math.min(this.#log.length, before - 1))
    return { entries: after === undefined ? all.slice(-limit) : all.slice(0, limit), more: all.length > limit }
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
