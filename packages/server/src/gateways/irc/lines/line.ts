// One IRC line, read and written: tags, source, verb, parameters (RFC 1459, 2.3.1; IRCv3 message-tags).

import { limits } from '@hubbub/protocol'

import { cutToBytes } from '../../../utf8.ts'

/** A line as a client sent it. */
export interface Line {
  /** By their names as they stand on the wire, unescaped; a tag without a value has an empty one. */
  readonly tags: ReadonlyMap<string, string>
  /** In upper case. */
  readonly verb: string
  readonly params: readonly string[]
}

/** A line to a client. The last parameter is written with a colon where it needs one. */
export interface Out {
  /** Told to those who can read them, each by the capability that the tag belongs to (capabilities.ts). */
  readonly tags?: Readonly<Record<string, string>>
  readonly source?: string
  readonly verb: string
  readonly params: readonly string[]
}

const unescaped: Readonly<Record<string, string>> = { ':': ';', 's': ' ', '\\': '\\', 'r': '\r', 'n': '\n' }
const escaped: Readonly<Record<string, string>> = { ';': '\\:', ' ': '\\s', '\\': '\\\\', '\r': '\\r', '\n': '\\n' }

/** A lone backslash at the end is dropped, and one before any other character is, too (message-tags, "Escaping values"). */
export function unescapeTag(value: string): string {
  return value.replace(/\\(.?)/gsu, (_, char: string) => unescaped[char] ?? char)
}

export function escapeTag(value: string): string {
  return value.replace(/[; \\\r\n]/gu, (char) => escaped[char] ?? char)
}

/** The line of this text, without its CR LF; undefined for one without a verb. */
export function parseLine(text: string): Line | undefined {
  let rest = text
  const tags = new Map<string, string>()
  if (rest.startsWith('@')) {
    const end = rest.indexOf(' ')
    const raw = end < 0 ? rest.slice(1) : rest.slice(1, end)
    for (const tag of raw.split(';')) {
      const equals = tag.indexOf('=')
      const key = equals < 0 ? tag : tag.slice(0, equals)
      // Of a tag that is there twice the last counts (message-tags, "Rules for servers and clients").
      if (key !== '') tags.set(key, equals < 0 ? '' : unescapeTag(tag.slice(equals + 1)))
    }
    rest = end < 0 ? '' : rest.slice(end)
  }
  rest = rest.trimStart()
  if (rest.startsWith(':')) rest = afterWord(rest)
  const colon = rest.startsWith(':') ? 0 : rest.indexOf(' :')
  const middle = (colon < 0 ? rest : rest.slice(0, colon)).split(' ').filter((word) => word !== '')
  const [verb, ...params] = colon < 0 ? middle : [...middle, rest.slice(colon + (colon === 0 ? 1 : 2))]
  return verb === undefined || verb === '' ? undefined : { tags, verb: verb.toUpperCase(), params }
}

function afterWord(text: string): string {
  const space = text.indexOf(' ')
  return space < 0 ? '' : text.slice(space).trimStart()
}

// What people say always has a colon: bots look for it, and the room that is left for words does not depend on them.
const isText = new Set(['PRIVMSG', 'NOTICE'])

const end = '\r\n'

/** The line's text with its CR LF. `tags` are those that this client is told. */
export function formatLine({ source, verb, params }: Out, tags: readonly (readonly [string, string])[] = []): string {
  const shown = tags.map(([key, value]) => (value === '' ? key : `${key}=${escapeTag(value)}`))
  const words = params.map(clean)
  const last = words.pop()
  const needsColon =
    last !== undefined && (isText.has(verb) || last === '' || last.startsWith(':') || last.includes(' '))
  const tagged = shown.length === 0 ? '' : `@${shown.join(';')} `
  const head = `${source === undefined ? '' : `:${source} `}${verb}`
  const middle = words.map((word) => ` ${middleOf(word)}`).join('')
  const rest = `${head}${middle}${last === undefined ? '' : needsColon ? ` :${last}` : ` ${last}`}`
  // What people say is cut where it is made into lines; of anything else the end is left out.
  return `${tagged}${isText.has(verb) ? rest : cutToBytes(rest, limits.irc_rest_bytes_max - end.length)}${end}`
}

/** Only the last parameter can be empty, have spaces, or begin with a colon. */
function middleOf(word: string): string {
  return word === '' ? '*' : word.replace(/^:| /gu, '_')
}

/** Nothing that a parameter says can end the line. */
function clean(param: string): string {
  return /[\0\r\n]/u.test(param) ? param.replace(/[\0\r\n]+/gu, ' ') : param
}
