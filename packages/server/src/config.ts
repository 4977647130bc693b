// What the server is told from outside: flags, then the environment, then a TOML file, each checked, each named in its errors.

import type { Limits } from '@hubbub/protocol'
import { basename } from 'node:path'

import { type FileLimits, fileLimitsFrom } from './config/files.ts'
import type { Reread } from './config/governing.ts'
import { settingsFrom, tlsFrom } from './config/meaning.ts'
import { readFile, readWords } from './config/reading.ts'
import type { Written } from './config/schema.ts'
import type { CertificateFiles } from './edge/tls/identity.ts'
import type { LogLevel } from './log.ts'
import type { Settings } from './settings.ts'

export interface Config {
  /** The file that some of this was read from. */
  readonly file?: string
  readonly host: string
  readonly port: number
  /** The folder that everything which lasts is kept in. */
  readonly data: string
  /** Further addresses, as `--listen` writes them. */
  readonly listen: readonly string[]
  readonly log: LogLevel
  readonly floodLimits: boolean
  /** Pages of other addresses that may act here, such as `https://chat.example.org`. */
  readonly origins: readonly string[]
  /** Addresses and ranges whose PROXY headers are believed. */
  readonly trustedProxies: readonly string[]
  readonly limits: Partial<Limits>
  /** The limits that files have. */
  readonly files: FileLimits
  readonly settings: Settings
  readonly tls?: CertificateFiles
}

type TextFlag =
  | 'host'
  | 'port'
  | 'data'
  | 'log'
  | 'config'
  | 'name'
  | 'network'
  | 'motd'
  | 'password'
  | 'tlsCert'
  | 'tlsKey'

/** What was given on the command line, as it was typed. */
export interface Flags extends Partial<Record<TextFlag, string>> {
  readonly listen?: readonly string[]
  readonly guests?: boolean
  readonly registration?: boolean
}

/** Everything that was said, and the defaults for what was not. */
export function readConfig(flags: Flags, env: NodeJS.ProcessEnv = process.env): Config {
  const file = flags.config ?? env['HUBBUB_CONFIG']
  const written = [file === undefined ? {} : readFile(file), fromEnvironment(env), fromFlags(flags)].reduce(over)
  const tls = tlsFrom(written)
  return {
    ...(file === undefined ? {} : { file }),
    host: written.host ?? 'localhost',
    port: written.port ?? 11_111,
    data: written.data ?? './hubbub-data',
    listen: written.listen ?? [],
    log: written.log ?? 'info',
    floodLimits: written.flood_limits ?? true,
    origins: written.origins ?? [],
    trustedProxies: written.trusted_proxies ?? [],
    limits: (written.limits ?? {}) as Partial<Limits>,
    files: fileLimitsFrom(written.files),
    settings: settingsFrom(written),
    ...(tls === undefined ? {} : { tls }),
  }
}

/** The same again, later, for a server that was started with `first`. */
export function rereadConfig(flags: Flags, first: Config): Reread {
  const config = readConfig(flags)
  const { file, settings, tls } = config
  const changed = (name: keyof typeof startOnly): boolean =>
    JSON.stringify(config[name]) !== JSON.stringify(first[name])
  const waiting = (Object.keys(startOnly) as (keyof typeof startOnly)[]).flatMap((name) =>
    changed(name) ? [startOnly[name]] : [],
  )
  return {
    settings,
    waiting,
    ...(file === undefined ? {} : { file: basename(file) }),
    ...(tls === undefined ? {} : { tls }),
  }
}

/** What a running server cannot change, as the file calls it. */
const startOnly = {
  host: 'host',
  port: 'port',
  data: 'data',
  listen: 'listen',
  log: 'log',
  floodLimits: 'flood_limits',
  origins: 'origins',
  trustedProxies: 'trusted_proxies',
  limits: 'limits',
  files: 'files',
} satisfies Record<Exclude<keyof Config, keyof Reread>, keyof Written>

/** Tables that may be said in part here and in part there. */
function over(below: Written, above: Written): Written {
  return {
    ...below,
    ...above,
    ...(above.tls === undefined ? {} : { tls: { ...below.tls, ...above.tls } }),
    ...(above.accounts === undefined ? {} : { accounts: { ...below.accounts, ...above.accounts } }),
  }
}

function fromEnvironment(env: NodeJS.ProcessEnv): Written {
  const { HUBBUB_HOST: host, HUBBUB_PORT: port, HUBBUB_DATA: data, HUBBUB_LISTEN: places, HUBBUB_LOG: log } = env
  const listen = places?.split(/[\s,]+/u).filter((place) => place !== '')
  return readWords({ host, port, data, log, listen }, (key) => `HUBBUB_${key.toUpperCase()}`)
}

function fromFlags({ config: _, tlsCert, tlsKey, guests, registration, ...flags }: Flags): Written {
  const cert = tlsCert === undefined ? {} : { cert: tlsCert }
  const key = tlsKey === undefined ? {} : { key: tlsKey }
  const said = {
    ...flags,
    tls: tlsCert === undefined && tlsKey === undefined ? undefined : { ...cert, ...key },
    // There is no flag that lets in: that is what happens without one.
    guests: guests === false ? false : undefined,
    accounts: registration === false ? { registration: false } : undefined,
  }
  return readWords(said, (key) => `--${key.replaceAll(/[._]/gu, '-')}`)
}
