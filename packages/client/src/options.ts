// What a client is made with and what can be asked of it; who uses one needs to know no more.

import type { Asked, CommandName, FileInfo, Reply } from '@hubbub/protocol'

import type { Enter } from './entering.ts'
import type { Clock, Dial, Http, Keep, Random, SendFile, Unfinished } from './ports.ts'
import type { Happening } from './state/happening.ts'
import type { State } from './state/index.ts'
import type { Snapshot } from './state/snapshot.ts'
import type { DownloadOptions } from './transfer/download.ts'
import type { Shared, Upload } from './transfer/course.ts'
import type { KeepSends } from './writing/item.ts'

export interface ClientOptions {
  /** `http://localhost:11111` */
  readonly server: string
  /** What this client is, as it tells the server. */
  readonly client: string
  /** Without one the server gives a name. */
  readonly name?: string | undefined
  /** As whom to enter when there is no token, or it is not known any more; without it, as a guest called `name`. */
  readonly enter?: Enter
  /** What becomes of a client that is not let in: it closes, or it waits in the phase `refused` for another `enter`. */
  readonly refused?: 'close' | 'wait'
  /** The most that is sent of what was missed in a room; of what is more the newest is read when somebody looks. */
  readonly most?: number
  /** Whether who is here is asked on every line, and who belongs to the rooms that were asked about. */
  readonly people?: boolean
  /** What an earlier client knew: shown from the beginning, if the token is one of the same history. */
  readonly restored?: Snapshot | undefined
  /** Where sends are kept until they are stored; without it, for as long as the client lives. */
  readonly keepSends?: KeepSends
  readonly dial: Dial
  readonly clock: Clock
  readonly random: Random
  /** Only for files. */
  readonly http?: Http
  /** Only for sharing files. */
  readonly sendFile?: SendFile
  /** Where uploads that are not finished are kept; without it, for as long as the client lives. */
  readonly unfinished?: Unfinished
  /** Where the token is kept; without it, for as long as the client lives. */
  readonly keep?: Keep
}

export type Listen = (happening: Happening, state: State) => void

export interface Client {
  readonly state: State
  /** Is told of everything that happens, after it has become part of the state. Returns how to be told no more. */
  subscribe(listener: Listen): () => void
  /** Connects, and stays connected until `leave`; while it waits to try again, tries at once. */
  connect(): void
  /** Enters as this person, and not as who we were: to be tried after a refusal. */
  enter(as: Enter): void
  /**
   * Gives a command. Sends wait for the connection and are repeated, under one clientId, until they are stored or refused
   * for good; everything else is refused with `offline` while there is no connection.
   */
  do<Name extends CommandName>(name: Name, input: Asked<Name>): Promise<Reply<Name>>
  /** Takes back a send that waits or has failed, by its clientId. */
  discard(clientId: string): void
  /** Sends once more what has failed. */
  retry(clientId: string): void
  /** Waits for the connection as sends do, and goes on under one clientId until it is shared, refused for good or called off. */
  upload(file: Upload): Promise<Shared>
  download(file: FileInfo, options?: DownloadOptions): AsyncGenerator<Uint8Array>
  /** Takes leave of the server, if it can be reached, and ends. */
  leave(): Promise<void>
}
