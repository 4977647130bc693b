// A whole server in this process, on a free port, with a folder of its own that goes with it.

import type { RunningServer, ServerOptions } from '@hubbub/server'
import type { Actor, Address, ChatWire } from '@hubbub/server/actors'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type ManualClock, manualClock } from './clock.ts'

export interface WorldOptions extends Partial<Omit<ServerOptions, 'clock'>> {
  /** Time passes only by `clock.advance`. */
  readonly clockInHand?: boolean
}

export interface World extends AsyncDisposable {
  readonly address: Address
  readonly server: RunningServer
  /** The folder of the store and the files. */
  readonly data: string
  readonly clock: ManualClock | undefined
  /** Somebody comes, on one of the wires. */
  actor(wire: ChatWire, name: string): Promise<Actor>
  /** Stops the server and starts it again: same address, same folder. */
  restart(): Promise<void>
  close(): Promise<void>
}

export async function world(options: WorldOptions = {}): Promise<World> {
  const { startServer } = await import('@hubbub/server') // here, so that tests of the brain alone load no wires
  const { clockInHand = false, ...given } = options
  const data = given.data ?? (await mkdtemp(join(tmpdir(), 'hubbub-')))
  const clock = clockInHand ? manualClock() : undefined
  const present = new Set<Actor>()
  const start = (port: number): Promise<RunningServer> =>
    startServer({ host: '127.0.0.1', log: quiet, ...given, port, data, ...(clock ? { clock } : {}) })

  let server = await start(given.port ?? 0)
  const address = { host: server.addresses[0].host, port: server.addresses[0].port }

  async function close(): Promise<void> {
    for (const actor of present) actor.drop()
    await server.close()
    if (given.data === undefined) await rm(data, { recursive: true, force: true })
  }
  return {
    address,
    data,
    clock,
    get server() {
      return server
    },
    async actor(wire, name) {
      const { actors } = await import('@hubbub/server/actors')
      const actor = await actors[wire](address, name)
      present.add(actor)
      return actor
    },
    async restart() {
      await server.close()
      server = await start(address.port)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Warnings and errors are for the test to look at, not for its output. */
const quiet: ServerOptions['log'] = { warn: () => {}, error: (fields, says) => console.error(says, fields) }
