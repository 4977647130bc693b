// A test person on our own wire. Beside what every actor can, this one can ask for anything, and come back and resume.

import {
  type AnyEvent,
  type Asked,
  type CommandName,
  type ErrorFrame,
  type EventName,
  type JoinedRoom,
  type Payload,
  Refusal,
  type Reply,
} from '@hubbub/protocol'
import { once } from 'node:events'
import { WebSocket } from 'ws'

import type { Actor, ActorMaker, Address, Said } from '../actor.ts'

/** Connects and says who it is; with an empty name the server gives one. */
export const websocketActor = (async (at, name) => {
  const actor = new WebSocketActor(at)
  await actor.connect()
  await actor.identify(name)
  return actor
}) satisfies ActorMaker

type Told = { readonly re: number | null; readonly ok?: unknown; readonly error?: ErrorFrame } | TellsEvent
type TellsEvent = { readonly on: AnyEvent['name']; readonly data: AnyEvent['payload'] }

/** Somebody who waits for something that is still to come. */
interface Waiter {
  readonly finds: () => boolean
  readonly gone: (error: Error) => void
}

export class WebSocketActor implements Actor {
  readonly wire = 'websocket'
  name = ''
  token = ''
  epoch = ''
  /** Every event there was, also of one's own doing; `heard` is what others said. */
  readonly events: AnyEvent[] = []
  readonly heard: Said[] = []
  /** The newest entry that is known of each room. */
  readonly seqs = new Map<string, number>()
  readonly #base: string
  readonly #roomNames = new Map<string, string>()
  readonly #asked = new Map<number | null, PromiseWithResolvers<unknown>>()
  #waiters: Waiter[] = []
  #count = 0
  #person = 0
  #socket: WebSocket | undefined

  constructor({ host, port }: Address) {
    this.#base = `${host.includes(':') ? `[${host}]` : host}:${port}`
  }

  async connect(): Promise<void> {
    const socket = new WebSocket(`ws://${this.#base}/ws`)
    this.#socket = socket
    socket.on('message', (data) => this.#read((data as Buffer).toString()))
    socket.on('close', () => this.#gone())
    await once(socket, 'open')
    socket.on('error', () => undefined) // what broke is told by the close that follows
  }

  async identify(name: string): Promise<void> {
    const reply = await this.request('person.identify', name === '' ? {} : { name })
    this.token = reply.token
    this.epoch = reply.epoch
    this.#become(reply)
  }

  /** Comes back on a new connection and asks for what was missed of every room; resolves when all of it has come. */
  async resume(): Promise<Reply<'session.resume'>> {
    await this.connect()
    const known = new Map(this.seqs)
    const rooms = [...known].map(([room, seq]) => ({ room, seq }))
    const before = this.events.length
    const reply = await this.request('session.resume', { token: this.token, epoch: this.epoch, rooms })
    this.#become(reply)
    const behind = reply.rooms.filter(({ slug, seq }) => seq > (known.get(slug) ?? seq))
    const isLive = (slug: string) => (event: AnyEvent) => event.name === 'room.resumed' && event.payload.room === slug
    await Promise.all(behind.map(({ slug }) => this.#first(() => this.events.slice(before).find(isLive(slug)))))
    return reply
  }

  /** Gives any command; rejects with the Refusal that was answered. */
  request<Name extends CommandName>(name: Name, input: Asked<Name>): Promise<Reply<Name>> {
    const id = ++this.#count
    const answer = Promise.withResolvers<Reply<Name>>()
    this.#asked.set(id, answer as PromiseWithResolvers<unknown>)
    this.#send(JSON.stringify({ id, do: name, with: input }))
    return answer.promise
  }

  async say(text: string): Promise<void> {
    await this.request('message.send', { room: 'lobby', body: text })
  }

  hears(text: string | RegExp): Promise<Said> {
    const fits = (said: Said): boolean => (typeof text === 'string' ? said.text === text : text.test(said.text))
    return this.#first(() => this.heard.find(fits))
  }

  /** Resolves with the first event of a kind that fits, once it is (or already was) heard. */
  sees<Name extends EventName>(
    name: Name,
    fits: (payload: Payload<Name>) => boolean = () => true,
  ): Promise<Payload<Name>> {
    const isIt = (event: AnyEvent): boolean => event.name === name && fits(event.payload as Payload<Name>)
    return this.#first(() => this.events.find(isIt)?.payload as Payload<Name> | undefined)
  }

  async share(file: { name: string; bytes: Uint8Array }): Promise<void> {
    const url = `http://${this.#base}/rooms/lobby/files?name=${encodeURIComponent(file.name)}`
    const headers = { Authorization: `Bearer ${this.token}` }
    const response = await fetch(url, { method: 'POST', headers, body: file.bytes as Uint8Array<ArrayBuffer> })
    if (response.status !== 201) throw new Error(`the file was refused: ${response.status} ${await response.text()}`)
  }

  async leave(): Promise<void> {
    const closed = this.#socket === undefined ? undefined : once(this.#socket, 'close')
    await this.request('session.leave', {})
    await closed
  }

  drop(): void {
    this.#socket?.terminate()
  }

  // ── Hearing ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #send(text: string): void {
    this.#socket?.send(text, (error) => error && this.#gone())
  }

  #read(text: string): void {
    const told = JSON.parse(text) as Told
    if ('on' in told) this.#hear({ name: told.on, payload: told.data } as AnyEvent)
    else this.#answer(told)
    this.#waiters = this.#waiters.filter(({ finds }) => !finds())
  }

  #answer({ re, ok, error }: Exclude<Told, TellsEvent>): void {
    const asked = this.#asked.get(re)
    this.#asked.delete(re)
    if (error === undefined) asked?.resolve(ok)
    else asked?.reject(new Refusal(error.code, error.subject))
  }

  #hear(event: AnyEvent): void {
    this.events.push(event)
    if (event.name === 'room.joined') this.#knowRoom(event.payload.room)
    if (event.name === 'message.posted') this.#hearEntry(event.payload, event.payload.body)
    if (event.name === 'file.shared')
      this.#hearEntry(event.payload, `${event.payload.file.name} ${event.payload.file.url}`)
  }

  #hearEntry({ room, seq, author }: { room: string; seq: number; author: { id: number; name: string } }, text: string) {
    this.seqs.set(room, seq)
    if (author.id === this.#person) return
    const said = { from: author.name, text }
    this.heard.push(room === 'lobby' ? said : { ...said, room: this.#roomNames.get(room) ?? room })
  }

  #become({ person, rooms }: { person: { id: number; name: string }; rooms: readonly JoinedRoom[] }): void {
    this.name = person.name
    this.#person = person.id
    for (const room of rooms) this.#knowRoom(room)
  }

  #knowRoom({ slug, name, seq }: { slug: string; name: string; seq: number }): void {
    this.#roomNames.set(slug, name)
    if (!this.seqs.has(slug)) this.seqs.set(slug, seq)
  }

  // ── Waiting ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #gone(): void {
    const error = new Error(`the connection of ${this.name} was closed`)
    for (const { gone } of this.#waiters.splice(0)) gone(error)
    for (const { reject } of this.#asked.values()) reject(error)
    this.#asked.clear()
  }

  #first<Found>(find: () => Found | undefined): Promise<Found> {
    const { promise, resolve, reject } = Promise.withResolvers<Found>()
    const finds = (): boolean => {
      const found = find()
      if (found !== undefined) resolve(found)
      return found !== undefined
    }
    if (finds()) return promise
    if (this.#socket?.readyState === WebSocket.OPEN) this.#waiters.push({ finds, gone: reject })
    else reject(new Error(`the connection of ${this.name} is closed`))
    return promise
  }
}
