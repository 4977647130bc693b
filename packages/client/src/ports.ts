// What the clients' brain needs from the world: a line to the server, HTTP for files, time, chance and a place for its token.

/** An open or opening line of texts to a server: a WebSocket, seen from far enough away. */
export interface Wire {
  send(text: string): void
  /** Lets go of the line, opened or not. */
  close(): void
}

/** What a line tells. None of these is called before `dial` has returned; nothing follows `closed`. */
export interface WireEars {
  opened(): void
  heard(text: string): void
  /** The line is gone, or never came to be; `why` is for people. */
  closed(why: string): void
}

export type Dial = (url: string, ears: WireEars) => Wire

export interface Clock {
  /** Milliseconds since 1970, UTC. May step backwards. */
  now(): number
  /** Calls `then` once after `ms`, unless the returned function is called first. */
  after(ms: number, then: () => void): () => void
}

export interface Random {
  /** A number from 0 up to, but not including, 1. */
  unit(): number
  /** A short text that no other client makes. */
  id(): string
}

/** What lets a client come back as the same person. */
export interface Kept {
  readonly token: string
  readonly epoch: string
}

/** Where the token is kept between connections. */
export interface Keep {
  load(): Kept | undefined
  save(kept: Kept | undefined): void
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: AsyncIterable<Uint8Array>
}

export interface HttpAnswer {
  readonly status: number
  /** Either the bytes as they come, or all of them as text. */
  readonly body: AsyncIterable<Uint8Array>
  text(): Promise<string>
}

/** Streams bytes to and from the server. Rejects when it cannot be reached; an answer may come before all of `body` has gone. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>

/** A SHA-256 that is fed piece by piece. */
export interface Sha256 {
  update(bytes: Uint8Array): void
  /** The digest so far, in small hexadecimal letters. */
  hex(): string
}

/** Keeps the token for as long as the program runs. */
export function keepInMemory(): Keep {
  let kept: Kept | undefined
  return { load: () => kept, save: (now) => void (kept = now) }
}
