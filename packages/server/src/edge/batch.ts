// What one audience was given during one turn: every message once, and the same bytes for all who hear the same stretch of it.

export class Batch {
  readonly messages: Uint8Array[] = []
  /** Where each message ends, in bytes from the beginning. */
  readonly #ends: number[] = []
  /** When each message was posted, so that the batches of several audiences can be put into one order. */
  readonly #stamps: number[] = []
  /** How far those have heard who have heard a part; all others have heard nothing yet. */
  #heard: Map<object, number> | undefined
  #whole: Uint8Array | undefined
  #largestBytes = 0

  get length(): number {
    return this.messages.length
  }

  /** The size of the largest message, in bytes. */
  get largestBytes(): number {
    return this.#largestBytes
  }

  add(message: Uint8Array, stamp: number): void {
    this.#ends.push(this.#endOf(this.messages.length - 1) + message.length)
    this.messages.push(message)
    this.#stamps.push(stamp)
    if (message.length > this.#largestBytes) this.#largestBytes = message.length
  }

  /** The first message that a listener has not heard. */
  heardBy(listener: object): number {
    return this.#heard === undefined ? 0 : (this.#heard.get(listener) ?? 0)
  }

  /** A listener has heard all there is so far. */
  hear(listener: object): void {
    this.#heard ??= new Map()
    this.#heard.set(listener, this.messages.length)
  }

  stampOf(index: number): number {
    return this.#stamps[index] ?? Infinity
  }

  bytesBetween(from: number, to: number): number {
    return this.#endOf(to - 1) - this.#endOf(from - 1)
  }

  /** Nothing more will be added: from here on every stretch is a view of the same bytes. */
  seal(): void {
    if (this.messages.length > 1) this.#whole = Buffer.concat(this.messages, this.#endOf(this.messages.length - 1))
  }

  /** The messages from one index up to, not including, another, as one piece. */
  between(from: number, to: number): Uint8Array {
    const only = this.messages[from]
    if (to - from === 1 && only !== undefined) return only
    const whole = this.#whole
    if (whole === undefined) return Buffer.concat(this.messages.slice(from, to))
    if (from === 0 && to === this.messages.length) return whole
    return whole.subarray(this.#endOf(from - 1), this.#endOf(to - 1))
  }

  #endOf(index: number): number {
    return index < 0 ? 0 : (this.#ends[index] ?? 0)
  }
}
