// CBOR bodies (RFC 8949), as far as Rust's encoders write these messages: a map with one key, texts, and lists of integers.

import { type Part, Unreadable, type Value } from './said.ts'
import { stepNumbers, type Steps } from './steps.ts'

/** Major types, in the upper three bits of a head. */
const [UNSIGNED, BYTES, TEXT, LIST, MAP] = [0, 2, 3, 4, 5]
const NULL = 0xf6
/** Below this the lower five bits of a head are the number itself; from here on they say how many bytes follow. */
const INLINE_END = 24

/** A map with a list of bytes in it is all there is. */
const depthMax = 3
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function* readCbor(body: Uint8Array): Steps<Value> {
  const reader = new CborReader(body)
  const value = yield* reader.value(depthMax)
  reader.end()
  return value
}

class CborReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(body: Uint8Array) {
    this.#bytes = body
  }

  *value(depth: number): Steps<Value> {
    if (this.#bytes[this.#at] === NULL) {
      this.#at += 1
      return null
    }
    const [major, count] = this.#head()
    if (major === TEXT) return this.#text(count)
    if (major === BYTES) return this.#take(count)
    if (major === LIST && depth > 0) return yield* this.#list(count, depth - 1)
    if (major === MAP && count === 1 && depth === depthMax) return yield* this.#entry(depth - 1)
    throw new Unreadable()
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Unreadable()
  }

  *#entry(depth: number): Steps<Value> {
    const [major, length] = this.#head()
    if (major !== TEXT) throw new Unreadable()
    const key = this.#text(length)
    return { key, value: yield* this.value(depth) }
  }

  *#list(count: number, depth: number): Steps<Value> {
    // Every element takes a byte at least: who announces more than there is reserves no memory.
    if (count > this.#bytes.length - this.#at) throw new Unreadable()
    const first = this.#bytes[this.#at]
    if (count === 0 || (first !== undefined && first >> 5 === UNSIGNED)) return yield* this.#numbers(count)
    if (count > depthMax) throw new Unreadable()
    const values: Value[] = []
    while (values.length < count) values.push(yield* this.value(depth))
    return values
  }

  *#numbers(count: number): Steps<Uint8Array> {
    const numbers = new Uint8Array(count)
    const bytes = this.#bytes
    for (let index = 0; index < count; index++) {
      // Up to 23 a number is its own head; up to 255 it follows a head of 24.
      let number = bytes[this.#at++]
      if (number === INLINE_END) number = bytes[this.#at++]
      else if (number === undefined || number > INLINE_END) throw new Unreadable()
      if (number === undefined) throw new Unreadable()
      numbers[index] = number
      if (index % stepNumbers === stepNumbers - 1) yield
    }
    return numbers
  }

  #text(length: number): string {
    try {
      return utf8.decode(this.#take(length))
    } catch {
      throw new Unreadable()
    }
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new Unreadable()
    return this.#bytes.subarray(this.#at, (this.#at += length))
  }

  /** The major type, and the number or the length that goes with it. */
  #head(): readonly [major: number, count: number] {
    const byte = this.#bytes[this.#at++] ?? 0xff
    const low = byte & 0x1f
    if (low < INLINE_END) return [byte >> 5, low]
    // 24 to 27: one, two, four or eight bytes follow. Lengths that are left open are not written by these encoders.
    if (low > INLINE_END + 3) throw new Unreadable()
    let count = 0
    for (const part of this.#take(2 ** (low - INLINE_END))) count = count * 256 + part
    return [byte >> 5, count]
  }
}

// ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A map with one key (length-prefixed: `a1 64 54657874 62 6869`); bytes as a list of integers, as Rust has a `Vec<u8>`. */
export function* writeCbor(key: string, parts: readonly Part[]): Steps<Buffer[]> {
  const written = [head(MAP, 1), text(key)]
  if (parts.length > 1) written.push(head(LIST, parts.length))
  for (const part of parts) {
    if (part === null) written.push(Buffer.of(NULL))
    else written.push(typeof part === 'string' ? text(part) : yield* numbersOf(part))
  }
  return written
}

function* numbersOf(bytes: Uint8Array): Steps<Buffer> {
  const begin = head(LIST, bytes.length)
  const list = Buffer.allocUnsafe(begin.length + bytes.length * 2)
  let at = begin.copy(list)
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    if (byte >= INLINE_END) list[at++] = INLINE_END
    list[at++] = byte
    if (index % stepNumbers === stepNumbers - 1) yield
  }
  return list.subarray(0, at)
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([head(TEXT, bytes.length), bytes])
}

/** The shortest head for a number, as encoders write it. */
function head(major: number, count: number): Buffer {
  const type = major << 5
  if (count < INLINE_END) return Buffer.of(type | count)
  if (count < 0x100) return Buffer.of(type | INLINE_END, count)
  if (count < 0x1_0000) return Buffer.of(type | (INLINE_END + 1), count >> 8, count & 0xff)
  const bytes = Buffer.of(type | (INLINE_END + 2), 0, 0, 0, 0)
  bytes.writeUInt32BE(count, 1)
  return bytes
}
