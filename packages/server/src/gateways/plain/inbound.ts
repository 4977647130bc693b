// What somebody on plain text says: a line is a message in the room they are in, `/word` a command, and some bytes are telnet's.

import type { Session } from '@hubbub/core'
import {
  type Asked,
  type CommandName,
  helpLines,
  type Limits,
  type LocalWord,
  readTyped,
  type Typed,
} from '@hubbub/protocol'

import type { Connection } from '../../edge/connection.ts'
import { arrive } from '../kit/arrive.ts'
import { leave, type Speech } from '../kit/intake.ts'
import { notKeepingUp, refusalText } from '../kit/refusal.ts'
import { LineReader, type Said } from './line-reader.ts'
import { type Answered, replyLines } from './replies.ts'
import { type Form, type Lines, written } from './show.ts'
import { Telnet } from './telnet.ts'

const lobby = 'lobby'
const where: LocalWord = { word: 'where', usage: '/where', says: 'see which room you are in' }

export interface TalkOptions {
  readonly connection: Connection
  readonly session: Session
  readonly form: Form
  /** What the server calls itself. */
  readonly server: string
  /** Whether each read is a message. */
  readonly chunks: boolean
  readonly limits: Limits
}

/** `new` until the first line, which may say a name; `leaving` after the last. */
type Phase = 'new' | 'here' | 'leaving'

export class Talk implements Speech<Said> {
  readonly session: Session
  readonly #options: TalkOptions
  readonly #telnet = new Telnet()
  readonly #lines: LineReader
  #phase: Phase = 'new'
  #room = lobby

  constructor(options: TalkOptions) {
    this.#options = options
    this.session = options.session
    this.#lines = new LineReader({ chunks: options.chunks, lineBytesMax: options.limits.line_bytes_max })
  }

  get done(): boolean {
    return this.#phase === 'leaving'
  }

  *read(bytes: Buffer): Generator<Said> {
    const { text, answer } = this.#telnet.read(bytes)
    this.#options.connection.queue.push(answer)
    yield* this.#lines.read(text)
  }

  rest(): Iterable<Said> {
    return this.#lines.rest()
  }

  take(said: Said): Promise<void> | undefined {
    if (this.#phase === 'here') return this.#heed(said)
    // The first line may say who one is, and then nobody hears of a guest.
    const who = said.kind === 'line' ? introductionIn(readTyped(said.text, lobby)) : undefined
    if (who !== undefined) return this.#begin(who)
    return this.#begin({}).then(() => (this.done ? undefined : this.#heed(said)))
  }

  /** Whoever has not said a line yet is here as well: telnet’s greetings, or a port that is for plain text alone. */
  greet(): void {
    if (this.#phase === 'new') void this.#begin({})
  }

  lagging(): string {
    return written([`! ${notKeepingUp}`, '! Come back, and /history shows what you missed.'], this.#options.form)
  }

  // ── What is said ───────────────────────────────────────────────────────────────────────────────────────────────────

  #heed(said: Said): Promise<void> | undefined {
    if (said.kind === 'end') return this.#stop()
    if (said.kind === 'line') return this.#follow(readTyped(said.text, this.#here(), [where]))
    const { line_bytes_max } = this.#options.limits
    return this.#tell([`! That line is too long and was not said: ${line_bytes_max} bytes are the most.`])
  }

  /** Messages follow one another without waiting; what may change the room that the next goes to is waited for. */
  #follow(typed: Typed): Promise<void> | undefined {
    if (typed.kind === 'text') return this.#say(typed.body)
    if (typed.kind === 'command') return this.#give(typed.name, typed.input)
    if (typed.kind === 'mistake') return this.#tell([`! ${typed.says}`])
    if (typed.kind === 'local') return this.#tell([`* You are in ${this.#here()}`])
    return this.#tell(helpLines([where]).map((line) => `  ${line}`))
  }

  #say(body: string): undefined {
    if (body.trim() !== '') this.session.do('message.send', { room: this.#here(), body }).catch(this.#refuse)
  }

  async #give<Name extends CommandName>(name: Name, asked: Asked<Name>): Promise<void> {
    if (name === 'session.leave') this.#phase = 'leaving'
    try {
      const reply = await this.session.do(name, asked)
      if (entering.has(name) && 'room' in reply && typeof reply.room === 'object') this.#room = reply.room.slug
      this.#answer({ name, asked, reply })
      if (this.done) this.session.end()
    } catch (cause) {
      this.#refuse(cause)
    }
  }

  /** The room one is in; whoever left it, or lost it, is in the lobby. */
  #here(): string {
    if (this.session.person !== undefined && !this.session.rooms.has(this.#room)) this.#room = lobby
    return this.#room
  }

  // ── Coming, going, and what is told ────────────────────────────────────────────────────────────────────────────────

  async #begin({ name, signIn }: Introduction): Promise<void> {
    this.#phase = 'here'
    if (signIn !== undefined) await this.#give('person.sign-in', signIn)
    try {
      const { reply, refusal } = await arrive(this.session, name)
      if (refusal !== undefined) this.#refuse(refusal)
      this.#answer({ name: 'person.identify', asked: {}, reply })
    } catch (cause) {
      this.#refuse(cause)
      this.#stop()
    }
  }

  #stop(): undefined {
    this.#phase = 'leaving'
    leave(this.session)
  }

  #answer<Name extends CommandName>(answered: Answered<Name>): void {
    const { form, server } = this.#options
    this.#tell(replyLines(answered, { form, server, rooms: this.session.rooms }))
  }

  readonly #refuse = (cause: unknown): void => {
    this.#tell([`! ${refusalText(cause)}`])
  }

  #tell(lines: Lines): undefined {
    this.#options.connection.queue.push(written(lines, this.#options.form))
  }
}

/** Whoever gives these goes where they lead. */
const entering: ReadonlySet<CommandName> = new Set<CommandName>(['room.create', 'room.join'])

/** Who one is before anything is said: nobody yet, a name, or an account. */
interface Introduction {
  readonly name?: string
  readonly signIn?: Asked<'person.sign-in'>
}

/** What `/nick NAME` or `/login NAME PASSWORD` says of whoever types it. */
function introductionIn(typed: Typed): Introduction | undefined {
  if (typed.kind !== 'command') return undefined
  if (typed.name === 'person.rename' && 'name' in typed.input) return { name: typed.input.name ?? '' }
  return typed.name === 'person.sign-in' ? { signIn: typed.input as Asked<'person.sign-in'> } : undefined
}
