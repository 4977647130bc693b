// Cuts a stream of bytes into fixed frames and reads the text of each; knows no socket and no chat.

import { cutCharacterBytes } from '../../utf8.ts'

const NUL = 0x00
const nothing = Buffer.alloc(0)
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** The frames of one connection, however its bytes are cut on the way. */
export class FrameReader {
  readonly #size: number
  #partial: Buffer = nothing

  constructor(size: number) {
    this.#size = size
  }

  /** The texts of the frames that are complete now. Take them all before the next bytes. */
  *read(bytes: Buffer): Generator<string> {
    const all = this.#partial.length === 0 ? bytes : Buffer.concat([this.#partial, bytes])
    const whole = all.length - (all.length % this.#size)
    // A copy: a view would keep the whole read in memory while the other side is silent.
    this.#partial = whole === all.length ? nothing : Buffer.from(all.subarray(whole))
    for (let at = 0; at < whole; at += this.#size) yield textOf(all.subarray(at, at + this.#size))
  }

  /** The text of what has come of a frame that will not be completed; there is none if only its padding is missing. */
  *rest(): Generator<string> {
    const text = textOf(this.#partial)
    if (text !== '') yield text
  }
}

/** A frame's text ends at the first NUL; a full one may have been cut in the middle of a character (frames: cut at 32). */
function textOf(frame: Buffer): string {
  const end = frame.indexOf(NUL)
  const text = end < 0 ? frame.subarray(0, frame.length - cutCharacterBytes(frame)) : frame.subarray(0, end)
  return utf8.decode(text).replace(/^[\r\n]+|[\r\n]+$/gu, '')
}
