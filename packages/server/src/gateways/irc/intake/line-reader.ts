// Bytes as lines of text, with the limits of the wire (IRCv3 message-tags, "Size limit"; UTF8ONLY).

import { limits } from '@hubbub/protocol'

/**
 * A line as it came, without its end. `long`: more than the usual length, which some verbs may have. Of one that is dropped
 * the text is there for its verb and its label; what is not UTF-8 in it is replaced. `endless`: nothing after it can be read.
 */
export type Read =
  | { readonly is: 'line' | 'long' | 'too-long' | 'not-utf8'; readonly text: string }
  | { readonly is: 'endless' }

const LF = 0x0a
const CR = 0x0d
const AT = 0x40
const SPACE = 0x20
const endBytes = 2

export class LineReader {
  readonly #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  #begun: Buffer = Buffer.alloc(0)

  /** The lines that are complete with these bytes; empty ones are left out. */
  read(bytes: Buffer): Iterable<Read> {
    return this.#lines(this.#begun.length === 0 ? bytes : Buffer.concat([this.#begun, bytes]))
  }

  *#lines(bytes: Buffer): Iterable<Read> {
    let rest = bytes
    this.#begun = Buffer.alloc(0)
    for (let end = rest.indexOf(LF); end >= 0; end = rest.indexOf(LF)) {
      yield* this.#lineOf(rest.subarray(0, end))
      rest = rest.subarray(end + 1)
    }
    // However the bytes were split on their way, a line of this length is the last.
    if (rest.length > limits.irc_line_bytes_max) yield { is: 'endless' }
    else this.#begun = Buffer.from(rest)
  }

  *#lineOf(raw: Buffer): Iterable<Read> {
    let end = raw.length
    while (end > 0 && raw[end - 1] === CR) end--
    const line = raw.subarray(0, end)
    if (line.length === 0) return
    if (line.length > limits.irc_line_bytes_max) return yield { is: 'endless' }
    const size = sizeOf(line)
    if (size === 'too-long') return yield { is: size, text: line.toString() }
    try {
      // NUL has no place in a line (RFC 1459, 2.3.1).
      const text = this.#strict.decode(line).replaceAll('\0', '')
      if (text !== '') yield { is: size, text }
    } catch {
      yield { is: 'not-utf8', text: line.toString() }
    }
  }
}

/** Tags, with their `@` and the space after them, and the rest have limits of their own. */
function sizeOf(line: Buffer): 'line' | 'long' | 'too-long' {
  const space = line[0] === AT ? line.indexOf(SPACE) : -1
  const tagBytes = line[0] === AT ? (space < 0 ? line.length : space + 1) : 0
  const restBytes = line.length - tagBytes + endBytes
  if (tagBytes > limits.irc_client_tags_bytes_max || restBytes > limits.irc_long_rest_bytes_max) return 'too-long'
  return restBytes > limits.irc_rest_bytes_max ? 'long' : 'line'
}
