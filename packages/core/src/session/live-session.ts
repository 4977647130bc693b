// One connection's presence: takes its commands in order, and hears what its person may hear.

import type { Asked, Author, CommandName, Reply } from '@hubbub/protocol'

import type { Audiences } from '../audiences.ts'
import type { Present } from '../person/people.ts'
import type { Heard, Listener, Ports } from '../ports.ts'
import { enter } from '../room/enter.ts'
import type { LocalRoom } from '../room/rooms.ts'
import { CommandQueue, type Given } from './command-queue.ts'
import type { Seated } from './seated.ts'
import type { Session, SessionOptions } from './session.ts'

type State =
  | { readonly phase: 'new' }
  | { readonly phase: 'identified'; readonly person: Present }
  /** The connection is gone; commands that it gave still take effect. */
  | { readonly phase: 'ending'; readonly person: Present | undefined }
  | { readonly phase: 'ended' }

export interface SessionMake {
  readonly id: string
  readonly ports: Ports
  readonly listener: Listener
  readonly options: SessionOptions
  readonly everyone: Audiences
  /** Carries out a command; throws or rejects where it may not or cannot. */
  readonly perform: (given: Given) => unknown
  /** The session has ended and its commands have been answered. */
  readonly ended: (person: Present | undefined, rooms: readonly LocalRoom[]) => void
}

export class LiveSession implements Session, Seated {
  readonly id: string
  readonly ports: Ports
  readonly listener: Listener
  readonly options: SessionOptions
  readonly rooms = new Map<string, LocalRoom>()
  /** The person goes of their own will, so nobody waits for them to resume. */
  left = false
  /** The person has a token to come back with. */
  canComeBack: boolean

  readonly #make: SessionMake
  readonly #queue: CommandQueue
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
    this.#state = { phase: 'ending', person: this.present }
    this.#make.everyone.delete(this.listener)
    for (const room of this.rooms.values()) room.listeners.delete(this.listener)
    this.#endWhenIdle()
  }

  get person(): Author | undefined {
    return this.present?.author
  }

  get present(): Present | undefined {
    return this.#state.phase === 'identified' || this.#state.phase === 'ending' ? this.#state.person : undefined
  }

  // ── What handlers do ───────────────────────────────────────────────────────────────────────────────────────────────

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
    room.listeners.delete(this.listener)
    room.unseat(this)
  }

  hear(room: LocalRoom, from: number): void {
    void enter(this, room, from)
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
    if (this.#isOpen()) this.listener.tell(heard)
  }

  // ── The end ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #endWhenIdle(): void {
    if (this.#state.phase !== 'ending' || !this.#queue.isIdle) return
    const { person } = this.#state
    this.#state = { phase: 'ended' }
    const rooms = [...this.rooms.values()]
    for (const room of rooms) this.stand(room)
    this.#make.ended(person, rooms)
  }

  #isOpen(): boolean {
    return this.#state.phase === 'new' || this.#state.phase === 'identified'
  }
}
