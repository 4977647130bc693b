// What kind of file some bytes are, told from the bytes alone: never from a name or from what the sender claims.

import { limits } from '@hubbub/protocol'
import { isUtf8 } from 'node:buffer'

import { cutCharacterBytes } from '../utf8.ts'

const unknownType = 'application/octet-stream'
const textType = 'text/plain; charset=utf-8'

/** A stream of bytes that passes through unchanged, and the type that is known once it has passed. */
export interface Sniffed {
  readonly content: AsyncIterable<Uint8Array>
  /** Ask after the last byte has passed. */
  type(): Promise<string>
}

/** Looks at content while it streams by: its first bytes tell the type, and all of it whether it is text. */
export function sniffed(content: AsyncIterable<Uint8Array>): Sniffed {
  const head = new Head()
  const text = new TextCheck()
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const bytes of content) {
      head.see(bytes)
      text.see(bytes)
      yield bytes
    }
  }
  return { content: pass(), type: () => typeOf(head.bytes, text.isText) }
}

async function typeOf(head: Uint8Array, isText: boolean): Promise<string> {
  // Loaded with the first file: until then it would cost every server start-up time and ten megabytes.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime
  if (!isText) return found ?? unknownType
  return markupType(head) ?? (found !== undefined && textualTypes.has(found) ? found : textType)
}

// Few formats are told from text by their first bytes alone; `BM` begins a bitmap, and also many a sentence.
const textualTypes = new Set(['application/pdf', 'application/postscript', 'application/rtf'])

const htmlElements = new Set(
  'a b body br div font form h1 head html iframe img link meta object p script style table title video'.split(' '),
)

/** The type of text that a browser would run or draw if it were served as what it is. */
function markupType(head: Uint8Array): string | undefined {
  const text = Buffer.from(head)
    .toString('utf8')
    .replace(/^\ufeff/u, '')
  const element = firstElement(text)
  if (element === 'svg' || element.endsWith(':svg')) return 'image/svg+xml'
  if (htmlElements.has(element)) return 'text/html; charset=utf-8'
  return /^\s*<\?xml\s/iu.test(text) ? 'text/xml; charset=utf-8' : undefined
}

/** The name after the first `<` or `<!doctype`, past declarations and comments; empty when the text begins otherwise. */
function firstElement(text: string): string {
  let rest = text
  for (let skip = prologue(rest); skip > 0; skip = prologue(rest)) rest = rest.slice(skip)
  return /^\s*<(?:!doctype\s+)?([a-z][\w:.-]*)/iu.exec(rest)?.[1]?.toLowerCase() ?? ''
}

function prologue(text: string): number {
  return /^\s*(?:<!--[^]*?-->|<\?[^]*?\?>)/u.exec(text)?.[0].length ?? 0
}

/** The first bytes of a stream, however it is cut. */
class Head {
  readonly #bytes = Buffer.alloc(limits.file_sniff_bytes_max)
  #length = 0

  see(bytes: Uint8Array): void {
    const room = this.#bytes.length - this.#length
    if (room === 0) return
    const part = bytes.subarray(0, room)
    this.#bytes.set(part, this.#length)
    this.#length += part.length
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }
}

/** Whether a stream is UTF-8 text without NUL, looked at piece by piece: a character may be cut between two of them. */
class TextCheck {
  #state: 'text' | 'binary' = 'text'
  #cut: Uint8Array = new Uint8Array(0)

  see(bytes: Uint8Array): void {
    if (this.#state === 'binary') return
    const all = this.#cut.length === 0 ? bytes : Buffer.concat([this.#cut, bytes])
    const whole = all.length - cutCharacterBytes(all)
    if (all.includes(0) || !isUtf8(all.subarray(0, whole))) this.#state = 'binary'
    this.#cut = all.slice(whole)
  }

  get isText(): boolean {
    return this.#state === 'text' && this.#cut.length === 0
  }
}
