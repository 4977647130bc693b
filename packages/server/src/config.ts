// What the server is told from outside: flags, then the environment, then a TOML file, each checked, each named in its errors.

import { limits, type Limits } from '@hubbub/protocol'
import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import * as z from 'zod/mini'

import { type LogLevel, logLevels } from './log.ts'
import { StartError } from './start-error.ts'

export interface Config {
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
  readonly limits: Partial<Limits>
}

/** What was given on the command line, as it was typed. */
export interface Flags extends Partial<Record<'host' | 'port' | 'data' | 'log' | 'config', string>> {
  readonly listen?: readonly string[]
}

const defaults: Config = {
  host: 'localhost',
  port: 11_111,
  data: './hubbub-data',
  listen: [],
  log: 'info',
  floodLimits: true,
  origins: [],
  limits: {},
}

const Port = z.int('a port is a whole number').check(z.minimum(0), z.maximum(65_535, 'ports end at 65535'))
const Text = z.string('this is a text in quotes').check(z.minLength(1, 'this cannot be empty'))
const LimitValue = z.int('a limit is a whole number').check(z.nonnegative('a limit is not below zero'))
const limitFields = Object.fromEntries(Object.keys(limits).map((name) => [name, z.optional(LimitValue)]))

const Settings = z.strictObject({
  host: z.optional(Text),
  port: z.optional(Port),
  data: z.optional(Text),
  listen: z.optional(z.array(Text, 'this is a list of texts, such as ["6000=frames"]')),
  log: z.optional(z.enum(logLevels, `this is one of ${logLevels.join(', ')}`)),
  origins: z.optional(z.array(Text, 'this is a list of texts, such as ["https://chat.example.org"]')),
  flood_limits: z.optional(z.boolean('this is true or false')),
  limits: z.optional(z.strictObject(limitFields)),
})
type Settings = z.output<typeof Settings>

/** Everything that was said, and the defaults for what was not. */
export function readConfig(flags: Flags, env: NodeJS.ProcessEnv = process.env): Config {
  const { config: flagFile, ...flagged } = flags
  const file = flagFile ?? env['HUBBUB_CONFIG']
  const said: Settings = {
    ...(file === undefined ? {} : readFile(file)),
    ...check(fromEnvironment(env), (key) => `HUBBUB_${key.toUpperCase()}`),
    ...check(typed(flagged), (key) => `--${key}`),
  }
  const { flood_limits: floodLimits = defaults.floodLimits, ...others } = said
  return { ...defaults, ...others, floodLimits } as Config
}

function readFile(path: string): Settings {
  return check(parseFile(path), (key) => `${path}: ${key}`)
}

function parseFile(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new StartError(`${path}: ${cause instanceof Error ? cause.message.trim() : 'cannot be read'}`, { cause })
  }
}

function fromEnvironment(env: NodeJS.ProcessEnv): unknown {
  const { HUBBUB_HOST: host, HUBBUB_PORT: port, HUBBUB_DATA: data, HUBBUB_LISTEN: listen, HUBBUB_LOG: log } = env
  return typed({ host, port, data, log, listen: listen?.split(/[\s,]+/u).filter((place) => place !== '') })
}

/** Outside a file everything is text. */
function typed(said: Readonly<Record<string, unknown>>): unknown {
  const given = Object.entries(said).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([key, value]) => [key, key === 'port' ? toNumber(value) : value]))
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value
}

function check(said: unknown, nameOf: (key: string) => string): Settings {
  const read = Settings.safeParse(said)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const key = issue?.path.join('.') ?? ''
  if (issue?.code !== 'unrecognized_keys') throw new StartError(`${nameOf(key)}: ${issue?.message ?? 'is not valid'}`)
  const unknown = [key, issue.keys[0]].filter((part) => part !== '').join('.')
  throw new StartError(`${nameOf(unknown)}: there is no such setting`)
}
