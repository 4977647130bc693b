// Tells an IRC client from a person who types such a word in nc (detection.md rule 7 and case e).

import { CR, LF, latin1, position } from './facts.ts'
import { IRC, PLAIN_LINES, untilBytes, type Outcome } from './verdict.ts'

interface Opening {
  /** The right arguments; a verb with others is chat. */
  readonly fits: (params: readonly string[], hasText: boolean) => boolean
  /** Nobody types this by chance; or a second command must confirm it; or it only confirms another. */
  readonly is: 'certain' | 'likely' | 'confirming'
}

/** No rule counts further: this bounds the work of a look. */
const WORDS_MAX = 32
const CAP_COMMANDS = new Set(['LS', 'LIST', 'REQ', 'END'])
/** Longer than any server's rule for names, in bytes, since a refused nick must be refused in IRC's terms; `who?` and `me,` are chat. */
const NICK = /^(?:[A-Za-z0-9[\]\\`_^{|}~\x80-\xff-]{1,256}|\*)$/
/** What may stand before a verb: tags, and a source (RFC 1459, 2.3); `@bob quit` and `:D quit` are chat. */
const BEFORE_VERB = /^(?:@[^ ]*=[^ ]* +)?(?::[^ ]{3,} +)?(?=[^ ])/
const ADDRESS = /^(?=.*[.:])[0-9A-Fa-f.:]{2,45}$/

const OPENINGS: Readonly<Record<string, Opening>> = {
  CAP: { is: 'certain', fits: ([command = '']) => CAP_COMMANDS.has(command.toUpperCase()) },
  QUIT: { is: 'certain', fits: (params, hasText) => params.length === (hasText ? 1 : 0) },
  WEBIRC: { is: 'certain', fits: (params) => params.length >= 4 && ADDRESS.test(params[3] ?? '') },
  NICK: { is: 'likely', fits: ([nick, ...more], hasText) => more.length === 0 && isNick(nick, hasText) },
  USER: { is: 'likely', fits: (params) => params.length >= 4 },
  PASS: { is: 'likely', fits: (params) => params.length === 1 },
  AUTHENTICATE: { is: 'likely', fits: (params) => params.length === 1 },
  REGISTER: { is: 'likely', fits: (params) => params.length === 3 },
  PING: { is: 'likely', fits: (params) => params.length === 1 },
  AWAY: { is: 'confirming', fits: (params) => params.length <= 1 },
}

/** `NICK :` names nobody, and is refused for it. */
function isNick(nick: string | undefined, hasText: boolean): boolean {
  return nick !== undefined && (NICK.test(nick) || (nick === '' && hasText))
}

/** NICK, USER, PASS, AUTHENTICATE and PING alone wait for the second line, however long that takes: clients send both, a person says something else. */
export function ircOpening(text: string, rest: Uint8Array): Outcome {
  const first = opening(text)
  if (first === undefined || first.is === 'confirming') return undefined
  if (first.is === 'certain') return IRC
  const { line, whole } = secondLine(rest)
  const verdict = opening(line) === undefined ? PLAIN_LINES : IRC
  return whole ? verdict : untilBytes(verdict)
}

function opening(line: string): Opening | undefined {
  const text = line.replace(BEFORE_VERB, '')
  const at = text.indexOf(' :')
  const [verb = '', ...middle] = (at < 0 ? text : text.slice(0, at)).split(' ', WORDS_MAX).filter((word) => word !== '')
  const params = at < 0 ? middle : [...middle, text.slice(at + 2)]
  const row = OPENINGS[verb.toUpperCase()]
  return row?.fits(params, at >= 0) === true && line.trimStart() === line ? row : undefined
}

/** The next line that is not blank; `whole` when its newline is there. */
function secondLine(rest: Uint8Array): { readonly line: string; readonly whole: boolean } {
  let start = 0
  while (rest[start] === LF || rest[start] === CR) start++
  if (start === rest.length) return { line: '', whole: false }
  const end = position(rest, LF, start)
  const line = latin1(rest, start, Math.min(end, rest.length))
  return { line: line.endsWith('\r') ? line.slice(0, -1) : line, whole: end < rest.length }
}
