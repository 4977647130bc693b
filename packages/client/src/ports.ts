// What the clients' brain needs from the world: a line to the server, ways for files, time, chance, and a place for its token.

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
  readonly method: 'GET' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export interface HttpAnswer {
  readonly status: number
  /** Either the bytes as they come, or all of them as text. */
  readonly body: AsyncIterable<Uint8Array>
  text(): Promise<string>
}

/** Rejects when the server cannot be reached. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>

/** An upload as it is to be sent. */
export interface Sending {
  /** Where uploads begin. */
  readonly endpoint: string
  /** The address of this upload, if it has begun before. When the server does not know it any more, it begins anew. */
  readonly begun: string | undefined
  readonly metadata: Readonly<Record<string, string>>
  readonly token: string
  readonly bytes: number
  /** What whoever sends it understands: a Blob in a browser, a path in a terminal. */
  readonly source: unknown
  /** The upload has this address; told before any of its bytes are sent. */
  begins(url: string): void
  /** How many bytes have gone, beginning with those that the server has already. */
  progress(bytes: number): void
}

/** What the server said in the end, all of it as text. */
export interface Answer {
  readonly status: number
  readonly body: string
}

export interface SendingAttempt {
  /** Undefined when the server cannot be reached; rejects when the source cannot be read. */
  readonly answer: Promise<Answer | undefined>
  /** Lets go of the line; what the server has stays there. Once there is an answer it does nothing. */
  stop(): void
}

/** Makes one attempt at sending a file, in a protocol that can go on where it stopped (tus). */
export type SendFile = (sending: Sending) => SendingAttempt

/** An upload that has begun: it can go on at `url`, and is shared under `clientId`. */
export interface Begun {
  readonly url: string
  readonly clientId: string
}

/** Where uploads that are not finished are kept, each under what it is of. */
export interface Unfinished {
  load(key: string): Begun | undefined
  save(key: string, begun: Begun | undefined): void
}

/** What somebody may call off, such as an AbortSignal. */
export interface Cancel {
  readonly aborted: boolean
  addEventListener(type: 'abort', then: () => void): void
  removeEventListener(type: 'abort', then: () => void): void
}

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

/** Remembers uploads for as long as the program runs. */
export function unfinishedInMemory(): Unfinished {
  const kept = new Map<string, Begun>()
  return {
    load: (key) => kept.get(key),
    save: (key, begun) => void (begun === undefined ? kept.delete(key) : kept.set(key, begun)),
  }
}
