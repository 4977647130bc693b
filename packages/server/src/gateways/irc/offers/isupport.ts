// What the server supports, as tokens of RPL_ISUPPORT (005): one row each (modern.ircdocs.horse, "RPL_ISUPPORT parameters").

import { type Limits, limits as ours, utf8Bytes } from '@hubbub/protocol'

import type { Settings } from '../../../settings.ts'
import type { Client } from '../client.ts'
import type { Out } from '../lines/line.ts'
import { channelTokens } from '../modes/tokens.ts'
import { numerics } from '../lines/numerics.ts'
import { serverLine } from '../outbound/lines.ts'
import { render } from '../lines/render.ts'
import { filehostOf } from './filehost.ts'
import type { Token } from './token.ts'

const whileHistory =
  (token: Token): Token =>
  (context) =>
    context.settings.history.enabled ? token(context) : null

const historyPage = whileHistory(({ limits }) => `${limits.history_page_entries_max}`)

export const tokens = {
  ...channelTokens,
  'AWAYLEN': ({ limits }) => `${limits.reason_chars_max}`,
  'BOT': () => 'B',
  // Names are compared by the core, on all wires alike: other mappings would make two names of one (foldName).
  'CASEMAPPING': () => 'ascii',
  'CHATHISTORY': historyPage,
  'draft/CHATHISTORY': historyPage,
  'draft/FILEHOST': ({ filehost }) => filehost,
  'KNOCK': () => '',
  'MONITOR': ({ limits }) => `${limits.irc_monitor_nicks_max}`,
  'MSGREFTYPES': whileHistory(() => 'msgid,timestamp'),
  'NAMELEN': ({ limits }) => `${limits.person_about_chars_max}`,
  // Tokens are ASCII, and a value has no spaces.
  'NETWORK': ({ settings }) => settings.network.replace(/[^\x21-\x7e]/gu, '_'),
  'NICKLEN': ({ limits }) => `${limits.person_name_chars_max}`,
  'soju.im/FILEHOST': ({ filehost }) => filehost,
  'STATUSMSG': () => '@+',
  'TARGMAX': ({ limits }) =>
    Object.entries(targetsMax(limits))
      .map(([verb, max]) => `${verb}:${max}`)
      .join(','),
  'USERLEN': ({ limits }) => `${limits.user_name_chars_max}`,
  'UTF8ONLY': () => '',
  'WHOX': () => '',
} satisfies Record<string, Token>

/** How many targets a line may have; empty is as many as it holds. */
const targetsMax = ({ irc_names_channels_max: channels, irc_targets_max: targets }: Limits) => ({
  JOIN: '',
  KICK: '',
  LIST: '',
  NAMES: channels,
  NOTICE: targets,
  PART: '',
  PRIVMSG: targets,
  TAGMSG: targets,
  WHOIS: targets,
})

// With the nick and the words at the end there are fifteen parameters, the most that a line has.
const tokensPerLine = 13

export function isupportLines(client: Client): Out[] {
  return linesOf(client, wordsFor(client, client.server.settings()))
}

/** What is not as it was under the settings before: tokens that are new or changed, and those that are gone with a `-`. */
export function isupportChanges(client: Client, before: Settings): Out[] {
  const [was, is] = [wordsFor(client, before), wordsFor(client, client.server.settings())]
  const names = new Set(is.map(nameOf))
  const gone = was.map(nameOf).filter((name) => !names.has(name))
  return linesOf(client, [...is.filter((word) => !was.includes(word)), ...gone.map((name) => `-${name}`)])
}

function nameOf(word: string): string {
  return word.split('=', 1)[0] ?? word
}

/** `NAME` or `NAME=value` */
function wordsFor(client: Client, settings: Settings): string[] {
  const context = { settings, limits: client.server.ports.limits, filehost: filehostOf(client, settings) }
  return Object.entries<Token>(tokens).flatMap(([name, valueOf]) => {
    const value = valueOf(context)
    if (value === null) return []
    return [value === '' ? name : `${name}=${value}`]
  })
}

function linesOf({ server, nick }: Client, words: readonly string[]): Out[] {
  const { code, text } = numerics.RPL_ISUPPORT
  const lineOf = (some: readonly string[]): Out => serverLine(server, code, [nick, ...some, text])
  const bytesLeft = ours.irc_rest_bytes_max - utf8Bytes(render([lineOf([])], new Set()))
  return inLines(words, bytesLeft).map(lineOf)
}

/** As many words in a line as it has room for; they are ASCII. */
function inLines(words: readonly string[], bytesMax: number): string[][] {
  const lines: string[][] = []
  let bytes = 0
  for (const word of words) {
    const last = lines.at(-1)
    bytes += word.length + 1
    if (last === undefined || last.length === tokensPerLine || bytes > bytesMax) {
      lines.push([word])
      bytes = word.length + 1
    } else last.push(word)
  }
  return lines
}
