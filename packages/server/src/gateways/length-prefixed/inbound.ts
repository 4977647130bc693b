// What a client of this wire says: texts, images and files for the lobby, and perhaps its name; the first body shows its dialect.

import type { Session } from '@hubbub/core'
import { errors } from '@hubbub/protocol'

import type { Connection } from '../../edge/connection.ts'
import type { GatewayPorts } from '../gateway.ts'
import { arrive } from '../kit/arrive.ts'
import { leave, type Speech } from '../kit/intake.ts'
import { notKeepingUp, refusalText } from '../kit/refusal.ts'
import { type Said, Unreadable } from './bodies/said.ts'
import { atOnce, inTurns } from './bodies/steps.ts'
import { type Body, type BodyMemory, BodyReader } from './body-reader.ts'
import { type Dialect, dialectFor, dialectOf, type Opening, readBody } from './dialect.ts'
import { notice } from './outbound.ts'
import type { Peer, Peers } from './peers.ts'
import { contentOf, pictureName } from './picture.ts'

export interface TalkOptions {
  readonly connection: Connection
  readonly opening: Opening
  readonly peers: Peers
  readonly memory: BodyMemory
  /** Begins to hear in a dialect. */
  readonly open: (dialect: Dialect) => Session
}

/** `silent` before the first byte, `new` before the first body, `leaving` after a refusal, `gone` with the connection. */
type Phase = 'silent' | 'new' | 'here' | 'leaving' | 'gone'

const lobby = 'lobby'

export class Talk implements Speech<Body> {
  readonly #options: TalkOptions
  readonly #ports: GatewayPorts
  readonly #bodies: BodyReader
  readonly #peer: Peer
  #phase: Phase = 'silent'
  #dialect: Dialect
  #session: Session | undefined
  #person: number | undefined
  /** The name that was asked for last. */
  #claimed: string | undefined

  constructor(options: TalkOptions, ports: GatewayPorts) {
    const { connection, opening, memory } = options
    this.#options = options
    this.#ports = ports
    this.#peer = { remote: connection.remote, registered: false }
    this.#dialect = dialectFor(opening)
    const bodyBytesMax = ports.limits.length_prefixed_body_bytes_max
    this.#bodies = new BodyReader({ prefixBytes: opening.prefixBytes, bodyBytesMax, memory })
  }

  get session(): Session | undefined {
    return this.#session
  }

  get done(): boolean {
    return this.#phase === 'leaving'
  }

  *read(bytes: Buffer): Generator<Body> {
    if (this.#phase === 'silent') this.#phase = 'new'
    yield* this.#bodies.read(bytes)
  }

  /** A length announces more than has come: what is missing cannot be guessed. */
  rest(): Iterable<Body> {
    return []
  }

  take(body: Body): Promise<void> | undefined {
    if (body === 'busy') return this.#stop(errors.busy.says)
    if (body === 'too-large')
      return this.#stop(`That is too large: ${this.#ports.limits.length_prefixed_body_bytes_max} bytes are the most.`)
    // Large bodies are read in steps, so that others have their turn.
    if (body.length > this.#ports.limits.file_chunk_bytes_max) return this.#takeLarge(body)
    try {
      return this.#hear(atOnce(this.#readBody(body)), body)
    } catch (cause) {
      return this.#refuseBody(cause)
    }
  }

  /** A port that is for this wire alone: who keeps silent hears in the seed’s form. */
  greet(): void {
    if (this.#phase === 'silent') void this.#begin(this.#dialect, undefined)
  }

  lagging(): Buffer | string {
    return notice(notKeepingUp, this.#dialect) ?? ''
  }

  closed(): void {
    this.#phase = 'gone'
    this.#bodies.close()
    if (this.#person !== undefined) this.#options.peers.depart(this.#person)
  }

  // ── What is said ───────────────────────────────────────────────────────────────────────────────────────────────────

  async #takeLarge(body: Buffer): Promise<void> {
    try {
      await this.#hear(await inTurns(this.#readBody(body), this.#ports.clock), body)
    } catch (cause) {
      this.#refuseBody(cause)
    }
  }

  #readBody(body: Buffer): ReturnType<typeof readBody> {
    return readBody(body, this.#session === undefined ? this.#options.opening : this.#dialect)
  }

  #hear(said: Said, body: Buffer): Promise<void> | undefined {
    const name = said.key === 'Register' ? said.name : (said.user ?? undefined)
    if (this.#session === undefined) {
      return this.#begin(dialectOf(this.#options.opening, said, body), name).then(() => this.#follow(said))
    }
    if (name === undefined || name === this.#claimed) return this.#follow(said)
    return this.#register(name).then(() => this.#follow(said))
  }

  #follow(said: Said): Promise<void> | undefined {
    if (this.#phase !== 'here') return undefined
    if (said.key === 'Text') return this.#say(said.text)
    if (said.key === 'Register') return undefined
    return this.#share(said)
  }

  #say(body: string): undefined {
    this.#session?.do('message.send', { room: lobby, body }).catch(this.#refuse)
  }

  async #share(said: Extract<Said, { key: 'Image' | 'File' }>): Promise<void> {
    const name = said.key === 'File' ? said.name : await pictureName(said.bytes, this.#ports.clock.now())
    try {
      const reply = await this.#session?.do('file.share', { room: lobby, name }, contentOf(said.bytes))
      if (reply !== undefined) this.#options.peers.share(reply.file.id, said.key)
    } catch (cause) {
      this.#refuse(cause)
    }
  }

  // ── Coming and going ───────────────────────────────────────────────────────────────────────────────────────────────

  async #begin(dialect: Dialect, name: string | undefined): Promise<void> {
    this.#phase = 'here'
    this.#dialect = dialect
    this.#claimed = name
    this.#session = this.#options.open(dialect)
    try {
      const { reply, refusal } = await arrive(this.#session, name)
      this.#here(reply.person.id)
      if (refusal !== undefined) this.#refuse(refusal)
      else if (name !== undefined) this.#registered(reply.person.name)
    } catch (cause) {
      this.#stop(refusalText(cause))
    }
  }

  #here(person: number): void {
    const { peers } = this.#options
    this.#person = person
    peers.arrive(person, this.#peer)
    if (this.#isGone()) peers.depart(person)
  }

  // A phase that changes during a wait is unknown to the narrowing of types.
  #isGone(): boolean {
    return this.#phase === 'gone'
  }

  async #register(name: string): Promise<void> {
    this.#claimed = name
    try {
      const reply = await this.#session?.do('person.rename', { name })
      if (reply !== undefined) this.#registered(reply.person.name)
    } catch (cause) {
      this.#refuse(cause)
    }
  }

  #registered(name: string): void {
    this.#peer.registered = true
    this.#tell(`You are registered as ${name}`)
  }

  #refuseBody(cause: unknown): undefined {
    if (!(cause instanceof Unreadable)) throw cause
    return this.#stop(cause.message)
  }

  #stop(says: string): undefined {
    this.#phase = 'leaving'
    this.#tell(says)
    if (this.#session === undefined) this.#options.connection.end()
    else leave(this.#session)
  }

  readonly #refuse = (cause: unknown): void => this.#tell(refusalText(cause))

  #tell(says: string): void {
    this.#options.connection.queue.push(notice(says, this.#dialect) ?? '')
  }
}
