// Does what is typed: something to say, a command of the server's, or one of our own.

import { type Client, findRoom } from '@hubbub/client'
import { type Asked, type CommandName, helpLines, type Reply, type Typed } from '@hubbub/protocol'

import { Complaint } from '../complaint.ts'
import { harmless } from '../terminal/harmless.ts'
import type { Screen } from '../terminal/screen.ts'
import { answerLines } from './answers.ts'
import type { Receiving } from './receiving.ts'
import { Sharing } from './sharing.ts'
import { titleBySlug } from './titles.ts'
import { type Local, localWords, readLine } from './typed.ts'
import type { View } from './view.ts'

export interface TalkParts {
  readonly client: Client
  readonly screen: Screen
  readonly view: View
  readonly receiving: Receiving
  /** Whether each line waits for the one before to be stored, or people go on typing meanwhile. */
  readonly patient: boolean
}

/** What a line asks of whoever reads on. */
export type Outcome = 'go-on' | 'leave'

export class Talk {
  readonly #client: Client
  readonly #screen: Screen
  readonly #view: View
  readonly #receiving: Receiving
  readonly #sharing: Sharing
  readonly #patient: boolean
  readonly #underWay = new Set<Promise<void>>()
  #failures = 0

  constructor({ client, screen, view, receiving, patient }: TalkParts) {
    this.#client = client
    this.#screen = screen
    this.#view = view
    this.#receiving = receiving
    this.#sharing = new Sharing(client, screen)
    this.#patient = patient
  }

  /** How much that was said or shared has not been taken by the server yet. */
  get unfinished(): number {
    return this.#underWay.size
  }

  /** How much of what was typed came to nothing. */
  get failures(): number {
    return this.#failures
  }

  async settled(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  /** Resolves when the next line may be taken. Never rejects: what came to nothing has been said. */
  async take(line: string): Promise<Outcome> {
    if (line.trim() === '') return 'go-on'
    try {
      return await this.#do(readLine(line, this.#view.room))
    } catch (cause) {
      this.#complain(cause)
      return 'go-on'
    }
  }

  async #do(typed: Typed): Promise<Outcome> {
    if (typed.kind === 'mistake') throw new Complaint(typed.says)
    if (typed.kind === 'text') await this.#perhapsLater(this.#say({ room: this.#view.room, body: typed.body }))
    else if (typed.kind === 'help') this.#printAll(helpLines(localWords))
    else if (typed.kind === 'local') await this.#locals[typed.word as Local](typed.rest)
    else if (typed.name === 'session.leave') return 'leave'
    else if (typed.name === 'message.send') await this.#perhapsLater(this.#say(typed.input as Asked<'message.send'>))
    else await this.#command(typed.name, typed.input)
    return 'go-on'
  }

  async #perhapsLater(done: Promise<void>): Promise<void> {
    if (this.#patient) return done
    const quietly: Promise<void> = done.catch((cause: unknown) => this.#complain(cause))
    this.#underWay.add(quietly)
    void quietly.finally(() => this.#underWay.delete(quietly))
  }

  #complain(cause: unknown): void {
    this.#failures++
    this.#screen.note(harmless(cause instanceof Error ? cause.message : String(cause)))
  }

  async #say(input: Asked<'message.send'>): Promise<void> {
    const { phase } = this.#client.state.connection
    if (phase === 'offline') this.#screen.note('It is sent as soon as the connection is back.')
    try {
      await this.#client.do('message.send', input)
    } catch (cause) {
      throw new Error(`Not sent: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    }
  }

  async #command<Name extends CommandName>(name: Name, input: Asked<Name>): Promise<void> {
    const { state } = this.#client
    const reply = await this.#client.do(name, input)
    this.#printAll(answerLines(name, { input, reply, state }))
    // A row's key and its argument are of the same command, which the compiler cannot see across the union.
    await this.#afterwards[name]?.({ input, reply } as never)
  }

  #printAll(lines: readonly string[]): void {
    for (const line of lines) this.#screen.print(line)
  }

  /** What follows from a command beside the words about it. */
  readonly #afterwards: {
    readonly [Name in CommandName]?: (done: { input: Asked<Name>; reply: Reply<Name> }) => Promise<void> | void
  } = {
    'room.create': ({ reply }) => this.#view.go(reply.room.slug),
    'room.join': ({ reply }) => this.#view.go(reply.room.slug),
    'room.leave': ({ input }) => this.#view.left(input.room),
    'message.history': ({ reply }) => reply.entries.forEach((entry) => this.#view.show(entry)),
    'message.search': ({ reply }) => reply.entries.toReversed().forEach((entry) => this.#view.show(entry)),
    'room.rename': () => this.#view.prompt(),
  }

  readonly #locals: { readonly [Word in Local]: (rest: string) => Promise<void> | void } = {
    room: (rest) => (rest === '' ? this.#listRooms() : this.#goTo(rest)),
    file: (rest) => this.#perhapsLater(this.#sharing.share('file', rest, this.#view.room)),
    image: (rest) => this.#perhapsLater(this.#sharing.share('image', rest, this.#view.room)),
    cancel: () => this.#sharing.cancel(),
    save: (rest) => this.#save(rest),
  }

  #listRooms(): void {
    const { rooms } = this.#client.state
    for (const { slug } of rooms.values()) {
      this.#screen.print(`${slug === this.#view.room ? '*' : ' '} ${harmless(titleBySlug(this.#client.state, slug))}`)
    }
  }

  async #goTo(ref: string): Promise<void> {
    const { state } = this.#client
    const direct = [...state.rooms.keys()].find((slug) => titleBySlug(state, slug) === ref)
    const room = findRoom(state.rooms, ref.replace(/^#/u, ''))?.slug ?? direct
    if (room === undefined)
      throw new Complaint(`You are in no room called ${ref}. /room lists yours, /join enters another.`)
    await this.#view.go(room)
  }

  /** Saves the file that was shared here last, or the last one of a name. */
  async #save(name: string): Promise<void> {
    const entries = this.#client.state.messages.get(this.#view.room)?.entries ?? []
    const entry = entries.findLast(({ file }) => file !== undefined && (name === '' || file.name === name))
    if (entry?.file === undefined)
      throw new Complaint(name === '' ? 'No file was shared here.' : `No file called ${name} was shared here.`)
    await this.#receiving.save(entry.file, entry.at)
  }
}
