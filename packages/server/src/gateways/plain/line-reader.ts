// Cuts a stream of text into what is said: lines, or reads where lines are not ended; watches for the marker that ends a raw
// stream. Knows no chat.

import { utf8Bytes } from '@hubbub/protocol'

/** Ends a raw stream wherever it stands (raw: "search the stream"). */
const marker = '!Disconnect'

export type Said =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'too-long' }
  /** The marker: whoever speaks is done. */
  | { readonly kind: 'end' }

export interface LineReaderOptions {
  /** Whether each read is a message, ended or not. */
  readonly chunks: boolean
  readonly lineBytesMax: number
}

/** `skipping` a line that is too long, up to its end; `ended` by the marker. */
type State = 'reading' | 'skipping' | 'ended'

export class LineReader {
  readonly #options: LineReaderOptions
  /** Keeps the first bytes of a character that is cut. */
  readonly #utf8 = new TextDecoder()
  /** A line that has begun; of one that is skipped, as much as the marker could begin in. */
  #begun = ''
  /** How much of the beginning of `#begun` was said already, and is kept only because the marker may begin there. */
  #alreadySaid = 0
  #state: State = 'reading'

  constructor(options: LineReaderOptions) {
    this.#options = options
  }

  /** Take everything before the next bytes. */
  *read(bytes: Buffer): Generator<Said> {
    if (this.#state === 'ended') return
    yield* this.#take(this.#utf8.decode(bytes, { stream: true }))
    if (this.#options.chunks) yield* this.#endChunk()
  }

  /** The stream has ended: what has begun is all there will be. */
  *rest(): Generator<Said> {
    if (this.#state === 'ended') return
    yield* this.#take(this.#utf8.decode())
    yield* this.#sayBegun()
  }

  *#take(text: string): Generator<Said> {
    const searchFrom = Math.max(0, this.#begun.length - marker.length + 1)
    const all = this.#begun + text
    const end = all.indexOf(marker, searchFrom)
    yield* this.#lines(end < 0 ? all : all.slice(0, end))
    if (end < 0) return
    yield* this.#sayBegun()
    this.#state = 'ended'
    yield { kind: 'end' }
  }

  *#lines(text: string): Generator<Said> {
    let at = Math.min(this.#alreadySaid, text.length)
    let begins = 0
    for (let end = text.indexOf('\n', at); end >= 0; end = text.indexOf('\n', at)) {
      if (this.#state === 'skipping') this.#state = 'reading'
      else yield this.#line(text.slice(at, end))
      at = begins = end + 1
    }
    if (begins > 0) this.#alreadySaid = 0
    this.#begun = text.slice(begins)
    if (this.#state !== 'skipping' && this.#begun.length <= this.#options.lineBytesMax) return
    if (this.#state !== 'skipping') yield { kind: 'too-long' }
    this.#state = 'skipping'
    this.#begun = this.#begun.slice(1 - marker.length)
  }

  /** A read is a message, but what may begin the marker waits for the next. */
  *#endChunk(): Generator<Said> {
    const begun = this.#begun
    const kept = markerPart(begun)
    const keptFrom = begun.length - kept.length
    // An exclamation mark alone is more often the end of a sentence: it is said now.
    const sayTo = this.#state === 'skipping' || kept.length === 1 ? begun.length : keptFrom
    const saidTo = Math.max(this.#alreadySaid, sayTo)
    yield* this.#say(begun.slice(this.#alreadySaid, saidTo))
    this.#begun = kept
    this.#alreadySaid = Math.max(0, saidTo - keptFrom)
  }

  *#sayBegun(): Generator<Said> {
    yield* this.#say(this.#begun.slice(this.#alreadySaid))
    this.#begun = ''
    this.#alreadySaid = 0
  }

  *#say(text: string): Generator<Said> {
    if (this.#state === 'skipping') this.#state = 'reading'
    else if (text !== '') yield this.#line(text)
  }

  #line(text: string): Said {
    return utf8Bytes(text) > this.#options.lineBytesMax ? { kind: 'too-long' } : { kind: 'line', text }
  }
}

/** As much of the text's end as may be the beginning of the marker. */
function markerPart(text: string): string {
  for (let length = marker.length - 1; length > 0; length--) {
    const part = marker.slice(0, length)
    if (text.endsWith(part)) return part
  }
  return ''
}
