// One running server: the brain, its store, the wires and the listeners put together, and taken apart again.

import { type Chat, type Clock, createChat, type Log, type Random, type Store } from '@hubbub/core'
import { limits as usualLimits, type Limits } from '@hubbub/protocol'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { SecureContext } from 'node:tls'

import manifest from '../package.json' with { type: 'json' }
import { openDiskBlobs } from './blobs/disk.ts'
import { localBus } from './buses/local.ts'
import { systemClock } from './clock.ts'
import { govern, type Reread, type Said } from './config/governing.ts'
import { openDoors } from './edge/doors.ts'
import { trustIn } from './edge/origin/trust.ts'
import { type Entrance, openReception } from './edge/reception.ts'
import type { WireName } from './gateways/gateway.ts'
import { gateways } from './gateways/index.ts'
import { type ListenAt, type Listeners, type ListenPlaces, openListeners, readPlaces } from './listeners.ts'
import { openPasswords } from './passwords.ts'
import { openSecret, systemRandom } from './random.ts'
import { openPictures } from './pictures/pictures.ts'
import { openRetention } from './retention/retention.ts'
import { openSqliteStore } from './stores/sqlite.ts'

export interface ServerOptions extends Said {
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
  /** The limits that files have, as a configuration says them. */
  readonly files?: Partial<Limits>
  /** The folder of the built web client. */
  readonly web?: string
  /** Addresses and ranges whose PROXY headers are believed. */
  readonly trustedProxies?: readonly string[]
  /** Reads the configuration again, for a rehash. */
  readonly reread?: () => Reread
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
  /** Where people open it in a browser: the address that the operator has published, or `url`. */
  readonly site: string
  /** How to connect, one line for each kind of client. */
  readonly howTos: readonly string[]
  readonly chat: Chat
  /** What made somebody with an account an operator when it was started, if there was no operator then. */
  readonly claim: string | undefined
  /** The certificate that is shown to clients over TLS: its SHA-256, and who made it. */
  readonly certificate: { readonly fingerprint: string; readonly by: 'operator' | 'itself' }
  /** Reads the configuration and the certificate again; nobody is dropped. Rejects with what is wrong in them. */
  rehash(): Promise<string>
  /** How many are connected, on all wires. */
  readonly connections: number
  /** Lets everybody go politely, and keeps what they said. Always resolves, and in time. */
  close(): Promise<void>
}

const about = { name: 'hubbub', version: manifest.version }

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const limits = { ...usualLimits, ...options.limits, ...options.files }
  const places = readPlaces(options, wiresToListenFor())
  let listening = places
  const pagesPort = (port: number): number => pagesPortOf(listening, port)
  const house = await openHouse(options, { limits, places, pagesPort })
  try {
    const listeners = await openListeners(places, limits, {
      accept: (socket, at) => house.reception.accept(socket, entranceOf(at)),
      missed: (cause) => options.log.warn({ err: cause }, 'somebody could not be let in'),
    })
    listening = listeners.addresses
    return running(house, listeners)
  } catch (cause) {
    await house.close()
    throw cause
  }
}

type House = Awaited<ReturnType<typeof openHouse>>

interface Placed {
  readonly limits: Limits
  readonly places: ListenPlaces
  readonly pagesPort: (port: number) => number
}

/** Everything but the listeners. */
async function openHouse(options: ServerOptions, { limits, places, pagesPort }: Placed) {
  const { data, clock = systemClock, random = systemRandom, floodLimits = true, origins = [], log } = options
  const governing = await govern({ ...options, places, clock })
  const store = options.store ?? (await openSqliteStore({ dir: data, limits, log, clock }))
  const { settings, policy, identity } = governing
  const disk = await openDiskBlobs({ dir: join(data, 'blobs'), freeBytesMin: limits.disk_free_bytes_min })
  const files = await openPictures({ blobs: disk, dir: join(data, 'variants'), clock, limits, log })
  const { blobs, pictures } = files
  const bus = localBus({ log })
  const secret = await openSecret(data)
  const passwords = openPasswords({ hash: settings().accounts.hash, secret })
  const chat = createChat({ about, limits, store, bus, blobs, clock, random, secret, log, passwords, policy, rehash })
  const doors = openDoors(gateways, {
    about,
    chat,
    blobs,
    pictures,
    clock,
    log,
    limits,
    floodLimits,
    origins,
    settings,
    passwords,
    pagesPort,
    web: options.web,
    uploadsDir: join(data, 'uploads'),
  })
  const trusts = trustIn(options.trustedProxies ?? [])
  const secureContext = (): SecureContext => identity().context
  const reception = openReception({ clock, limits, log, trusts, secureContext }, doors.accept)
  const keptDays = (): number => settings().history.keptDays
  const auditKeptDays = (): number => settings().audit.keptDays
  const retention = openRetention({ store, blobs, clock, limits, log, keptDays, auditKeptDays })

  async function rehash(): Promise<string> {
    const file = await governing.rehash()
    doors.rehashed()
    return file
  }

  async function close(): Promise<void> {
    const retentionEnded = retention.close()
    chat.close()
    await Promise.race([doors.close(), setTimeout(limits.shutdown_ms, undefined, { ref: false })])
    reception.destroyAll()
    await files.close()
    await bus.close()
    await store.close()
    await retentionEnded
  }
  return { chat, claim: await chat.claim(), doors, reception, identity, settings, rehash, close }
}

function running(
  { chat, claim, doors, reception, identity, settings, rehash, close }: House,
  listeners: Listeners,
): RunningServer {
  const at = reachedAt(listeners.addresses[0])
  const url = `http://${at.host}:${at.port}`
  let closing: Promise<void> | undefined
  return {
    addresses: listeners.addresses,
    url,
    get site() {
      return settings().url ?? url
    },
    howTos: doors.howTos(at),
    chat,
    claim,
    rehash,
    get certificate() {
      return identity()
    },
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

/** The main address speaks everything; another may speak one wire alone. */
function pagesPortOf([main, ...others]: ListenPlaces, port: number): number {
  const isOneWire = others.some((at) => at.port === port && at.wire !== 'http' && entranceOf(at).fixed !== undefined)
  return isOneWire ? main.port : port
}

/** The wires that an address can be given. */
function wiresToListenFor(): WireName[] {
  return gateways.filter(({ hinted, fixed }) => hinted ?? fixed).map(({ wire }) => wire)
}

function entranceOf(at: ListenAt): Entrance {
  const { hinted, fixed } = gateways.find(({ wire }) => wire === at.wire) ?? {}
  return {
    tls: at.tls === true,
    ...(hinted === undefined ? {} : { hint: hinted }),
    ...(fixed === undefined ? {} : { fixed }),
  }
}
