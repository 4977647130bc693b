// How a test person speaks a wire: the port of the actors, which live in their wires' folders.

export interface Address {
  readonly host: string
  readonly port: number
}

/** Something an actor heard somebody say. Wires without names leave `from` out. */
export interface Said {
  readonly from?: string
  readonly text: string
  /** The room's name, where the wire tells it and it is not the lobby. */
  readonly room?: string
}

/** A person on one wire. Everything waits by round trip; nothing sleeps. */
export interface Actor {
  readonly wire: string
  /** The name that others see; on wires without names what the server gave, once known, else an empty text. */
  readonly name: string
  /** All that was heard said so far, in order. */
  readonly heard: readonly Said[]
  /** Says something in the lobby. Resolves when the bytes have left. */
  say(text: string): Promise<void>
  /** Resolves with what was heard once it is (or already was) heard; rejects when the connection closes before. */
  hears(text: string | RegExp): Promise<Said>
  /** Shares a file in the lobby, on wires that can. */
  share?(file: { name: string; bytes: Uint8Array }): Promise<void>
  /** Leaves as this wire's clients leave; resolves when the connection is closed. */
  leave(): Promise<void>
  /** Tears the connection without a word. */
  drop(): void
}

export type ActorMaker = (at: Address, name: string) => Promise<Actor>
