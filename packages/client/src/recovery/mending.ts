// Closes gaps in what is known of rooms: reads from the history what was lost on the way.

export interface MendingPorts {
  /** The entry after which something is missing in a room, if something is. */
  gapAfter(room: string): number | undefined
  /** Reads a page of a room's history; rejects when that cannot be done now. */
  read(room: string, after: number): Promise<unknown>
}

export class Mending {
  readonly #ports: MendingPorts
  readonly #rooms = new Set<string>()

  constructor(ports: MendingPorts) {
    this.#ports = ports
  }

  /** Reads page after page until nothing is missing, or nothing more comes of it. One at a time for each room. */
  async mend(room: string): Promise<void> {
    if (this.#rooms.has(room)) return
    this.#rooms.add(room)
    try {
      for (let after = this.#ports.gapAfter(room); after !== undefined;) after = await this.#readOn(room, after)
    } catch {
      // The next entry of the room, or the resume after a broken line, brings us here again.
    } finally {
      this.#rooms.delete(room)
    }
  }

  async #readOn(room: string, after: number): Promise<number | undefined> {
    await this.#ports.read(room, after)
    const left = this.#ports.gapAfter(room)
    return left === after ? undefined : left
  }
}
