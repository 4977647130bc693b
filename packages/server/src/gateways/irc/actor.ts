// A test person who speaks IRC. Beside what every actor can, this one says any line, and keeps every line it is told.

import type { Actor, ActorMaker, Address, Said } from '../actor.ts'
import { TestLine } from '../kit/test-line.ts'
import { parseLine } from './lines/line.ts'

/** Comes as the simplest of clients do. */
export const ircActor = (async (at, name) => {
  const actor = new IrcActor(at, name)
  await actor.come()
  return actor
}) satisfies ActorMaker

/** How a client comes. */
export interface IrcComing {
  readonly caps?: readonly string[]
  /** Signs in (SASL PLAIN) to the account of the name, or to another. */
  readonly password?: string
  readonly account?: string
  /** The device whose read positions are meant. */
  readonly device?: string
}

export class IrcActor implements Actor {
  readonly wire = 'irc'
  readonly name: string
  /** Every line that was told, without its CR LF. */
  readonly lines: string[] = []
  readonly #line: TestLine
  readonly #utf8 = new TextDecoder()
  #begun = ''
  #rounds = 0

  constructor(at: Address, name: string) {
    this.name = name
    this.#line = new TestLine(at, (bytes, heard) => this.#read(bytes, heard))
  }

  get heard(): readonly Said[] {
    return this.#line.heard
  }

  /** Registers, and is in the lobby when it resolves. */
  async come(coming: IrcComing = {}): Promise<void> {
    const { caps = [], password, account = this.name, device } = coming
    const wanted = [...caps, ...(password === undefined ? [] : ['sasl'])]
    const user = device === undefined ? this.name : `${this.name}@${device}`
    await this.send(
      ...(wanted.length === 0 ? [] : [`CAP REQ :${wanted.join(' ')}`]),
      `NICK ${this.name}`,
      `USER ${user.replaceAll(' ', '_')} 0 * :${this.name}`,
      ...(password === undefined ? [] : ['AUTHENTICATE PLAIN', `AUTHENTICATE ${btoa(`\0${account}\0${password}`)}`]),
      ...(wanted.length === 0 ? [] : ['CAP END']),
    )
    await this.sees(/ 001 /u)
    await this.send('JOIN #lobby')
    await this.round()
  }

  /** Of a text of many lines each is a message: clients of this wire have one line to type in. */
  async say(text: string): Promise<void> {
    await this.send(...text.split('\n').map((line) => `PRIVMSG #lobby :${line}`))
  }

  hears(text: string | RegExp): Promise<Said> {
    return this.#line.hears(text)
  }

  send(...lines: readonly string[]): Promise<void> {
    return this.#line.send(lines.map((line) => `${line}\r\n`).join(''))
  }

  /** Resolves with the first line that fits, once it is (or already was) told. */
  sees(line: RegExp): Promise<string> {
    return this.#line.finds(() => this.lines.find((one) => line.test(one)))
  }

  /** A round trip: whatever was said before has been answered. */
  async round(): Promise<void> {
    const token = `round-${++this.#rounds}`
    await this.send(`PING ${token}`)
    await this.sees(new RegExp(` PONG \\S+ :?${token}$`, 'u'))
  }

  async leave(): Promise<void> {
    await this.send('QUIT :leaving')
    await this.#line.end()
  }

  drop(): void {
    this.#line.drop()
  }

  #read(bytes: Buffer, heard: Said[]): void {
    const lines = (this.#begun + this.#utf8.decode(bytes, { stream: true })).split('\r\n')
    this.#begun = lines.pop() ?? ''
    for (const line of lines) {
      this.lines.push(line)
      this.#take(line, heard)
    }
  }

  #take(text: string, heard: Said[]): void {
    const line = parseLine(text)
    const [target = '', body = ''] = line?.params ?? []
    if (line?.verb === 'PING') void this.send(`PONG :${target}`).catch(() => undefined)
    if (line?.verb !== 'PRIVMSG' && line?.verb !== 'NOTICE') return
    const from = /^(?:@\S+ )?:([^! ]+)/u.exec(text)?.[1] ?? ''
    const isRoom = target.startsWith('#') && target.toLowerCase() !== '#lobby'
    heard.push(isRoom ? { from, text: body, room: target.slice(1) } : { from, text: body })
  }
}
