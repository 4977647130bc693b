// What governs a running server: the settings and the certificate as they are at this moment, and how they are read again.

import type { Clock, Log, Policy } from '@hubbub/core'
import { hostname, networkInterfaces } from 'node:os'

import { type CertificateFiles, type Identity, ownIdentity, readIdentity } from '../edge/tls/identity.ts'
import { isLocal, type ListenPlaces } from '../listeners.ts'
import { type Settings, settingsOf, type SomeSettings } from '../settings.ts'
import { StartError } from '../start-error.ts'

/** What a configuration says, as far as a running server can be given it. */
export interface Said {
  /** What the operator has decided; the usual for the rest. */
  readonly settings?: SomeSettings
  /** The PEM files of a certificate and its key; without them the server makes one, and keeps it. */
  readonly tls?: CertificateFiles
}

/** A configuration read again. */
export interface Reread extends Said {
  /** The name of the file it was read from. */
  readonly file?: string
  /** Settings that are not what they were and count only from the next start on. */
  readonly waiting: readonly string[]
}

export interface Governing {
  readonly settings: () => Settings
  readonly policy: () => Policy
  readonly identity: () => Identity
  /** Reads everything again, and takes all of it or none. */
  readonly rehash: () => Promise<string>
}

export interface GoverningOptions extends Said {
  /** The server's folder. */
  readonly data: string
  readonly places: ListenPlaces
  readonly clock: Clock
  readonly log: Log
  readonly reread?: () => Reread
}

interface Current {
  readonly settings: Settings
  readonly identity: Identity
}

export async function govern(options: GoverningOptions): Promise<Governing> {
  const { reread = () => ({ ...options, waiting: [] }), log } = options
  let current = await currentOf(options, options)
  return {
    settings: () => current.settings,
    policy: () => policyOf(current.settings),
    identity: () => current.identity,
    async rehash() {
      const said: Reread = reread()
      const next = await currentOf(said, options)
      const waiting = [
        ...said.waiting,
        ...(next.settings.accounts.hash === current.settings.accounts.hash ? [] : ['accounts.hash']),
      ]
      current = next
      if (waiting.length > 0) log.warn({ settings: waiting }, 'these settings count from the next start on')
      return said.file ?? 'none'
    },
  }
}

async function currentOf(said: Said, options: GoverningOptions): Promise<Current> {
  const settings = settingsOf(said.settings)
  refuseTestHashes(settings, options.places)
  return { settings, identity: await identityFor(said, settings, options) }
}

async function identityFor({ tls }: Said, { name }: Settings, options: GoverningOptions): Promise<Identity> {
  const { data, places, clock, log } = options
  if (tls === undefined) return ownIdentity(data, { name, hosts: hostsOf(name, places), now: clock.now() })
  const identity = await readIdentity(tls)
  const until = new Date(identity.until).toISOString()
  if (identity.until < clock.now()) log.warn({ cert: tls.cert, until }, 'the TLS certificate has expired')
  return identity
}

/** Where the server can be reached, as far as it can know. */
function hostsOf(name: string, places: ListenPlaces): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? [])
  const hosts = places.flatMap(({ host }) =>
    host === '0.0.0.0' || host === '::' ? [hostname(), ...addresses] : [host],
  )
  return ['localhost', '127.0.0.1', '::1', name, ...hosts].map((host) => host.replace(/%.*$/u, ''))
}

function refuseTestHashes({ accounts }: Settings, places: ListenPlaces): void {
  const open = places.find((place) => !isLocal(place))
  if (accounts.hash === 'argon2id' || open === undefined) return
  throw new StartError(
    `accounts.hash: "test-only" protects nothing, so every address must be of this machine alone, and ${open.host}:${open.port} is not`,
  )
}

function policyOf({ guests, accounts, operators, history }: Settings): Policy {
  const { registration, alwaysOn } = accounts
  return { history: history.enabled, guests, registration, alwaysOn, operators }
}
