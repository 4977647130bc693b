// Cuts a stream of bytes into the bodies that their lengths announce; what it must keep until the rest comes is bounded.

/** What all connections of this wire together may keep of bodies that are not complete, and of large ones being handled. */
export class BodyMemory {
  readonly #bytesMax: number
  #bytes = 0

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  take(bytes: number): boolean {
    if (this.#bytes + bytes > this.#bytesMax) return false
    this.#bytes += bytes
    return true
  }

  give(bytes: number): void {
    this.#bytes -= bytes
  }
}

export interface BodyReaderOptions {
  readonly prefixBytes: 4 | 8
  readonly bodyBytesMax: number
  readonly memory: BodyMemory
}

/** A body, or why there is none; after a refusal nothing more is read. */
export type Body = Buffer | 'too-large' | 'busy'

/** A body of which a part has come. */
interface Begun {
  readonly length: number
  kept: Buffer
  filled: number
}

/** Where in the stream one is. */
type State =
  | { readonly in: 'prefix'; readonly seen: Buffer }
  | { readonly in: 'body'; readonly begun: Begun }
  | { readonly in: 'refused' }

const nothing = Buffer.alloc(0)
const between: State = { in: 'prefix', seen: nothing }

/** A body begins with room for this much and doubles: who announces much and sends little costs little. */
const firstRoomBytes = 65_536

export class BodyReader {
  readonly #options: BodyReaderOptions
  #state: State = between

  constructor(options: BodyReaderOptions) {
    this.#options = options
  }

  /** Take everything before the next bytes; a body is good until the next one is asked for. */
  *read(bytes: Buffer): Generator<Body> {
    let left = bytes
    while (left.length > 0 && this.#state.in !== 'refused') {
      left =
        this.#state.in === 'prefix'
          ? yield* this.#readPrefix(this.#state.seen, left)
          : yield* this.#readBody(this.#state.begun, left)
    }
  }

  /** Gives back what is kept. */
  close(): void {
    this.#forget({ in: 'refused' })
  }

  /** Each of these returns the bytes that come after what it read. */
  *#readPrefix(seenBefore: Buffer, bytes: Buffer): Generator<Body, Buffer> {
    const missing = this.#options.prefixBytes - seenBefore.length
    const seen = Buffer.concat([seenBefore, bytes.subarray(0, missing)])
    const left = bytes.subarray(missing)
    if (seen.length < this.#options.prefixBytes) {
      this.#state = { in: 'prefix', seen }
      return left
    }
    const length = lengthIn(seen)
    if (length > this.#options.bodyBytesMax) return yield* this.#refuse('too-large')
    this.#state = between
    if (left.length >= length) {
      yield left.subarray(0, length) // here as a whole: not copied
      return left.subarray(length)
    }
    this.#state = { in: 'body', begun: { length, kept: nothing, filled: 0 } }
    return left
  }

  *#readBody(begun: Begun, bytes: Buffer): Generator<Body, Buffer> {
    const part = bytes.subarray(0, begun.length - begun.filled)
    if (!this.#makeRoom(begun, begun.filled + part.length)) return yield* this.#refuse('busy')
    begun.filled += part.copy(begun.kept, begun.filled)
    if (begun.filled === begun.length) {
      yield begun.kept
      this.#forget(between)
    }
    return bytes.subarray(part.length)
  }

  *#refuse(why: Exclude<Body, Buffer>): Generator<Body, Buffer> {
    this.#forget({ in: 'refused' })
    yield why
    return nothing
  }

  #forget(next: State): void {
    if (this.#state.in === 'body') this.#options.memory.give(this.#state.begun.kept.length)
    // What was given back while a body was being handled stays given back.
    if (this.#state.in !== 'refused') this.#state = next
  }

  #makeRoom(begun: Begun, bytes: number): boolean {
    const room = begun.kept.length
    if (bytes <= room) return true
    const wanted = Math.min(begun.length, Math.max(bytes, room * 2, firstRoomBytes))
    if (!this.#options.memory.take(wanted - room)) return false
    const kept = Buffer.allocUnsafe(wanted)
    begun.kept.copy(kept, 0, 0, begun.filled)
    begun.kept = kept
    return true
  }
}

/** A length of eight bytes may be beyond every number; it is beyond every maximum then. */
function lengthIn(prefix: Buffer): number {
  return prefix.length === 4 ? prefix.readUInt32BE() : Number(prefix.readBigUInt64BE())
}
