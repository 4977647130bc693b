// What the load generator needs of a wire: how a client comes, goes into a room, says something and reads what it is told.

/** A client, as its wire knows it. */
export interface Speaker {
  readonly index: number
  readonly room: string
  readonly bodyBytes: number
  /** Resolves with the answer. */
  ask(bytes: Uint8Array): Promise<string>
  send(bytes: Uint8Array): void
  /** The client has been let in. */
  opened(): void
  answered(text: string): void
  /** A measured text, at an offset of these bytes. */
  delivery(bytes: Buffer, at: number): void
  failed(cause: Error): void
}

/** Of one connection: deals with the whole messages in these bytes, and returns where the rest begins. */
export type Reader = (bytes: Buffer) => number

/** A message as it goes out, with the places that are filled in anew each time. */
export interface Template {
  readonly frame: Buffer
  readonly bodyAt: number
  /** Where the number of the message stands as an id, in ten digits; on wires that have ids. */
  readonly idAt?: number
}

export interface Wire {
  /** What a newcomer sends first. */
  opening(speaker: Speaker, port: number): string
  reader(speaker: Speaker): Reader
  /** Makes a room, or goes into one that is there. */
  enter(speaker: Speaker, how: 'create' | 'join'): Promise<void>
  template(room: string, body: string): Template
}
