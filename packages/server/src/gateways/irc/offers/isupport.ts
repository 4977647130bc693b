// What the server supports, as tokens of RPL_ISUPPORT (005): one row each (modern.ircdocs.horse, "RPL_ISUPPORT parameters").

import { limits, utf8Bytes } from '@hubbub/protocol'

import type { Settings } from '../../../settings.ts'
import type { Client } from '../client.ts'
import type { Out } from '../lines/line.ts'
import { channelTokens } from '../modes/tokens.ts'
import { numerics } from '../lines/numerics.ts'
import { serverLine } from '../outbound/lines.ts'
import { render } from '../lines/render.ts'
import { filehostOf } from './filehost.ts'

/** Empty is a token without `=`; null is not told. */
type Token = (settings: Settings, filehost: string | null) => string | null

const history =
  (value: string): Token =>
  ({ history: { enabled } }) =>
    enabled ? value : null

export const tokens = {
  ...channelTokens,
  'AWAYLEN': () => `${limits.reason_chars_max}`,
  'BOT': () => 'B',
  'CASEMAPPING': () => 'ascii',
  'CHATHISTORY': history(`${limits.history_page_entries_max}`),
  'draft/CHATHISTORY': history(`${limits.history_page_entries_max}`),
  'draft/FILEHOST': (_settings, filehost) => filehost,
  'KNOCK': () => '',
  'MONITOR': () => `${limits.irc_monitor_nicks_max}`,
  'MSGREFTYPES': history('msgid,timestamp'),
  'NAMELEN': () => `${limits.person_about_chars_max}`,
  // Tokens are ASCII, and a value has no spaces.
  'NETWORK': ({ network }) => network.replace(/[^\x21-\x7e]/gu, '_'),
  'NICKLEN': () => `${limits.person_name_chars_max}`,
  'soju.im/FILEHOST': (_settings, filehost) => filehost,
  'STATUSMSG': () => '@+',
  'TARGMAX': () =>
    Object.entries(targetsMax)
      .map(([verb, max]) => `${verb}:${max}`)
      .join(','),
  'USERLEN': () => `${limits.user_name_chars_max}`,
  'UTF8ONLY': () => '',
  'WHOX': () => '',
} satisfies Record<string, Token>

/** How many targets a line may have; empty is as many as it holds. */
const targetsMax = {
  JOIN: '',
  KICK: '',
  LIST: '',
  NAMES: limits.irc_names_channels_max,
  NOTICE: limits.irc_targets_max,
  PART: '',
  PRIVMSG: limits.irc_targets_max,
  TAGMSG: limits.irc_targets_max,
  WHOIS: limits.irc_targets_max,
}

// With the nick and the words at the end there are fifteen parameters, the most that a line has.
const tokensPerLine = 13

export function isupportLines(client: Client): Out[] {
  const { server, nick } = client
  const { code, text } = numerics.RPL_ISUPPORT
  const lineOf = (words: readonly string[]): Out => serverLine(server, code, [nick, ...words, text])
  const bytesLeft = limits.irc_rest_bytes_max - utf8Bytes(render([lineOf([])], new Set()))
  return inLines(tokenWords(server.settings(), filehostOf(client)), bytesLeft).map(lineOf)
}

function tokenWords(settings: Settings, filehost: string | null): string[] {
  return Object.entries<Token>(tokens).flatMap(([name, valueOf]) => {
    const value = valueOf(settings, filehost)
    if (value === null) return []
    return [value === '' ? name : `${name}=${value}`]
  })
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
