// A session as gateways see it: one connection's presence, through which everything is done and heard.

import type { Asked, Author, CommandName, Reply } from '@hubbub/protocol'

import type { RoomView } from '../ports.ts'

export interface SessionOptions {
  /** Whether the wire can resume: then a dropped session's person stays for `resume_grace_ms`, and gets a token. */
  readonly resumable: boolean
  /** How many of the last entries a listener is told on entering a room, unless the command says. */
  readonly backlog: number
  /** Where the connection comes from; absent in tests of the brain alone. */
  readonly from?: Origin
  /** The session only gives commands: it hears nothing, and nobody is told that its person came and went. */
  readonly quiet?: boolean
}

/** Where a connection comes from, as the edge knows it. */
export interface Origin {
  readonly address: string
  /** Whether what it says is encrypted on the way, or does not leave this machine. */
  readonly secure: boolean
  /** SHA-256 of the TLS client certificate, lower-case hex. */
  readonly certificate?: string
}

/** One connection's presence. */
export interface Session {
  /** Who speaks here, once identified. */
  readonly person: Author | undefined
  /** The account that was signed in to, before and after it is said who one is. */
  readonly account: string | undefined
  /** The rooms this session is in, by slug. */
  readonly rooms: ReadonlyMap<string, RoomView>
  /**
   * Gives a command; input is checked here and only here. Commands of one session take effect, and their promises settle,
   * in the order in which they were given. What follows from a reply is heard after the wire had its turn with the reply.
   * Rejects with a Refusal, never with anything else. `content` is for commands declared with content.
   */
  do<Name extends CommandName>(
    name: Name,
    input: Asked<Name>,
    content?: AsyncIterable<Uint8Array>,
  ): Promise<Reply<Name>>
  /** Undefined while the session can take more commands, else resolves when it can: a wire waits before it reads on. */
  ready(): Promise<void> | undefined
  /** The connection is gone. Commands already given still take effect. */
  end(): void
  /** Resolves when the session has ended, and its person has departed if there was nothing to wait for. */
  departed(): Promise<void>
}
