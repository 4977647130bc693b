// Puts replies into the order of their requests: one that is ready early waits for those before it.

interface Slot {
  frame: Uint8Array | undefined
}

export class Replies {
  readonly #send: (frame: Uint8Array) => void
  readonly #slots: Slot[] = []

  constructor(send: (frame: Uint8Array) => void) {
    this.#send = send
  }

  /** Takes the next place; whoever calls the returned function fills it. */
  expect(): (frame: Uint8Array) => void {
    const slot: Slot = { frame: undefined }
    this.#slots.push(slot)
    return (frame) => {
      slot.frame = frame
      this.#sendReady()
    }
  }

  #sendReady(): void {
    for (let first = this.#slots[0]; first?.frame !== undefined; first = this.#slots[0]) {
      this.#slots.shift()
      this.#send(first.frame)
    }
  }
}
