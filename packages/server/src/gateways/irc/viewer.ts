// A client as the outbound tables see it: what it has asked for, who it is, and what it is in.

import type { Heard, PersonView, RoomView, Session } from '@hubbub/core'

import type { SendQueue } from '../../edge/send-queue.ts'
import type { Settings } from '../../settings.ts'
import type { GatewayPorts } from '../gateway.ts'
import type { CapabilityName } from './offers/capabilities.ts'
import type { Out } from './lines/line.ts'

/** What all clients of this wire share. */
export interface IrcServer {
  readonly ports: GatewayPorts
  readonly settings: () => Settings
  readonly startedAt: number
  /** Everybody connected, registered or not. */
  readonly clients: ReadonlySet<Viewer>
  /** What HELP says of every verb, by the word it is written with. */
  readonly help: ReadonlyMap<string, VerbHelp>
  /** Settles when what was said last, by anybody, has been stored and told: what was said before it has been, too. */
  said: Promise<void>
}

export interface VerbHelp {
  readonly syntax: string
  readonly says: readonly string[]
}

export interface Viewer {
  readonly server: IrcServer
  readonly queue: SendQueue
  readonly has: ReadonlySet<CapabilityName>
  /** Where links lead: `http://HOST:PORT`. */
  readonly site: string
  /** Equal for clients that are told the same bytes. */
  readonly form: string
  readonly registered: boolean
  /** The connection is gone, or about to be closed. */
  readonly gone: boolean
  readonly session: Session
  readonly person: PersonView | undefined
  readonly nick: string
  /** The letters of one's own modes that this wire keeps by itself: `w` and others that tell nobody else anything. */
  readonly modes: ReadonlySet<string>
  /** A room that its person is in, seen or not. */
  room(slug: string): RoomView | undefined
  /** The rooms whose channels the client is in. */
  readonly channels: readonly RoomView[]
  /** Whether the client is in the channel of this room. */
  sees(room: Pick<RoomView, 'slug' | 'kind'>): boolean
  /** Whether the client has left the channel of a room that its person is in. */
  isHidden(room: Pick<RoomView, 'slug'>): boolean
  /** Whether they and this client are in a channel together. */
  meets(person: Pick<PersonView, 'id' | 'rooms'>): boolean
  /** Whether the client watches this nick (MONITOR). */
  watches(nick: string): boolean
  /** The keys of metadata that the client has subscribed to. */
  readonly subscribed: ReadonlySet<string>
  /** Whether the client wants to be told when this key changes (METADATA SUB). */
  subscribes(key: string): boolean
  /** Lines that happened by themselves. */
  event(outs: readonly Out[]): void
  /** Lines that the client brought about: part of the answer to what it is asking now, if it is. */
  own(outs: readonly Out[]): void
  /** Something for this client alone, a backlog among them. */
  hear(heard: Heard): void
  /** The listener is asked to end its connection. */
  letGo(): void
}
