// A client: one connection to one server, everything it knows, and everything it can ask.

import {
  type AnyEvent,
  type Asked,
  type CommandName,
  type FileInfo,
  limits,
  type Payload,
  type Reply,
} from '@hubbub/protocol'

import { Connection, type ConnectionState } from './connection.ts'
import { enter } from './entering.ts'
import { ClientError, failure, isError } from './errors.ts'
import { readFrame } from './frames.ts'
import { type Identity, Outbox } from './outbox.ts'
import { Overdue } from './overdue.ts'
import { type Clock, type Dial, type Http, type Keep, keepInMemory, type Random } from './ports.ts'
import { Mending } from './recovery/mending.ts'
import { Pulse } from './recovery/pulse.ts'
import { Requests } from './requests.ts'
import type { Happening } from './state/happening.ts'
import { hasGap } from './state/messages.ts'
import { next, startState, type State } from './state/index.ts'
import { download, type DownloadOptions, type Shared, upload, type Upload } from './transfer.ts'

export interface ClientOptions {
  /** `http://localhost:11111` */
  readonly server: string
  /** What this client is, as it tells the server. */
  readonly client: string
  /** Without one the server gives a name. */
  readonly name?: string | undefined
  readonly dial: Dial
  readonly clock: Clock
  readonly random: Random
  /** Only for files. */
  readonly http?: Http
  /** Where the token is kept; without it, for as long as the client lives. */
  readonly keep?: Keep
}

export type Listen = (happening: Happening, state: State) => void

export interface Client {
  readonly state: State
  /** Is told of everything that happens, after it has become part of the state. Returns how to be told no more. */
  subscribe(listener: Listen): () => void
  /** Connects, and stays connected until `leave`; while it waits to try again, tries at once. */
  connect(): void
  /**
   * Gives a command. Sends wait for the connection and are repeated, under one clientId, until they are stored or refused
   * for good; everything else is refused with `offline` while there is no connection.
   */
  do<Name extends CommandName>(name: Name, input: Asked<Name>): Promise<Reply<Name>>
  /** Waits for the connection as sends do, and is repeated under one clientId. */
  upload(file: Upload): Promise<Shared>
  download(file: FileInfo, options?: DownloadOptions): AsyncGenerator<Uint8Array>
  /** Takes leave of the server, if it can be reached, and ends. */
  leave(): Promise<void>
}

/** After these the server may know us as somebody else, and would not know a repeated send as one. */
const changesWho: ReadonlySet<CommandName> = new Set<CommandName>([
  'person.register',
  'person.sign-in',
  'person.sign-in-scram',
  'person.sign-out',
])

/**
 * Another of our connections has taken this one's place, and coming back would only take it away again; or somebody does not
 * want us here.
 */
const forGood: ReadonlySet<string> = new Set<Payload<'session.closing'>['reason']>(['replaced', 'removed', 'banned'])

export function createClient(options: ClientOptions): Client {
  return new LiveClient(options)
}

class LiveClient implements Client {
  readonly #options: ClientOptions
  readonly #keep: Keep
  readonly #connection: Connection
  readonly #requests: Requests
  readonly #outbox: Outbox
  readonly #pulse: Pulse
  readonly #mending: Mending
  readonly #overdue: Overdue
  readonly #listeners = new Set<Listen>()
  /** Rooms that were caught up before the reply that makes us wait for them was dealt with. */
  readonly #caughtUp = new Set<string>()
  #state: State

  constructor(options: ClientOptions) {
    const { clock, random, dial, server } = options
    this.#options = options
    this.#keep = options.keep ?? keepInMemory()
    this.#connection = new Connection({
      url: `${server.replace(/^http/u, 'ws')}/ws`,
      dial,
      clock,
      random,
      changed: (state) => this.#connectionChanged(state),
      heard: (text) => this.#heard(text),
    })
    this.#requests = new Requests({
      clock,
      send: (text) => this.#connection.send(text),
      answered: (answered) => this.#happen({ kind: 'answered', answered }),
      silent: () => this.#connection.lose('no answer'),
    })
    this.#outbox = new Outbox({ clock, random, ask: (input) => this.#requests.ask('message.send', input) })
    this.#pulse = new Pulse(clock, () => void this.#ping())
    this.#mending = new Mending({
      gapAfter: (room) => this.#gapAfter(room),
      read: (room, after) =>
        this.#requests.ask('message.history', { room, after, limit: limits.history_page_entries_max }),
    })
    this.#overdue = new Overdue(clock, (room, person) => this.#happen({ kind: 'overdue', room, person }))
    this.#state = startState(this.#connection.state)
  }

  // ── What is asked of a client ──────────────────────────────────────────────────────────────────────────────────────

  get state(): State {
    return this.#state
  }

  subscribe(listener: Listen): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  connect(): void {
    this.#connection.connect()
  }

  do<Name extends CommandName>(name: Name, input: Asked<Name>): Promise<Reply<Name>> {
    // A send is the only command that outlives its line; that its reply is a send's the compiler cannot see here.
    if (name === 'message.send') return this.#outbox.send(input as Asked<'message.send'>) as Promise<Reply<Name>>
    if (!changesWho.has(name)) return this.#askNow(name, input)
    return this.#outbox.between(
      () => this.#askNow(name, input),
      () => this.#identity(),
    )
  }

  async upload(file: Upload): Promise<Shared> {
    await this.#online()
    const token = this.#keep.load()?.token
    if (token === undefined) throw failure('offline')
    return upload(this.#transferPorts(), file, { token, clientId: this.#outbox.nextClientId() })
  }

  download(file: FileInfo, options?: DownloadOptions): AsyncGenerator<Uint8Array> {
    return download(this.#transferPorts(), file, options)
  }

  async leave(): Promise<void> {
    const { promise: tooLong, resolve } = Promise.withResolvers<void>()
    const cancelTimer = this.#options.clock.after(limits.client_leave_ms, resolve)
    await Promise.race([this.do('session.leave', {}).catch(() => {}), tooLong])
    cancelTimer()
    this.#connection.close('left')
  }

  async #askNow<Name extends CommandName>(name: Name, input: Asked<Name>): Promise<Reply<Name>> {
    const { phase } = this.#connection.state
    if (phase !== 'live' && phase !== 'resuming') throw failure(phase === 'closed' ? 'closed' : 'offline')
    const reply = await this.#requests.ask(name, input)
    // Its token is worth nothing any more.
    if (name === 'person.sign-out') this.#keep.save(undefined)
    return reply
  }

  // ── What comes in ──────────────────────────────────────────────────────────────────────────────────────────────────

  #heard(text: string): void {
    this.#pulse.heard()
    const frame = readFrame(text)
    if (frame.kind === 'event') this.#heardEvent(frame.event)
    else if (frame.kind !== 'unknown') this.#requests.answer(frame)
  }

  #heardEvent(event: AnyEvent): void {
    this.#happen({ kind: 'event', event })
    if (event.name === 'session.closing') this.#closing(event.payload)
    else if (event.name === 'room.resumed' || event.name === 'room.closed') this.#catchUp(event.payload.room)
    else if (event.name === 'message.typing') this.#overdue.typed(event.payload)
    else if (event.name === 'message.posted' || event.name === 'file.shared')
      void this.#mending.mend(event.payload.room)
  }

  #closing({ reason, says }: Payload<'session.closing'>): void {
    if (forGood.has(reason)) this.#connection.close(says)
    else this.#connection.lose(says)
  }

  #happen(happening: Happening): void {
    this.#state = next(this.#state, happening)
    for (const listener of this.#listeners) listener(happening, this.#state)
  }

  // ── The line's ups and downs ───────────────────────────────────────────────────────────────────────────────────────

  #connectionChanged(connection: ConnectionState): void {
    const { phase } = connection
    if (phase === 'offline' || phase === 'closed') this.#letGo(phase)
    this.#happen({ kind: 'connection', connection })
    if (phase === 'identifying') void this.#enter()
    else if (phase === 'live') this.#live()
  }

  #letGo(phase: 'offline' | 'closed'): void {
    this.#pulse.stop()
    this.#overdue.stop()
    if (phase === 'closed') this.#outbox.close()
    else this.#outbox.pause()
    this.#requests.abandon()
  }

  async #enter(): Promise<void> {
    this.#caughtUp.clear()
    this.#pulse.start()
    try {
      const missing = await enter({
        ask: (name, input) => this.#requests.ask(name, input),
        keep: this.#keep,
        client: this.#options.client,
        name: this.#options.name,
        state: () => this.#state,
        anew: (why) => this.#happen({ kind: 'anew', why }),
      })
      if (this.#connection.state.phase !== 'identifying') return
      this.#connection.entered(missing.filter((room) => !this.#caughtUp.has(room)))
    } catch (cause) {
      this.#couldNotEnter(cause)
    }
  }

  #couldNotEnter(cause: unknown): void {
    if (isError(cause, 'offline')) return
    const says = cause instanceof Error ? cause.message : String(cause)
    if (cause instanceof ClientError && cause.retry) this.#connection.lose(says)
    else this.#connection.close(says, cause)
  }

  #catchUp(room: string): void {
    this.#caughtUp.add(room)
    this.#connection.caughtUp(room)
  }

  #live(): void {
    const identity = this.#identity()
    if (identity !== undefined) this.#outbox.go(identity)
  }

  #identity(): Identity | undefined {
    const { me, epoch } = this.#state.session
    return me === undefined || epoch === undefined ? undefined : { person: me.id, epoch }
  }

  /** Whether the answer comes in time is for `requests` to see. */
  async #ping(): Promise<void> {
    await this.#requests.ask('session.ping', {}).catch(() => {})
  }

  /** While a resume is under way, it is what brings the missing entries. */
  #gapAfter(room: string): number | undefined {
    if (this.#connection.state.phase !== 'live') return undefined
    const timeline = this.#state.messages.get(room)
    return timeline !== undefined && hasGap(timeline) ? timeline.upTo : undefined
  }

  #online(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const look = (): void => {
      const { phase } = this.#connection.state
      if (phase === 'live') resolve()
      else if (phase === 'closed') reject(failure('closed'))
    }
    const unsubscribe = this.subscribe(look)
    look()
    return promise.finally(unsubscribe)
  }

  #transferPorts() {
    const { http, clock, random, server } = this.#options
    if (http === undefined) throw new Error('This client was made without HTTP.')
    return { http, clock, random, server, online: () => this.#online() }
  }
}
