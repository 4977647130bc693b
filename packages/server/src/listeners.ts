// The addresses the server listens on: how they are written, opened together, and closed together.

import type { Limits } from '@hubbub/protocol'
import { createServer, type Server, type Socket } from 'node:net'

import { isLoopback } from './edge/origin/origin.ts'
import type { WireName } from './gateways/gateway.ts'
import { StartError } from './start-error.ts'

/** One address to listen on. `wire` is what is spoken there, or for some wires what silent clients are given. */
export interface ListenAt {
  readonly host: string
  /** 0 asks for any free one. */
  readonly port: number
  readonly wire?: WireName
  /** TLS begins at once, and nothing else is answered. */
  readonly tls?: true
}

/** The main address and whatever others there are. */
export type ListenPlaces = readonly [ListenAt, ...ListenAt[]]

export interface Listeners {
  /** As asked for, with the real ports. */
  readonly addresses: ListenPlaces
  /** Accepts nobody any more; who is connected stays. */
  close(): void
}

const spelling = /^(?:(?:\[(?<v6>[0-9A-Fa-f:.%\w]+)\]|(?<name>[^:=[\]]+)):)?(?<port>\d{1,5})(?:=(?<speaks>.+))?$/u
const portMax = 65_535
const howToWrite = `write PORT, HOST:PORT, PORT=WIRE or HOST:PORT=WIRE, with a port up to ${portMax}`

/** The main address, and those of `listen`; `wires` are those that an address can be given. */
export function readPlaces(
  asked: { readonly host: string; readonly port: number; readonly listen?: readonly string[] },
  wires: readonly WireName[],
): ListenPlaces {
  const { host, port, listen = [] } = asked
  return [{ host, port }, ...listen.map((text) => readPlace(text, host, wires))]
}

/** Reads `PORT`, `HOST:PORT`, `[::1]:PORT`, each alone or with `=WIRE`, `=WIRE+tls` or `=tls`. */
function readPlace(text: string, mainHost: string, wires: readonly WireName[]): ListenAt {
  const { v6, name, port = '', speaks } = spelling.exec(text)?.groups ?? {}
  if (port === '' || Number(port) > portMax) throw new StartError(`--listen ${text}: ${howToWrite}`)
  const place = { host: v6 ?? name ?? mainHost, port: Number(port) }
  if (speaks === undefined) return place
  const encrypted = speaks === 'tls' || speaks.endsWith('+tls')
  const wire = wires.find((known) => known === speaks.replace(/\+tls$/u, ''))
  if (wire === undefined && speaks !== 'tls') {
    throw new StartError(`--listen ${text}: after = comes one of ${wires.join(', ')}, alone or with +tls, or tls`)
  }
  return { ...place, ...(wire === undefined ? {} : { wire }), ...(encrypted ? { tls: true } : {}) }
}

/** Whether nobody but programs of this machine can reach an address. */
export function isLocal({ host }: Pick<ListenAt, 'host'>): boolean {
  return host === 'localhost' || isLoopback(host)
}

/** What becomes of those who come. */
export interface Callers {
  accept(socket: Socket, at: ListenAt): void
  /** Somebody could not be accepted, mostly because too many files are open; the listener goes on. */
  missed(cause: Error): void
}

/** Opens all or none. */
export async function openListeners(places: ListenPlaces, limits: Limits, callers: Callers): Promise<Listeners> {
  const servers: Server[] = []
  const close = (): void => servers.forEach((server) => server.close())
  const open = async (place: ListenAt): Promise<ListenAt> => {
    const opened = await openPlace(place, () => serverFor(place, limits, callers))
    servers.push(...opened)
    return { ...place, port: portOf(opened[0]) }
  }
  try {
    const [main, ...others] = places
    const addresses: [ListenAt, ...ListenAt[]] = [await open(main)]
    for (const place of others) addresses.push(await open(place))
    return { addresses, close }
  } catch (cause) {
    close()
    throw cause
  }
}

function serverFor(place: ListenAt, limits: Limits, callers: Callers): Server {
  const options = {
    allowHalfOpen: true, // a client that has said all it has to say may still be listening
    noDelay: true,
    keepAlive: true, // some wires have no word for "are you there", and cables get pulled
    keepAliveInitialDelay: limits.keepalive_after_ms,
  }
  const server = createServer(options, (socket) => callers.accept(socket, place))
  return server.once('listening', () => server.on('error', (cause) => callers.missed(cause)))
}

/** `localhost` is two addresses: which of them a client tries first is its own affair. */
async function openPlace(place: ListenAt, make: () => Server): Promise<Server[]> {
  if (place.host !== 'localhost') return [await listen(make(), place, place.host)]
  const first = await listen(make(), place, '127.0.0.1')
  try {
    return [first, await listen(make(), { ...place, port: portOf(first) }, '::1')]
  } catch (cause) {
    if (isMissing(cause) || place.port === 0) return [first]
    first.close()
    throw cause
  }
}

const backlog = 4_096

function listen(server: Server, place: ListenAt, address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => reject(explained(cause, place))
    server.once('error', fail)
    server.listen({ host: address, port: place.port, backlog }, () => resolve(server.off('error', fail)))
  })
}

const explanations: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; stop it, or choose another port',
  EACCES: 'that port is for administrators; choose one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address; try localhost, or 0.0.0.0 for all its addresses',
  ENOTFOUND: 'there is no such host; try localhost, or 0.0.0.0 for all addresses of this machine',
}

function explained(cause: Error & { code?: string }, { host, port }: ListenAt): Error {
  const says = explanations[cause.code ?? ''] ?? cause.message
  return new StartError(`cannot listen on ${host.includes(':') ? `[${host}]` : host}:${port}: ${says}`, { cause })
}

/** A machine may have IPv6 switched off. */
function isMissing(cause: unknown): boolean {
  const code = cause instanceof StartError && (cause.cause as NodeJS.ErrnoException).code
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'
}

function portOf(server: Server | undefined): number {
  const address = server?.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
