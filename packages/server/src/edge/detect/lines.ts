// Tells the wires that speak in lines by their first line that is not blank (detection.md rules 3, 4, 7, 10, 11 and 12).

import { HEAD_BYTES, LF, latin1, position, type Facts } from './facts.ts'
import { ircOpening } from './irc.ts'
import { leftover } from './leftover.ts'
import { HTTP, PLAIN_LINES, PROXY, untilBytes, untilQuiet, type Outcome, type Waiting } from './verdict.ts'

/** `rest` is what follows the first line, for the one rule that needs a second. */
type LineRule = (text: string, rest: Uint8Array) => Outcome

const HTTP_METHODS = new Set(
  'GET HEAD POST PUT PATCH DELETE OPTIONS TRACE CONNECT PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK'.split(' '),
)
const HTTP_TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const HTTP_TARGET = /^(?:\/|\*$|https?:\/\/)/i
const HTTP_ENDS = [' HTTP/1.0', ' HTTP/1.1']
const HTTP_VERSIONS = ['HTTP/1.0', 'HTTP/1.1', 'HTTP/2.0']
const HTTP2_PREFACE = 'PRI * HTTP/2.0'
const PROXY_V1 = /^PROXY (?:TCP4|TCP6|UNKNOWN)(?: |$)/
/** The PROXY protocol's own maximum for a version 1 line, without CR LF. */
const PROXY_V1_CHARS_MAX = 105

/** Rules 3, 4 and 7. */
const RULES: readonly LineRule[] = [
  (text) => (isHttp(text) ? HTTP : undefined),
  (text) => (PROXY_V1.test(text) && text.length <= PROXY_V1_CHARS_MAX ? PROXY : undefined),
  ircOpening,
]

export function firstLine(facts: Facts): Outcome {
  const { bytes, content } = facts
  const start = bytes.lastIndexOf(LF, content) + 1
  const end = position(bytes, LF, content)
  if (end >= bytes.length) return openLine(facts, start)
  const text = withoutReturn(latin1(bytes, start, end))
  for (const rule of RULES) {
    const outcome = rule(text, bytes.subarray(end + 1))
    if (outcome !== undefined) return outcome
  }
  return PLAIN_LINES // rule 10: any other line
}

/** No newline yet. A request may pause within its line and must never become chat (case i); other text is decided by quiet. */
function openLine(facts: Facts, start: number): Waiting {
  const text = withoutReturn(latin1(facts.bytes, start, Math.min(facts.bytes.length, start + HEAD_BYTES)))
  if (isHttp(text)) return untilBytes(HTTP)
  const rest = leftover(facts)
  const pauses = rest.wire !== 'frames' && (opensHttp(text) || PROXY_V1.test(text))
  return pauses ? untilBytes(rest) : untilQuiet(rest)
}

/** Rule 3: a method that is known, or any with a path as its target, and the version at the end (case d). */
function isHttp(text: string): boolean {
  if (!HTTP_ENDS.some((end) => text.endsWith(end))) return text === HTTP2_PREFACE
  const [method = '', target = ''] = text.split(' ', 2)
  return HTTP_METHODS.has(method) || (HTTP_TOKEN.test(method) && HTTP_TARGET.test(target))
}

/** Could become a request line, as far as it goes: method in capitals, target, and the beginning of the version. */
function opensHttp(text: string): boolean {
  const [method = '', target = '', version = '', ...more] = text.split(' ', 4)
  if (more.length > 0 || !HTTP_VERSIONS.some((known) => known.startsWith(version))) return false
  return /^[A-Z-]{3,20}$/.test(method) && HTTP_TARGET.test(target)
}

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text)
