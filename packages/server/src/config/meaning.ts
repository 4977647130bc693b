// What was written becomes what the parts of the server are given: other names, files read, defaults filled in.

import { limits } from '@hubbub/protocol'
import { readFileSync } from 'node:fs'

import type { CertificateFiles } from '../edge/tls/identity.ts'
import { defaultSettings, type IrcSettings, type Settings } from '../settings.ts'
import { StartError } from '../start-error.ts'
import type { Written } from './schema.ts'

export function settingsFrom(written: Written): Settings {
  const { url, name, network, password, operators = [], guests, accounts, history, audit, irc } = written
  const usual = defaultSettings
  return {
    ...(url === undefined ? {} : { url: url.replace(/\/$/u, '') }),
    name: name ?? usual.name,
    network: network ?? usual.network,
    motd: motdFrom(written),
    ...(password === undefined ? {} : { password }),
    operators: operators.map((operator) => ({ name: operator.name, passwordHash: operator.password_hash })),
    guests: guests ?? usual.guests,
    accounts: {
      registration: accounts?.registration ?? usual.accounts.registration,
      beforeConnect: accounts?.before_connect ?? usual.accounts.beforeConnect,
      emailRequired: accounts?.email_required ?? usual.accounts.emailRequired,
      alwaysOn: accounts?.always_on ?? usual.accounts.alwaysOn,
      hash: accounts?.hash ?? usual.accounts.hash,
    },
    history: {
      enabled: history?.enabled ?? usual.history.enabled,
      keptDays: history?.kept_days ?? usual.history.keptDays,
    },
    audit: { keptDays: audit?.kept_days ?? usual.audit.keptDays },
    irc: ircFrom(irc ?? {}),
  }
}

function ircFrom({ sts, ...irc }: NonNullable<Written['irc']>): IrcSettings {
  const usual = defaultSettings.irc
  const { port, duration_s: durationS, preload = false } = sts ?? {}
  return {
    autoJoin: irc.auto_join ?? usual.autoJoin,
    corrections: irc.corrections ?? usual.corrections,
    replayLinesMax: irc.replay_lines_max ?? usual.replayLinesMax,
    multilineBytesMax: irc.multiline_bytes_max ?? usual.multilineBytesMax,
    multilineLinesMax: irc.multiline_lines_max ?? usual.multilineLinesMax,
    ...(port === undefined || durationS === undefined ? {} : { sts: { port, durationS, preload } }),
  }
}

function motdFrom({ motd, motd_file: file }: Written): readonly string[] {
  const text = motd ?? (file === undefined ? '' : readText('motd_file', file))
  if (Buffer.byteLength(text) > limits.motd_bytes_max)
    throw new StartError(`motd: ${limits.motd_bytes_max} bytes are the most`)
  return text.trimEnd() === '' ? [] : text.trimEnd().split(/\r?\n/u)
}

function readText(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StartError(`${setting}: ${cause instanceof Error ? cause.message : `${file} cannot be read`}`, { cause })
  }
}

/** One file may hold both. */
export function tlsFrom({ tls = {} }: Written): CertificateFiles | undefined {
  const { cert, key = cert } = tls
  if (cert !== undefined && key !== undefined) return { cert, key }
  if (key !== undefined) throw new StartError('tls.key: a key needs its certificate, tls.cert')
  return undefined
}
