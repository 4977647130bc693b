// Every setting there is, under the name that a configuration file gives it, and what it may be.

import * as z from 'zod/mini'

import { isRange } from '../edge/origin/trust.ts'
import { logLevels } from '../log.ts'
import { Files } from './files.ts'
import { SomeLimits } from './limits.ts'

const Text = z.string('this is a text in quotes').check(z.minLength(1, 'this cannot be empty'))
const YesOrNo = z.boolean('this is true or false')
const Count = z.int('this is a whole number').check(z.nonnegative('this is not below zero'))
const Port = z.int('a port is a whole number').check(z.minimum(0), z.maximum(65_535, 'ports end at 65535'))
const PasswordHash = Text.check(z.regex(/^\$[\w-]+\$/u, 'this is what `hubbub hash-password` prints'))
const ServerName = Text.check(
  z.regex(/^[\w.:-]{1,63}$/u, 'a server has a name like chat.example.org, up to 63 letters, digits, dots and dashes'),
)
const NetworkName = Text.check(z.regex(/^\S{1,32}$/u, 'a network has a name without spaces, up to 32 characters'))
const Site = Text.check(z.refine(isSite, 'this is an address without a path, such as https://chat.example.org'))
const Range = Text.check(z.refine(isRange, 'this is an address, or a range such as 10.0.0.0/8'))
const listOf = (example: string) => z.array(Text, `this is a list of texts, such as ["${example}"]`)

const Operator = z.strictObject({ name: Text, password_hash: PasswordHash })
const Tls = z.strictObject({ cert: z.optional(Text), key: z.optional(Text) })
const Accounts = z.strictObject({
  registration: z.optional(YesOrNo),
  before_connect: z.optional(YesOrNo),
  email_required: z.optional(YesOrNo),
  always_on: z.optional(YesOrNo),
  hash: z.optional(z.enum(['argon2id', 'test-only'], 'this is argon2id or test-only')),
})
const History = z.strictObject({ enabled: z.optional(YesOrNo), kept_days: z.optional(Count) })
const Audit = z.strictObject({ kept_days: z.optional(Count) })
const Sts = z.strictObject({ port: Port, duration_s: Count, preload: z.optional(YesOrNo) })
const Irc = z.strictObject({
  auto_join: z.optional(YesOrNo),
  corrections: z.optional(YesOrNo),
  replay_lines_max: z.optional(Count),
  multiline_bytes_max: z.optional(Count),
  multiline_lines_max: z.optional(Count),
  // Names are compared in one way on all wires.
  casemapping: z.optional(
    z.literal('ascii', 'this is "ascii": the rooms and people of all wires share their names (docs/operations.md)'),
  ),
  sts: z.optional(Sts),
})

export const Written = z.strictObject({
  host: z.optional(Text),
  port: z.optional(Port),
  url: z.optional(Site),
  data: z.optional(Text),
  listen: z.optional(listOf('6000=frames')),
  log: z.optional(z.enum(logLevels, `this is one of ${logLevels.join(', ')}`)),
  origins: z.optional(listOf('https://chat.example.org')),
  trusted_proxies: z.optional(z.array(Range, 'this is a list of addresses and ranges, such as ["10.0.0.0/8"]')),
  tls: z.optional(Tls),
  name: z.optional(ServerName),
  network: z.optional(NetworkName),
  motd: z.optional(Text),
  motd_file: z.optional(Text),
  password: z.optional(Text),
  operators: z.optional(z.array(Operator, 'operators are written as [[operators]]')),
  guests: z.optional(YesOrNo),
  accounts: z.optional(Accounts),
  history: z.optional(History),
  audit: z.optional(Audit),
  files: z.optional(Files),
  irc: z.optional(Irc),
  flood_limits: z.optional(YesOrNo),
  limits: z.optional(SomeLimits),
})

/** What a file, the environment or the command line says. */
export type Written = z.output<typeof Written>

/** `https://chat.example.org:8443`, with or without a slash at its end. */
function isSite(text: string): boolean {
  return /^https?:\/\//u.test(text) && URL.canParse(text) && new URL(text).origin === text.replace(/\/$/u, '')
}
