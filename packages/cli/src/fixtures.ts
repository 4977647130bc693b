// The `hubbub` command as tests run it: a program of its own, with its input, output and end in the hand of the test.

import type { World } from '@hubbub/testkit'
import type { Client } from '@hubbub/client'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { clientAt, firstLive } from './client/connect.ts'

/** No test leaves anything in the home of whoever runs it. */
const noHome = mkdtempSync(join(tmpdir(), 'hubbub-home-'))

const main = fileURLToPath(new URL('../bin/hubbub.mjs', import.meta.url))

export interface Program {
  readonly stdout: string
  readonly stderr: string
  /** Resolves with the match once the output has (or already had) it; rejects when the program ends before. */
  says(what: RegExp, stream?: 'stdout' | 'stderr'): Promise<RegExpExecArray>
  type(text: string): void
  endInput(): void
  /** Nobody reads its output any more. */
  closeOutput(): void
  kill(signal: NodeJS.Signals): void
  readonly exit: Promise<number | NodeJS.Signals>
}

const running = new Set<ChildProcess>()

/** Ends whatever a failed test has left running. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

export interface Where {
  readonly cwd?: string
  readonly home?: string
}

export function hubbub(args: readonly string[], options: Where & { node?: readonly string[] } = {}): Program {
  const { node = [], cwd, home = noHome } = options
  const env = { ...process.env, HOME: home, USERPROFILE: home }
  const child = spawn(process.execPath, [...node, main, ...args], { cwd, env })
  const output = { stdout: '', stderr: '' }
  const waiting = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
      for (const look of waiting) look()
    })
  }
  running.add(child)
  child.on('close', () => running.delete(child))
  // A program that has ended reads no more; that is for `exit` to tell.
  child.stdin.on('error', () => {})
  const exit = endOf(child)
  return {
    get stdout() {
      return output.stdout
    },
    get stderr() {
      return output.stderr
    },
    says(what, stream = 'stdout') {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
      const look = (): void => {
        const match = what.exec(output[stream])
        if (match !== null) resolve(match)
      }
      waiting.add(look)
      look()
      void exit.then((code) => reject(new Error(`It ended with ${code}: ${output.stdout}\n${output.stderr}`)))
      return promise.finally(() => waiting.delete(look))
    },
    type: (text) => void child.stdin.write(text),
    endInput: () => void child.stdin.end(),
    closeOutput: () => void child.stdout.destroy(),
    kill: (signal) => void child.kill(signal),
    exit,
  }
}

async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (...end) => resolve(end))
  })
  return code ?? signal ?? 1
}

/** `hubbub chat` in a world, entered and ready. Unless it is asked to, it saves nothing. */
export async function chatIn(
  world: Pick<World, 'address'>,
  name: string,
  options: Where & { args?: readonly string[] } = {},
): Promise<Program> {
  const { host, port } = world.address
  const { args = ['--no-save'], ...where } = options
  const program = hubbub(['chat', host, String(port), '--name', name, ...args], where)
  await program.says(/You are /u, 'stderr')
  return program
}

export const serverFlag = ({ address }: Pick<World, 'address'>): string[] => [
  '--server',
  `${address.host}:${address.port}`,
]

/** Somebody in a world, in this process: what others than the program under test say. */
export async function somebody({ address }: Pick<World, 'address'>, name: string): Promise<Client> {
  const client = clientAt(address, name)
  await firstLive(client, address)
  return client
}
