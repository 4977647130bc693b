// A server under measurement: a child process that says where it listens, and how much memory it takes when asked.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * `durable` is hubbub as it ships; `volatile` is hubbub without a store; `naive` and `naive-irc` write once per listener and
 * message.
 */
export type Variant = keyof typeof scripts

export interface ServerUnderTest {
  readonly port: number
  /** A port on which a silent client is given the frames wire; 0 where there is none. */
  readonly quietPort: number
  readonly pid: number
  memory(): Promise<number>
  stop(): Promise<void>
}

const scripts = {
  'durable': './hubbub.ts',
  'volatile': './hubbub.ts',
  'naive': './naive.ts',
  'naive-irc': './naive-irc.ts',
} as const

export async function startVariant(variant: Variant): Promise<ServerUnderTest> {
  const script = fileURLToPath(new URL(scripts[variant], import.meta.url))
  const child = fork(script, [variant], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--expose-gc', '--max-semi-space-size=8'],
  })
  const [ready] = (await Promise.race([once(child, 'message'), failed(child)])) as [Ready]
  return {
    ...ready,
    pid: child.pid ?? 0,
    memory: async () => {
      child.send('memory')
      const [answer] = (await once(child, 'message')) as [number]
      return answer
    },
    stop: async () => {
      const gone = once(child, 'exit')
      child.send('stop')
      await gone
    },
  }
}

interface Ready {
  readonly port: number
  readonly quietPort: number
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number]
  throw new Error(`the server ended with ${code} before it listened`)
}

/** The child's side: tells that it is ready, then answers until it is told to stop. */
export function serveParent(ready: Ready, stop: () => Promise<void>): void {
  process.on('message', (asked) => {
    if (asked === 'memory') process.send?.(residentBytes())
    else void stop().then(() => process.exit(0))
  })
  process.send?.(ready)
}

function residentBytes(): number {
  globalThis.gc?.()
  return process.memoryUsage.rss()
}
