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
import type { Client, ClientOptions, Listen } from './options.ts'
import { enter, type Enter } from './entering.ts'
import { ClientError, failure, isError } from './errors.ts'
import { readFrame } from './frames.ts'
import { Overdue } from './overdue.ts'
import { type Http, type Keep, keepInMemory, type Unfinished, unfinishedInMemory } from './ports.ts'
import { Mending } from './recovery/mending.ts'
import { Pulse } from './recovery/pulse.ts'
import { Requests } from './requests.ts'
import { changeOf } from './state/changes.ts'
import type { Answered, Happening } from './state/happening.ts'
import { hasGap } from './state/messages.ts'
import { next, startState, type State } from './state/index.ts'
import { restoredState } from './state/snapshot.ts'
import type { Shared, Speaker, Upload, UploadPorts } from './transfer/course.ts'
import { download, type DownloadOptions, type DownloadPorts } from './transfer/download.ts'
import { upload } from './transfer/upload.ts'
import type { Identity } from './writing/item.ts'
import { Outbox } from './writing/outbox.ts'

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
  readonly #unfinished: Unfinished
  readonly #uploading = new Set<string>()
  readonly #listeners = new Set<Listen>()
  /** Rooms that were caught up before the reply that makes us wait for them was dealt with. */
  readonly #caughtUp = new Set<string>()
  #as: Enter
  /** Whether to be who we were if that is possible, or somebody who was just asked for. */
  #comesBack = true
  #state: State

  constructor(options: ClientOptions) {
    const { clock, random, dial, server } = options
    this.#options = options
    this.#as = options.enter ?? { kind: 'guest', name: options.name }
    this.#keep = options.keep ?? keepInMemory()
    this.#unfinished = options.unfinished ?? unfinishedInMemory()
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
      answered: (answered) => this.#answered(answered),
      silent: () => this.#connection.lose('no answer'),
    })
    this.#outbox = new Outbox({
      clock,
      random,
      keep: options.keepSends,
      ask: (input) => this.#requests.ask('message.send', input),
      identity: () => this.#identity(),
      changed: (pending) => this.#happen({ kind: 'outbox', pending }),
    })
    this.#pulse = new Pulse(clock, () => void this.#try('session.ping', {}))
    this.#mending = new Mending({
      gapAfter: (room) => this.#gapAfter(room),
      read: (room, after) =>
        this.#requests.ask('message.history', { room, after, limit: limits.history_page_entries_max }),
    })
    this.#overdue = new Overdue(clock, (room, person) => this.#happen({ kind: 'overdue', room, person }))
    this.#state = startState(this.#connection.state, { ...this.#restored(), outbox: this.#outbox.pending })
  }

  #restored(): Partial<State> {
    const { restored } = this.#options
    const isOurs = restored !== undefined && restored.session.epoch === this.#keep.load()?.epoch
    return isOurs ? restoredState(restored) : {}
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

  enter(as: Enter): void {
    const { phase } = this.#connection.state
    if (phase !== 'refused' && phase !== 'offline') return
    this.#as = as
    this.#comesBack = false
    this.#keep.save(undefined)
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

  discard(clientId: string): void {
    this.#outbox.discard(clientId)
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId)
  }

  upload(file: Upload): Promise<Shared> {
    return upload(this.#uploadPorts(), file)
  }

  download(file: FileInfo, options?: DownloadOptions): AsyncGenerator<Uint8Array> {
    return download(this.#downloadPorts(), file, options)
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
    if (name === 'person.sign-out') this.#signedOut()
    return reply
  }

  /** The token is worth nothing any more, and who signed out does not want to be signed in again. */
  #signedOut(): void {
    this.#keep.save(undefined)
    this.#as = { kind: 'guest' }
  }

  // ── What comes in ──────────────────────────────────────────────────────────────────────────────────────────────────

  #heard(text: string): void {
    this.#pulse.heard()
    const frame = readFrame(text)
    if (frame.kind === 'event') this.#heardEvent(frame.event)
    else if (frame.kind !== 'unknown') this.#requests.answer(frame)
  }

  #heardEvent(event: AnyEvent): void {
    this.#happen({ kind: 'event', event, ...this.#storedBy(event) })
    if (event.name === 'session.closing') this.#closing(event.payload)
    else if (event.name === 'room.resumed' || event.name === 'room.closed') this.#catchUp(event.payload.room)
    else if (event.name === 'message.typing') this.#overdue.typed(event.payload)
    else if (event.name === 'message.posted' || event.name === 'file.shared')
      void this.#mending.mend(event.payload.room)
  }

  #storedBy({ name, payload }: AnyEvent): { stored?: string } {
    if (name !== 'message.posted' || payload.author.id !== this.#state.session.me?.id) return {}
    const stored = this.#outbox.told(payload)
    return stored === undefined ? {} : { stored }
  }

  #answered(answered: Answered): void {
    if (answered.name === 'message.send') this.#outbox.stored(answered.input.clientId)
    this.#happen({ kind: 'answered', answered })
    if (answered.name === 'message.send') this.#readOwn(answered.reply)
  }

  /** What we have said ourselves we have read; of many in a row the last one counts. */
  #readOwn({ room, seq }: Reply<'message.send'>): void {
    const { rooms, outbox } = this.#state
    const isLast = !outbox.some((pending) => pending.room === room && pending.status !== 'failed')
    if (isLast && rooms.get(room)?.read === seq) void this.#try('message.read', { room, seq })
  }

  #closing({ reason, says }: Payload<'session.closing'>): void {
    if (forGood.has(reason)) this.#connection.close(says)
    else this.#connection.lose(says)
  }

  #happen(happening: Happening): void {
    const change = changeOf(happening)
    if (change !== undefined) this.#requests.changed(change)
    this.#state = next(this.#state, happening)
    for (const listener of this.#listeners) listener(happening, this.#state)
  }

  // ── The line's ups and downs ───────────────────────────────────────────────────────────────────────────────────────

  #connectionChanged(connection: ConnectionState): void {
    const { phase } = connection
    if (phase === 'offline' || phase === 'refused' || phase === 'closed') this.#letGo(phase)
    this.#happen({ kind: 'connection', connection })
    if (phase === 'identifying') void this.#enter()
    else if (phase === 'live') this.#live()
  }

  #letGo(phase: 'offline' | 'refused' | 'closed'): void {
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
        as: this.#as,
        had: this.#comesBack ? this.#state.session.me?.name : undefined,
        most: this.#options.most ?? limits.client_entries_kept_max,
        mayBecomeGuest: this.#options.refused !== 'wait',
        state: () => this.#state,
        anew: (why) => this.#happen({ kind: 'anew', why }),
      })
      if (this.#connection.state.phase !== 'identifying') return
      this.#comesBack = true
      this.#connection.entered(missing.filter((room) => !this.#caughtUp.has(room)))
    } catch (cause) {
      this.#couldNotEnter(cause)
    }
  }

  #couldNotEnter(cause: unknown): void {
    if (isError(cause, 'offline')) return
    const says = cause instanceof Error ? cause.message : String(cause)
    if (cause instanceof ClientError && cause.retry) this.#connection.lose(says)
    else if (this.#options.refused === 'wait') this.#connection.refuse(says, cause)
    else this.#connection.close(says, cause)
  }

  #catchUp(room: string): void {
    this.#caughtUp.add(room)
    this.#connection.caughtUp(room)
  }

  #live(): void {
    const identity = this.#identity()
    if (identity !== undefined) this.#outbox.go(identity)
    if (this.#options.people === true) this.#askAboutPeople()
  }

  #askAboutPeople(): void {
    void this.#try('person.list', {})
    for (const room of this.#state.members.keys()) void this.#try('room.members', { room })
  }

  #identity(): Identity | undefined {
    const { me, epoch } = this.#state.session
    return me === undefined || epoch === undefined ? undefined : { person: me.id, epoch }
  }

  /** Asks for what is of use if it comes; whether an answer comes in time is for `requests` to see. */
  async #try<Name extends CommandName>(name: Name, input: Asked<Name>): Promise<void> {
    await this.#requests.ask(name, input).catch(() => {})
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

  // ── Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  #uploadPorts(): UploadPorts {
    const { sendFile: send, clock, random, server } = this.#options
    if (send === undefined) throw new Error('This client was made without a way to send files.')
    return {
      send,
      http: this.#http(),
      clock,
      random,
      server,
      unfinished: this.#unfinished,
      busy: this.#uploading,
      nextClientId: () => this.#outbox.nextClientId(),
      speaker: () => this.#speaker(),
    }
  }

  #downloadPorts(): DownloadPorts {
    const { clock, random, server } = this.#options
    return {
      http: this.#http(),
      clock,
      random,
      server,
      token: () => this.#keep.load()?.token,
      online: () => this.#online(),
      ask: async (file) => (await this.#askNow('file.fetch', { file })).file,
    }
  }

  #http(): Http {
    if (this.#options.http === undefined) throw new Error('This client was made without HTTP.')
    return this.#options.http
  }

  async #speaker(): Promise<Speaker> {
    await this.#online()
    const [token, identity] = [this.#keep.load()?.token, this.#identity()]
    if (token === undefined || identity === undefined) throw failure('offline')
    return { token, ...identity }
  }
}
