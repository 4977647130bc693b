// For tests of this wire: a server, and clients that say lines and read what they are told, without sleeping.

import { world, type World, type WorldOptions } from '@hubbub/testkit'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import type { Address } from '../actor.ts'

/** A server for tests of this wire: nobody is joined to the lobby, nobody is held back, and passwords cost nothing. */
export function ircWorld(options: WorldOptions = {}): Promise<World> {
  const { settings, ...rest } = options
  return world({
    floodLimits: false,
    settings: {
      name: 'irc.test',
      network: 'test',
      ...settings,
      accounts: { hash: 'test-only', ...settings?.accounts },
      irc: { autoJoin: false, ...settings?.irc },
    },
    ...rest,
  })
}

export interface Coming {
  readonly caps?: readonly string[]
  readonly user?: string
  readonly about?: string
  readonly password?: string
  /** Signs in to the account of the nick with this password (SASL PLAIN). */
  readonly signIn?: string
}

/** Somebody who has come and been welcomed; what they were told until then is read. */
export async function ircClient(address: Address, nick: string, coming: Coming = {}): Promise<IrcClient> {
  const { user = nick, about = 'Realname', password, signIn } = coming
  const caps = [...(coming.caps ?? []), ...(signIn === undefined ? [] : ['sasl'])]
  const client = new IrcClient(address)
  if (password !== undefined) client.send(`PASS ${password}`)
  if (caps.length > 0) client.send(`CAP REQ :${caps.join(' ')}`)
  client.send(`NICK ${nick}`, `USER ${user} 0 * :${about}`)
  if (signIn !== undefined) client.send('AUTHENTICATE PLAIN', `AUTHENTICATE ${btoa(`\0${nick}\0${signIn}`)}`)
  if (caps.length > 0) client.send('CAP END')
  await client.until('001')
  await client.sync()
  return client
}

export class IrcClient implements AsyncDisposable {
  readonly #socket: Socket
  /** What came and was not read yet. */
  readonly #lines: string[] = []
  #begun = ''
  #syncs = 0
  #onBytes: (() => void)[] = []

  /** Over a socket that is connected to the server, or over a new plain one. */
  constructor({ host, port }: Address, socket: Socket = connect({ host, port, noDelay: true })) {
    this.#socket = socket
    this.#socket.setEncoding('utf8')
    this.#socket.on('data', (text: string) => this.#take(text))
    this.#socket.on('error', () => {})
    this.#socket.on('close', () => this.#wake())
  }

  get closed(): boolean {
    return this.#socket.destroyed
  }

  send(...lines: readonly string[]): void {
    this.#socket.write(lines.map((line) => `${line}\r\n`).join(''))
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  /** The next line; rejects when the connection is gone and no more will come. */
  async next(): Promise<string> {
    while (this.#lines.length === 0) {
      if (this.#socket.destroyed) throw new Error('the connection was closed, and nothing more came')
      await new Promise<void>((resolve) => this.#onBytes.push(resolve))
    }
    return this.#lines.shift() ?? ''
  }

  /** Reads up to the first line with this verb or numeric, and resolves with that one. */
  async until(verb: string): Promise<string> {
    const seen: string[] = []
    for (;;) {
      const line = await this.next().catch((cause: unknown) => {
        throw new Error(`there was no ${verb} in ${JSON.stringify(seen)}`, { cause })
      })
      if (verbOf(line) === verb) return line
      seen.push(line)
    }
  }

  /** A round trip: resolves with the lines that came before its answer. */
  async sync(): Promise<string[]> {
    const token = `sync${++this.#syncs}`
    this.send(`PING ${token}`)
    const seen: string[] = []
    for (;;) {
      const line = await this.next()
      if (verbOf(line) === 'PONG' && line.endsWith(token)) return seen
      seen.push(line)
    }
  }

  /** Says lines, and resolves with what was told until they were all answered. */
  say(...lines: readonly string[]): Promise<string[]> {
    this.send(...lines)
    return this.sync()
  }

  /** Resolves with all lines that had not been read when the server has closed the connection. */
  async ended(): Promise<string[]> {
    while (!this.#socket.destroyed) await new Promise<void>((resolve) => this.#onBytes.push(resolve))
    return this.#lines.splice(0)
  }

  /** Hangs up when what was said has left. */
  end(): void {
    this.#socket.end()
  }

  drop(): void {
    this.#socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket.destroyed) return
    const closed = once(this.#socket, 'close')
    this.#socket.destroy()
    await closed
  }

  #take(text: string): void {
    const lines = (this.#begun + text).split('\r\n')
    this.#begun = lines.pop() ?? ''
    this.#lines.push(...lines)
    this.#wake()
  }

  #wake(): void {
    for (const resolve of this.#onBytes.splice(0)) resolve()
  }
}

/** The verb or numeric of a line, after its tags and its source. */
export function verbOf(line: string): string {
  const words = line.split(' ').filter((word, at) => !(at === 0 && word.startsWith('@')))
  return (words[0]?.startsWith(':') === true ? words[1] : words[0]) ?? ''
}

/** The lines of these verbs, without tags, source and the nick that numerics begin with: `353 = #a :@alice`. */
export function only(lines: readonly string[], ...verbs: readonly string[]): string[] {
  return lines.filter((line) => verbs.includes(verbOf(line))).map(bare)
}

/** A line without its tags and its source; of a numeric also without the nick. */
export function bare(line: string): string {
  const text = line.replace(/^@\S+ /u, '').replace(/^:\S+ /u, '')
  return text.replace(/^(\d{3}) \S+ /u, '$1 ')
}

/** The tags of a line as they stand on the wire. */
export function tagsOf(line: string): Record<string, string> {
  const [, tags = ''] = /^@(\S+) /u.exec(line) ?? []
  const pairs = tags.split(';').filter((tag) => tag !== '')
  return Object.fromEntries(pairs.map((tag) => [tag.split('=', 1)[0] ?? tag, tag.split('=').slice(1).join('=')]))
}
