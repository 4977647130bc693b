import type { Message } from '@hubbub/protocol'
import { WebSocketActor } from '@hubbub/server/actors'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ACKNOWLEDGED_MIN = 10_000
const SPEAKERS = 4
const IN_FLIGHT = 100

const program = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url))

interface Child {
  readonly process: ChildProcess
  readonly port: number
}

/** A server of its own process, which can be killed. */
async function serve(folder: string): Promise<Child> {
  const config = join(folder, 'hubbub.toml')
  await writeFile(config, 'flood_limits = false\n')
  const given = ['serve', '127.0.0.1', '0', '--data', join(folder, 'data'), '--config', config, '--log', 'warn']
  const child = spawn(process.execPath, [program, ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) {
    const port = /^hubbub is listening on 127\.0\.0\.1:(\d+)$/u.exec(line)?.[1]
    if (port !== undefined) return { process: child, port: Number(port) }
  }
  throw new Error('the server ended before it listened')
}

async function arrive({ port }: Child, name: string): Promise<WebSocketActor> {
  const actor = new WebSocketActor({ host: '127.0.0.1', port })
  await actor.connect()
  await actor.identify(name)
  return actor
}

/** Says numbered things until the connection breaks; notes each that was acknowledged, by its text. */
async function talk(actor: WebSocketActor, acknowledged: Map<string, number>, enough: () => void): Promise<number> {
  let said = 0
  const speak = async (): Promise<void> => {
    for (;;) {
      const text = `${actor.name} ${said++}`
      const { seq } = await actor.request('message.send', { room: 'lobby', body: text, clientId: text })
      acknowledged.set(text, seq)
      if (acknowledged.size >= ACKNOWLEDGED_MIN) enough()
    }
  }
  await Promise.allSettled(Array.from({ length: IN_FLIGHT }, speak))
  return said
}

async function wholeHistory(actor: WebSocketActor): Promise<Message[]> {
  const all: Message[] = []
  for (let more = true; more;) {
    const page = await actor.request('message.history', { room: 'lobby', after: all.at(-1)?.seq ?? 0, limit: 200 })
    all.push(...page.entries)
    more = page.more
  }
  return all
}

test(
  '[R-SCENE-9] a server killed in the middle of 10,000 acknowledged sends has kept every one of them, once, in order',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hubbub-killed-'))
    const first = await serve(folder)
    const speakers = await Promise.all(Array.from({ length: SPEAKERS }, (_, i) => arrive(first, `speaker${i}`)))
    const acknowledged = new Map<string, number>()
    const counts = await Promise.all(
      speakers.map((speaker) => talk(speaker, acknowledged, () => void first.process.kill('SIGKILL'))),
    )
    expect(first.process.signalCode ?? (await once(first.process, 'exit'))[1]).toBe('SIGKILL')
    expect(acknowledged.size).toBeGreaterThanOrEqual(ACKNOWLEDGED_MIN)

    const second = await serve(folder)
    const reader = await arrive(second, 'reader')
    const kept = await wholeHistory(reader)
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, i) => i + 1))
    const seqs = new Map(kept.map(({ body, seq }) => [body, seq]))
    expect(seqs.size).toBe(kept.length)
    for (const [text, seq] of acknowledged) expect(seqs.get(text)).toBe(seq)

    // What was under way may or may not have been stored; said again by whoever said it, it is there once.
    const again = new WebSocketActor({ host: '127.0.0.1', port: second.port })
    again.token = speakers[0]?.token ?? ''
    again.epoch = speakers[0]?.epoch ?? ''
    await again.resume()
    const texts = Array.from({ length: counts[0] ?? 0 }, (_, i) => `speaker0 ${i}`)
    for (const text of texts.slice(-2 * IN_FLIGHT)) {
      await again.request('message.send', { room: 'lobby', body: text, clientId: text })
    }
    const bodies = (await wholeHistory(reader)).map(({ body }) => body)
    expect(new Set(bodies).size).toBe(bodies.length)
    expect(texts.filter((text) => !bodies.includes(text))).toEqual([])

    second.process.kill('SIGTERM')
    await expect(once(second.process, 'exit')).resolves.toEqual([0, null])
    await rm(folder, { recursive: true })
  },
)
