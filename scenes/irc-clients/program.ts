// A client that is a program of its own: started in a folder of its own, typed into, and read by what it writes to its logs.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, unwatchFile, watchFile } from 'node:fs'
import { delimiter, join } from 'node:path'

import type { Here, Shown } from './client.ts'

/** How often the system is asked whether a log has changed. */
const LOOK_EVERY_MS = 20

export interface Start {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Whether the program wants a terminal. */
  readonly terminal: boolean
}

export interface Reading {
  /** Where the channel is logged; there may be a file for each day. */
  readonly logs: readonly string[]
  /** What in a line of the log says that somebody said something; `from` and `text` are its groups. */
  readonly said: RegExp
  /** What in the log says that the client is in the channel. */
  readonly joined: RegExp
}

export function isInstalled(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))
}

/** A program that runs, with the log of one channel. */
export class Program {
  readonly #child: ChildProcess
  readonly #reading: Reading
  readonly #command: string
  readonly #before: number
  #printed = ''

  constructor(start: Start, reading: Reading) {
    this.#reading = reading
    this.#command = start.command
    this.#before = this.#log().length
    this.#child = spawned(start)
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#printed = (this.#printed + text).slice(-2_000)))
    }
    // A test that has run out of time leaves nothing behind either.
    const kill = (): void => this.kill()
    process.once('exit', kill)
    this.#child.once('exit', () => process.off('exit', kill))
  }

  /** What the log has said since the program was started. */
  get said(): Shown[] {
    return this.#log()
      .slice(this.#before)
      .split('\n')
      .flatMap((line) => {
        const { from = '', text } = this.#reading.said.exec(line)?.groups ?? {}
        return text === undefined ? [] : [{ from, text }]
      })
  }

  /** Resolves when the client is in the channel. */
  joins(): Promise<void> {
    return this.#until(() => this.#reading.joined.test(this.#log().slice(this.#before)), 'joined the channel')
  }

  shows(text: string): Promise<void> {
    return this.#until(() => this.said.some((one) => one.text === text), `shown: ${text}`)
  }

  type(text: string): void {
    this.#child.stdin?.write(text)
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  async ended(): Promise<void> {
    if (this.running) await once(this.#child, 'exit')
  }

  /** Ends the program and what it has started. */
  kill(): void {
    if (this.running && this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL')
  }

  #log(): string {
    return this.#reading.logs.map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')).join('')
  }

  async #until(isSo: () => boolean, what: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const look = (): void => (isSo() ? resolve() : undefined)
    const end = (): void => reject(new Error(`${this.#command} ended before it had ${what}: ${this.#printed}`))
    for (const path of this.#reading.logs) watchFile(path, { interval: LOOK_EVERY_MS }, look)
    this.#child.once('exit', end)
    look()
    if (!this.running) end()
    try {
      await promise
    } finally {
      this.#child.off('exit', end)
      for (const path of this.#reading.logs) unwatchFile(path, look)
    }
  }
}

/** The same for all programs: only how one types and leaves differs. */
export function hereOf(
  program: Program,
  how: { says(text: string): void | Promise<void>; leaves(): void | Promise<void> },
): Here {
  return {
    shown: async () => program.said,
    shows: (text) => program.shows(text),
    says: async (text) => how.says(text),
    leave: async () => {
      await how.leaves()
      await program.ended()
    },
    drop: () => program.kill(),
  }
}

function spawned({ command, args, env, terminal }: Start): ChildProcess {
  const quoted = [command, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const [file, words] = terminal ? ['script', ['-qfec', quoted, '/dev/null']] : [command, args]
  // A process group of its own, so that all of it can be ended.
  return spawn(file, words, {
    env: { ...process.env, TERM: 'xterm', LANG: 'C.UTF-8', TZ: 'UTC', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
}
