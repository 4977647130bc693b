// One running server: the brain, its store, the wires and the listeners put together, and taken apart again.

import { type Chat, type Clock, createChat, type Log, type Random, type Store } from '@hubbub/core'
import { limits as usualLimits, type Limits } from '@hubbub/protocol'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import manifest from '../package.json' with { type: 'json' }
import { openDiskBlobs } from './blobs/disk.ts'
import { localBus } from './buses/local.ts'
import { systemClock } from './clock.ts'
import type { Verdict } from './edge/detect.ts'
import { openDoors } from './edge/doors.ts'
import { openReception } from './edge/reception.ts'
import type { WireName } from './gateways/gateway.ts'
import { gateways } from './gateways/index.ts'
import { type ListenAt, type Listeners, type ListenPlaces, openListeners, readPlaces } from './listeners.ts'
import { systemRandom } from './random.ts'
import { openSqliteStore } from './stores/sqlite.ts'

export interface ServerOptions {
  /** The folder that everything which lasts is kept in. */
  readonly data: string
  readonly host: string
  /** 0 asks for any free port. */
  readonly port: number
  /** Further addresses, as `--listen` writes them. */
  readonly listen?: readonly string[]
  readonly floodLimits?: boolean
  /** Pages of other addresses that may act here, such as `https://chat.example.org`. */
  readonly origins?: readonly string[]
  readonly limits?: Partial<Limits>
  readonly clock?: Clock
  readonly random?: Random
  /** Instead of SQLite in the folder. */
  readonly store?: Store
  readonly log: Log & { debug?(fields: object, says: string): void }
}

export interface RunningServer {
  /** Where it listens, as asked for, the main address first, with the real ports. */
  readonly addresses: ListenPlaces
  /** `http://localhost:11111` */
  readonly url: string
  /** How to connect, one line for each kind of client. */
  readonly howTos: readonly string[]
  readonly chat: Chat
  /** How many are connected, on all wires. */
  readonly connections: number
  /** Lets everybody go politely, and keeps what they said. Always resolves, and in time. */
  close(): Promise<void>
}

const about = { name: 'hubbub', version: manifest.version }

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const limits = { ...usualLimits, ...options.limits }
  const places = readPlaces(options, hintedWires())
  const house = await openHouse(options, limits)
  try {
    const listeners = await openListeners(places, limits, {
      accept: (socket, wire) => house.reception.accept(socket, hintOf(wire)),
      missed: (cause) => options.log.warn({ err: cause }, 'somebody could not be let in'),
    })
    return running(house, listeners)
  } catch (cause) {
    await house.close()
    throw cause
  }
}

type House = Awaited<ReturnType<typeof openHouse>>

/** Everything but the listeners. */
async function openHouse(options: ServerOptions, limits: Limits) {
  const { data, clock = systemClock, random = systemRandom, floodLimits = true, origins = [], log } = options
  const store = options.store ?? (await openSqliteStore({ dir: data, limits, log, clock }))
  const blobs = await openDiskBlobs({ dir: join(data, 'blobs') })
  const bus = localBus({ log })
  const chat = createChat({ about, limits, store, bus, blobs, clock, random, log })
  const doors = openDoors(gateways, { about, chat, blobs, clock, log, limits, floodLimits, origins })
  const reception = openReception({ clock, limits, log }, doors.accept)

  async function close(): Promise<void> {
    chat.close()
    await Promise.race([doors.close(), setTimeout(limits.shutdown_ms, undefined, { ref: false })])
    reception.destroyAll()
    await bus.close()
    await store.close()
  }
  return { chat, doors, reception, close }
}

function running({ chat, doors, reception, close }: House, listeners: Listeners): RunningServer {
  const at = reachedAt(listeners.addresses[0])
  let closing: Promise<void> | undefined
  return {
    addresses: listeners.addresses,
    url: `http://${at.host}:${at.port}`,
    howTos: doors.howTos(at),
    chat,
    get connections() {
      return reception.size
    },
    close() {
      listeners.close()
      return (closing ??= close())
    },
  }
}

/** Where a client on this machine finds it; "all addresses" is none that one can connect to. */
function reachedAt({ host, port }: ListenAt): { host: string; port: number } {
  if (host === '0.0.0.0' || host === '::') return { host: 'localhost', port }
  return { host: host.includes(':') ? `[${host}]` : host, port }
}

function hintedWires(): WireName[] {
  return gateways.filter(({ hinted }) => hinted !== undefined).map(({ wire }) => wire)
}

function hintOf(asked: WireName | undefined): Verdict | undefined {
  return gateways.find(({ wire }) => wire === asked)?.hinted
}
