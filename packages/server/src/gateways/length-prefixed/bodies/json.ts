// JSON bodies, read and written byte by byte: the numbers of a file never become a list of a million values.

import { limits } from '@hubbub/protocol'

import { type Part, Unreadable, type Value } from './said.ts'
import { stepNumbers, type Steps } from './steps.ts'

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const [ZERO, NINE] = [0x30, 0x39]
const NULL = Buffer.from('null')
const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** What could be said if it were written in escapes alone (`\u0041`). */
const stringBytesMax = 6 * limits.message_body_bytes_max + 1
/** An object with a list of bytes in it is all there is. */
const depthMax = 3

export function* readJson(body: Uint8Array): Steps<Value> {
  const reader = new JsonReader(body)
  const value = yield* reader.value(depthMax)
  reader.end()
  return value
}

class JsonReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(body: Uint8Array) {
    this.#bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  }

  *value(depth: number): Steps<Value> {
    const byte = this.#peek()
    if (byte === QUOTE) return this.#string()
    if (byte === OPEN_LIST && depth > 0) return yield* this.#list(depth - 1)
    if (byte === OPEN_OBJECT && depth === depthMax) return yield* this.#object(depth - 1)
    if (!this.#bytes.subarray(this.#at, this.#at + NULL.length).equals(NULL)) throw new Unreadable()
    this.#at += NULL.length
    return null
  }

  end(): void {
    if (this.#peek() !== undefined) throw new Unreadable()
  }

  *#object(depth: number): Steps<Value> {
    this.#expect(OPEN_OBJECT)
    const key = this.#string()
    this.#expect(COLON)
    const value = yield* this.value(depth)
    this.#expect(CLOSE_OBJECT)
    return { key, value }
  }

  *#list(depth: number): Steps<Value> {
    this.#expect(OPEN_LIST)
    const first = this.#peek()
    if (first === CLOSE_LIST || isDigit(first)) return yield* this.#numbers()
    const values: Value[] = []
    do {
      values.push(yield* this.value(depth))
      if (values.length > depthMax) throw new Unreadable()
    } while (this.#skips(COMMA))
    this.#expect(CLOSE_LIST)
    return values
  }

  /** The numbers of a list whose bracket was read. */
  *#numbers(): Steps<Uint8Array> {
    const numbers = new Uint8Array((this.#bytes.length - this.#at) >> 1)
    let count = 0
    if (this.#skips(CLOSE_LIST)) return numbers.subarray(0, 0)
    do {
      numbers[count++] = this.#number()
      if (count % stepNumbers === 0) yield
    } while (this.#skips(COMMA))
    this.#expect(CLOSE_LIST)
    return numbers.subarray(0, count)
  }

  #number(): number {
    const first = this.#peek()
    if (!isDigit(first)) throw new Unreadable()
    let number = first - ZERO
    for (let byte = this.#bytes[++this.#at]; isDigit(byte); byte = this.#bytes[++this.#at]) {
      number = number * 10 + byte - ZERO
      if (number > 255) throw new Unreadable()
    }
    return number
  }

  #string(): string {
    this.#expect(QUOTE)
    const begin = this.#at - 1
    for (;;) {
      const quote = this.#bytes.indexOf(QUOTE, this.#at)
      if (quote < 0 || quote - begin > stringBytesMax) throw new Unreadable()
      this.#at = quote + 1
      if (!this.#isEscaped(quote)) break
    }
    return parsedString(this.#bytes.subarray(begin, this.#at))
  }

  #isEscaped(quote: number): boolean {
    let at = quote
    while (this.#bytes[at - 1] === BACKSLASH) at -= 1
    return (quote - at) % 2 === 1
  }

  #expect(byte: number): void {
    if (!this.#skips(byte)) throw new Unreadable()
  }

  #skips(byte: number): boolean {
    if (this.#peek() !== byte) return false
    this.#at += 1
    return true
  }

  /** The next byte that is not white space. */
  #peek(): number | undefined {
    while (isSpace(this.#bytes[this.#at])) this.#at += 1
    return this.#bytes[this.#at]
  }
}

function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}

function parsedString(quoted: Buffer): string {
  try {
    return JSON.parse(quoted.toString('utf8')) as string
  } catch {
    throw new Unreadable()
  }
}

// ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Compact, with one key; `parts` stand under it, as a list if there are several (length-prefixed: `{"Text":"hi"}`). */
export function* writeJson(key: string, parts: readonly Part[]): Steps<Buffer[]> {
  const [open, close] = parts.length === 1 ? ['', ''] : ['[', ']']
  const pieces: Buffer[] = []
  for (const part of parts) {
    pieces.push(Buffer.from(pieces.length === 0 ? `{"${key}":${open}` : ','))
    pieces.push(part instanceof Uint8Array ? yield* numbersOf(part) : quoted(part))
  }
  return [...pieces, Buffer.from(`${close}}`)]
}

const quoted = (part: string | null): Buffer => Buffer.from(JSON.stringify(part))

/** `[137,80,78,71]` */
function* numbersOf(bytes: Uint8Array): Steps<Buffer> {
  const text = Buffer.allocUnsafe(bytes.length * 4 + 2)
  let at = 0
  text[at++] = OPEN_LIST
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    if (index > 0) text[at++] = COMMA
    if (byte >= 100) text[at++] = ZERO + Math.trunc(byte / 100)
    if (byte >= 10) text[at++] = ZERO + (Math.trunc(byte / 10) % 10)
    text[at++] = ZERO + (byte % 10)
    if (index % stepNumbers === stepNumbers - 1) yield
  }
  text[at++] = CLOSE_LIST
  return text.subarray(0, at)
}
