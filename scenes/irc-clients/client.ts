// What the play asks of an IRC client that people really use: come on a device, say something, show what was said, leave.

export interface Visit {
  readonly port: number
  readonly nick: string
  readonly password: string
  /** Each device finds what it missed, whatever the others have seen. */
  readonly device: string
  /** The channel that the client is told to join whenever it comes. */
  readonly channel: string
  /** A folder of its own, the same each time this device comes. */
  readonly home: string
}

export interface Shown {
  readonly from: string
  readonly text: string
}

/** A client that has come. */
export interface Here {
  /** What was said in the channel since the client came this time, as the client shows it. */
  shown(): Promise<readonly Shown[]>
  /** Resolves when the client shows that somebody has said this. */
  shows(text: string): Promise<void>
  /** Says something in the channel, as a person types it. */
  says(text: string): Promise<void>
  /** Leaves the server, and is over. */
  leave(): Promise<void>
  /** Ends the client, whatever it is doing. */
  drop(): void
}

export interface RealClient {
  readonly name: string
  /** The commands that have to be installed. */
  readonly commands: readonly string[]
  /** Resolves when the client is in the channel. */
  come(visit: Visit): Promise<Here>
}
