// One connection's presence: takes its commands in order, and hears what its person may hear.

import type { Asked, Author, CommandName, Payload, Reply } from '@hubbub/protocol'

import type { Audiences } from '../audiences.ts'
import type { Present } from '../person/people.ts'
import type { Heard, Listener, Ports, ScramChallenge, StoredAccount } from '../ports.ts'
import { enter, enterNow } from '../room/enter.ts'
import type { LocalRoom } from '../room/rooms.ts'
import { type Since, tellChanges } from './changes.ts'
import { CommandQueue, type Given } from './command-queue.ts'
import { type Device, followDevice } from './device.ts'
import type { Seated } from './seated.ts'
import type { Session, SessionOptions } from './session.ts'

type State =
  /** `account` was proved, and nobody was told yet who is here. */
  | { readonly phase: 'new'; readonly account?: StoredAccount }
  | { readonly phase: 'identified'; readonly person: Present }
  /** The connection is gone; commands that it gave still take effect. */
  | { readonly phase: 'ending'; readonly person: Present | undefined }
  | { readonly phase: 'ended' }

export interface ScramExchange {
  readonly account: StoredAccount | undefined
  readonly challenge: ScramChallenge
  /** The attempt is not counted after all. */
  readonly takeBack: () => void
}

export interface SessionMake {
  readonly id: string
  readonly ports: Ports
  readonly listener: Listener
  readonly options: SessionOptions
  readonly everyone: Audiences
  /** Carries out a command; throws or rejects where it may not or cannot. */
  readonly perform: (given: Given) => unknown
  /** The session has ended and its commands have been answered. */
  readonly ended: (person: Present | undefined, rooms: readonly LocalRoom[]) => Promise<void> | undefined
}

export class LiveSession implements Session, Seated<Present> {
  readonly id: string
  readonly ports: Ports
  readonly listener: Listener
  readonly options: SessionOptions
  readonly rooms = new Map<string, LocalRoom>()
  /** Set when the person goes for good, so that nobody waits for them to resume. */
  left: { readonly reason?: string } | undefined
  /** The person has a token to come back with. */
  canComeBack: boolean
  tokenDigest: string | undefined
  /** A SCRAM exchange that waits for the client's proof. */
  scram: ScramExchange | undefined

  readonly #make: SessionMake
  readonly #queue: CommandQueue
  /** By slug, how far the session was told of rooms that it does not hear live yet. */
  readonly #behind = new Map<string, number>()
  #unfollow: (() => void) | undefined
  /** Whoever waits for the departure, and the departure once it is under way. */
  #departed: PromiseWithResolvers<void> | undefined
  #departing: Promise<void> | undefined
  #state: State = { phase: 'new' }

  constructor(make: SessionMake) {
    this.id = make.id
    this.ports = make.ports
    this.listener = make.listener
    this.options = make.options
    this.canComeBack = make.options.resumable
    this.#make = make
    this.#queue = new CommandQueue({ ports: make.ports, perform: make.perform, idle: () => this.#endWhenIdle() })
  }

  // ── What a gateway does ────────────────────────────────────────────────────────────────────────────────────────────

  do<Name extends CommandName>(
    name: Name,
    input: Asked<Name>,
    content?: AsyncIterable<Uint8Array>,
  ): Promise<Reply<Name>> {
    return this.#queue.give({ name, input, content })
  }

  ready(): Promise<void> | undefined {
    return this.#queue.ready()
  }

  end(): void {
    if (!this.#isOpen()) return
    this.unfollow()
    this.#state = { phase: 'ending', person: this.present }
    this.#make.everyone.delete(this.listener)
    for (const room of this.rooms.values()) room.listeners.delete(this.listener)
    this.#endWhenIdle()
  }

  departed(): Promise<void> {
    if (this.#state.phase === 'ended') return this.#departing ?? Promise.resolve()
    this.#departed ??= Promise.withResolvers()
    return this.#departed.promise
  }

  get person(): Author | undefined {
    return this.present?.author
  }

  get account(): string | undefined {
    return this.#state.phase === 'new' ? this.#state.account?.name : this.person?.account
  }

  get present(): Present | undefined {
    return this.#state.phase === 'identified' || this.#state.phase === 'ending' ? this.#state.person : undefined
  }

  // ── What handlers do ───────────────────────────────────────────────────────────────────────────────────────────────

  /** The account that was proved before it is said who is here. */
  get provedAccount(): StoredAccount | undefined {
    return this.#state.phase === 'new' ? this.#state.account : undefined
  }

  prove(account: StoredAccount): void {
    if (this.#state.phase === 'new') this.#state = { phase: 'new', account }
  }

  /** From here on the session speaks as this person; if its connection has gone meanwhile, so that the person goes too. */
  begin(person: Present): void {
    if (this.#state.phase !== 'ended') this.#state = { phase: this.#isOpen() ? 'identified' : 'ending', person }
  }

  /** Does something when the wire has had its turn with the reply, and before the session's next command. */
  afterReply(then: () => void): void {
    this.#queue.afterReply(then)
  }

  hearEveryone(): void {
    if (this.#isOpen() && !this.options.quiet) this.#make.everyone.add(this.listener)
  }

  sit(room: LocalRoom): void {
    this.rooms.set(room.slug, room)
    if (!this.options.quiet) room.seat(this)
  }

  stand(room: LocalRoom): void {
    if (!this.rooms.delete(room.slug)) return
    this.#behind.delete(room.slug)
    room.listeners.delete(this.listener)
    room.unseat(this)
  }

  /** With `rev`, changes to older entries after that one come first. */
  hear(room: LocalRoom, from: number, rev = room.rev): void {
    this.#behind.set(room.slug, Math.min(from, room.seq))
    void this.#catchUp(room, { rev, upTo: from })
  }

  /** Hears a room from now on, and that it missed something. */
  hearFromNow(room: LocalRoom): void {
    enterNow(this, room)
  }

  /** By room id, the newest entry that the session was told of. */
  reached(): Map<number, number> {
    return new Map(this.rooms.values().map((room) => [room.id, this.#behind.get(room.slug) ?? room.seq]))
  }

  /** Keeps how far this device of an account has come. */
  follow(device: Device): void {
    this.unfollow()
    if (this.#isOpen()) this.#unfollow = followDevice(this, device)
  }

  unfollow(): void {
    this.#unfollow?.()
    this.#unfollow = undefined
  }

  /** Whether the session may hear a room. */
  sitsIn(room: LocalRoom): boolean {
    return this.#isOpen() && room.seats(this)
  }

  /** The direct room with somebody (or with oneself), once there is one. */
  directRoomWith(id: number): LocalRoom | undefined {
    const own = this.person?.id
    const isWithThem = ({ people }: LocalRoom): boolean =>
      people !== undefined &&
      people.some((one) => one.id === id) &&
      people.every((one) => one.id === id || one.id === own)
    return this.rooms.values().find(isWithThem)
  }

  tell(heard: Heard): void {
    if (!this.#isOpen()) return
    if (heard.backlog && (heard.name === 'message.posted' || heard.name === 'file.shared')) {
      this.#behind.set(heard.payload.room, heard.payload.seq)
    }
    this.listener.tell(heard)
  }

  sendAway(why: Payload<'session.closing'>): void {
    this.left = { reason: why.says }
    this.tell({ name: 'session.closing', payload: why, backlog: false })
    this.listener.end()
    this.end()
  }

  async #catchUp(room: LocalRoom, { rev, upTo }: Since): Promise<void> {
    const known = room.rev
    if (rev < known) await tellChanges(this, room, { rev, upTo })
    if (!(await enter(this, room, upTo))) return
    this.#behind.delete(room.slug)
    // What was changed meanwhile in entries that had been told already.
    if (known < room.rev) await tellChanges(this, room, { rev: known, upTo: room.seq })
  }

  // ── The end ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #endWhenIdle(): void {
    if (this.#state.phase !== 'ending' || !this.#queue.isIdle) return
    const { person } = this.#state
    this.#state = { phase: 'ended' }
    const rooms = [...this.rooms.values()]
    for (const room of rooms) this.stand(room)
    this.#departing = this.#make.ended(person, rooms)
    void this.#tellDeparted()
  }

  async #tellDeparted(): Promise<void> {
    await this.#departing
    this.#departed?.resolve()
  }

  #isOpen(): boolean {
    return this.#state.phase === 'new' || this.#state.phase === 'identified'
  }
}
