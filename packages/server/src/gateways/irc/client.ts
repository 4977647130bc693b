// One IRC client: its connection, its session, what it has negotiated, and the answer that it is being given.

import type { Heard, HeardEvent, PersonView, RoomView, Session } from '@hubbub/core'
import { foldName } from '@hubbub/protocol'

import type { Connection } from '../../edge/connection.ts'
import type { SendQueue } from '../../edge/send-queue.ts'
import { siteFor } from '../kit/address.ts'
import { capabilityNames, type CapabilityName } from './offers/capabilities.ts'
import { Ears, follow, shown } from './ears.ts'
import type { Line, Out } from './lines/line.ts'
import { nickOf } from './names.ts'
import type { NumericName } from './lines/numerics.ts'
import { maskOf, numericLine, serverLine } from './outbound/lines.ts'
import { Registering } from './registration/registering.ts'
import { render } from './lines/render.ts'
import { Replay } from './history/replay.ts'
import { labelled, withTags } from './lines/response.ts'
import type { Exchange } from './sasl/exchange.ts'
import type { OpenBatch } from './say/gathering.ts'
import type { IrcServer, Viewer } from './viewer.ts'

type Stage =
  /** Until NICK, USER and whatever else is asked for have been said. */
  | { readonly phase: 'registering'; readonly registering: Registering }
  | { readonly phase: 'registered' }
  /** On its way out: nothing more is taken from it. */
  | { readonly phase: 'leaving' }
  | { readonly phase: 'gone' }

/** The lines that answer a line which carries a label. */
interface Response {
  readonly label: string
  readonly outs: Out[]
}

export class Client implements Viewer {
  readonly server: IrcServer
  readonly connection: Connection
  readonly session: Session
  readonly replay: Replay
  readonly site: string
  readonly has = new Set<CapabilityName>()
  /** 0 until the client has asked with CAP; 302 and above know values and cap-notify. */
  capVersion = 0
  readonly modes = new Set(['w'])
  /** Nicks that are watched (MONITOR), by their fold, as they were written. */
  readonly watched = new Map<string, string>()
  /** Keys of metadata that are subscribed to. */
  readonly subscribed = new Set<string>()
  /** Slugs of rooms that the person is in and this client does not want to see: the lobby, once it was left. */
  readonly hidden = new Set<string>()
  /** Slugs of rooms that the client has asked to join: who asks again is told nothing new. */
  readonly asked = new Set<string>()
  /** What is heard while a verb is carried out and belongs to its answer: then it is not told by itself. */
  answers: ((heard: Heard) => boolean) | undefined
  /** The sign-in under way (AUTHENTICATE). */
  exchange: Exchange | undefined
  /** A message of many lines that is being sent. */
  gathering: OpenBatch | undefined
  readonly #ears: Ears
  /** Equal for clients that are told the same bytes. */
  #form: string
  #stage: Stage = { phase: 'registering', registering: new Registering() }
  #response: Response | undefined
  #batches = 0

  constructor(server: IrcServer, connection: Connection) {
    this.server = server
    this.connection = connection
    this.site = siteFor(connection, server.ports)
    this.#form = this.site
    this.#ears = new Ears(this)
    this.replay = new Replay(this)
    const { chat } = server.ports
    this.session = chat.open(this.#ears, { resumable: false, backlog: 0, from: connection.origin })
  }

  // ── Who it is ──────────────────────────────────────────────────────────────────────────────────────────────────────

  get queue(): SendQueue {
    return this.connection.queue
  }

  get form(): string {
    return this.#form
  }

  get registered(): boolean {
    return this.#stage.phase === 'registered'
  }

  get gone(): boolean {
    return this.#stage.phase === 'leaving' || this.#stage.phase === 'gone'
  }

  get registering(): Registering | undefined {
    return this.#stage.phase === 'registering' ? this.#stage.registering : undefined
  }

  get person(): PersonView | undefined {
    const id = this.session.person?.id
    return id === undefined ? undefined : this.server.ports.chat.people.byId(id)
  }

  /** `*` while there is none. */
  get nick(): string {
    const { person } = this.session
    return person === undefined ? (this.registering?.nick ?? '*') : nickOf(person)
  }

  /** `nick!user@host` */
  get mask(): string {
    return this.person === undefined ? this.nick : maskOf(this.person)
  }

  sees({ slug, kind }: Pick<RoomView, 'slug' | 'kind'>): boolean {
    return this.registered && kind !== 'direct' && this.session.rooms.has(slug) && !this.hidden.has(slug)
  }

  isHidden({ slug }: Pick<RoomView, 'slug'>): boolean {
    return this.hidden.has(slug)
  }

  /** The channels that the client is in. */
  get channels(): RoomView[] {
    return [...this.session.rooms.values()].filter((room) => this.sees(room))
  }

  room(slug: string): RoomView | undefined {
    return this.session.rooms.get(slug)
  }

  /** The channel of this name, if the client is in it. */
  channel(name: string): RoomView | undefined {
    if (!name.startsWith('#')) return undefined
    const fold = foldName(name.slice(1))
    return this.channels.find((room) => foldName(room.name) === fold)
  }

  meets({ id, rooms }: Pick<PersonView, 'id' | 'rooms'>): boolean {
    if (id === this.session.person?.id) return true
    return this.channels.some(({ slug }) => rooms.has(slug))
  }

  watches(nick: string): boolean {
    return this.watched.has(foldName(nick))
  }

  subscribes(key: string): boolean {
    return this.has.has('draft/metadata-2') && this.subscribed.has(key)
  }

  // ── What it has negotiated ─────────────────────────────────────────────────────────────────────────────────────────

  /** Changes capabilities; what was told before keeps the form it was told in. */
  negotiate(change: (has: Set<CapabilityName>) => void): void {
    this.#ears.change(() => {
      change(this.has)
      this.#form = [this.site, ...capabilityNames.filter((name) => this.has.has(name))].join(' ')
    })
  }

  /** From here on the client is registered. */
  welcomed(): void {
    if (this.#stage.phase === 'registering') this.#stage = { phase: 'registered' }
  }

  // ── What it is told ────────────────────────────────────────────────────────────────────────────────────────────────

  event(outs: readonly Out[]): void {
    if (outs.length > 0) this.queue.push(render(outs, this.has))
  }

  own(outs: readonly Out[]): void {
    this.send(...outs)
  }

  /** Lines of the answer to what is being carried out. */
  send(...outs: readonly Out[]): void {
    if (this.#response === undefined) this.event(outs)
    else this.#response.outs.push(...outs)
  }

  /** A numeric reply; the table's text, if it has one, is its last parameter. */
  numeric(name: NumericName, ...params: readonly string[]): void {
    this.send(numericLine(this, name, ...params))
  }

  /** A standard reply (IRCv3 standard-replies): `FAIL VERB CODE context… :sentence`. */
  standard(kind: 'FAIL' | 'WARN' | 'NOTE', ...words: readonly string[]): void {
    this.send(serverLine(this.server, kind, words))
  }

  notice(text: string, from = this.server.settings().name): void {
    this.send({ ...serverLine(this.server, 'NOTICE', [this.nick, text]), source: from })
  }

  /** Lines that belong together: a batch for clients that know batches, else just the lines. */
  batch(type: string, params: readonly string[], outs: readonly Out[]): void {
    if (!this.has.has('batch')) return this.send(...outs)
    const id = this.nextBatch()
    const source = this.server.settings().name
    this.send(
      { source, verb: 'BATCH', params: [`+${id}`, type, ...params] },
      ...outs.map((out) => (out.tags?.['batch'] === undefined ? withTags(out, { batch: id }) : out)),
      { source, verb: 'BATCH', params: [`-${id}`] },
    )
  }

  /** A name for a batch, unique among those of this client. */
  nextBatch(): string {
    return (this.#batches++).toString(36)
  }

  hear(heard: Heard): void {
    if (heard.name === 'session.closing') return this.#farewell(heard)
    if (this.answers?.(heard) === true) return
    if (this.replay.takes(heard)) return
    this.event(shown(heard, this))
    follow(heard, this)
  }

  // ── Answering ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Carries out a line; everything sent meanwhile by `send` is its answer, under its label. */
  async answer(line: Line, run: () => void | Promise<void>): Promise<void> {
    const label = line.tags.get('label')
    if (label === undefined || label === '' || label.length > 64 || !this.has.has('labeled-response')) return run()
    return this.answerFor(label, run)
  }

  /** The answer comes later, elsewhere (a labelled multi-line message is answered when it is complete). */
  takeLabel(): string | undefined {
    const label = this.#response?.outs.length === 0 ? this.#response.label : undefined
    if (label !== undefined) this.#response = undefined
    return label
  }

  /** Answers under a label that was taken before. */
  async answerFor(label: string | undefined, run: () => void | Promise<void>): Promise<void> {
    if (label === undefined || this.#response !== undefined) return run()
    this.#response = { label, outs: [] }
    try {
      await run()
    } finally {
      this.#finishResponse()
    }
  }

  #finishResponse(): void {
    const response = this.#response
    this.#response = undefined
    if (response === undefined) return
    const given = {
      label: response.label,
      batch: this.nextBatch(),
      source: this.server.settings().name,
      now: this.server.ports.clock.now(),
    }
    this.event(labelled(response.outs, given))
  }

  // ── The end ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The person goes and the others are told why; then the connection is closed: whoever sees that finds the name free. */
  async quit(reason: string): Promise<void> {
    if (this.gone) return
    const said = [...reason].slice(0, this.server.ports.limits.reason_chars_max).join('')
    const own = this.registered ? [{ source: this.mask, verb: 'QUIT', params: [said] }] : []
    this.#stage = { phase: 'leaving' }
    await Promise.race([this.#depart(said), this.#patience()])
    this.send(...own)
    this.close(said)
  }

  async #depart(reason: string): Promise<void> {
    // A server that is stopping refuses, and says farewell itself.
    await this.session.do('session.leave', { reason }).catch(() => undefined)
    this.session.end()
    await this.session.departed()
  }

  /** However long the store takes, nobody waits for ever to be let go. */
  #patience(): Promise<void> {
    const { clock, limits } = this.server.ports
    return new Promise((resolve) => clock.after(limits.connection_close_ms, resolve))
  }

  /** `ERROR :Closing link …`, then the connection is closed (RFC 2812, 3.7.4). */
  close(reason: string): void {
    if (this.#stage.phase === 'gone') return
    this.#finishResponse()
    this.event([{ verb: 'ERROR', params: [`Closing link (${reason})`] }])
    this.#stage = { phase: 'gone' }
    this.connection.end()
  }

  /** Why the server lets go, in its own words. */
  #farewell(heard: HeardEvent<'session.closing'>): void {
    this.event(shown(heard, this))
    this.close(heard.payload.says)
  }

  letGo(): void {
    if (!this.gone) this.close('Closed')
  }

  /** The connection is gone. */
  left(): void {
    this.#stage = { phase: 'gone' }
  }
}
