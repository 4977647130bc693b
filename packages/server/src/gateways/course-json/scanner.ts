// Finds complete top-level JSON objects in a stream of bytes, for any fragmentation; does not read their values.

const QUOTE = 0x22
const BACKSLASH = 0x5c
const BRACE = 0x7b
const BRACE_END = 0x7d
const LF = 0x0a

// White space, NUL, and the three bytes of a BOM may stand between objects (course-json, "Reading").
const between = new Set([0x00, 0x09, LF, 0x0b, 0x0c, 0x0d, 0x20, 0xef, 0xbb, 0xbf])

const KEPT_BYTES_BEGIN = 256

/** Where in an object the next byte stands. */
type Place = 'value' | 'string' | 'escape'

/** `refused`: something that is no object, or an object over the limit; nothing is found after it. */
export type Found = { readonly object: string } | 'more' | 'refused'

export class ObjectScanner {
  readonly #bytesMax: number
  #chunk: Uint8Array = new Uint8Array()
  #at = 0
  #depth = 0
  #place: Place = 'value'
  /** The beginning of an unfinished object, from earlier chunks. */
  #kept: Buffer = Buffer.alloc(0)
  #keptBytes = 0
  #objects = 0
  #lineEnds = false

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  /** By what the first object was followed: a newline before anything of the second, or not (yet); undefined before it. */
  get framing(): 'newline' | 'old' | undefined {
    if (this.#objects === 0) return undefined
    return this.#lineEnds ? 'newline' : 'old'
  }

  /** Whether an object has begun and not ended. */
  get unfinished(): boolean {
    return this.#depth > 0
  }

  /** Gives the next bytes; only after `next` has said `more`. */
  give(chunk: Uint8Array): void {
    this.#chunk = chunk
    this.#at = 0
  }

  /** The next complete object; what stands between it and the following one is taken with it. */
  next(): Found {
    this.#skipBetween()
    if (this.#at === this.#chunk.length) return 'more'
    if (this.#depth === 0 && this.#chunk[this.#at] !== BRACE) return 'refused'
    const end = this.#objectEnd()
    const bytes = this.#chunk.subarray(this.#at, end)
    if (this.#keptBytes + bytes.length > this.#bytesMax) return 'refused'
    this.#at = end
    if (this.#depth > 0) {
      this.#keep(bytes)
      return 'more'
    }
    return this.#finish(bytes)
  }

  #finish(bytes: Uint8Array): Found {
    const object = this.#whole(bytes).toString('utf8')
    this.#objects += 1
    this.#skipBetween()
    return { object }
  }

  #skipBetween(): void {
    if (this.#depth > 0) return
    for (; this.#at < this.#chunk.length; this.#at++) {
      const byte = this.#chunk[this.#at] as number
      if (!between.has(byte)) return
      if (byte === LF && this.#objects === 1) this.#lineEnds = true
    }
  }

  /** The position after the brace that ends the object, or the end of the chunk. Each byte is looked at once. */
  #objectEnd(): number {
    const chunk = this.#chunk
    let at = this.#at
    while (at < chunk.length) {
      this.#pass(chunk[at++] as number)
      if (this.#depth === 0) break
    }
    return at
  }

  #pass(byte: number): void {
    if (this.#place === 'escape') this.#place = 'string'
    else if (this.#place === 'string') {
      if (byte === QUOTE) this.#place = 'value'
      else if (byte === BACKSLASH) this.#place = 'escape'
    } else if (byte === QUOTE) this.#place = 'string'
    else if (byte === BRACE) this.#depth += 1
    else if (byte === BRACE_END) this.#depth -= 1
  }

  /** Copies, so that many small reads do not hold their buffers; the room doubles, so that each byte moves seldom. */
  #keep(bytes: Uint8Array): void {
    const needed = this.#keptBytes + bytes.length
    if (needed > this.#kept.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#kept.length * 2, KEPT_BYTES_BEGIN))
      this.#kept.copy(larger, 0, 0, this.#keptBytes)
      this.#kept = larger
    }
    this.#kept.set(bytes, this.#keptBytes)
    this.#keptBytes = needed
  }

  #whole(end: Uint8Array): Buffer {
    if (this.#keptBytes === 0) return Buffer.from(end.buffer, end.byteOffset, end.byteLength)
    this.#keep(end)
    const whole = this.#kept.subarray(0, this.#keptBytes)
    this.#kept = Buffer.alloc(0)
    this.#keptBytes = 0
    return whole
  }
}
