// What is uploaded, by whom, by what means, and where it stands: what the parts of an upload have in common.

import type { Reply } from '@hubbub/protocol'

import type { Cancel, Clock, Http, Random, SendFile, Unfinished } from '../ports.ts'
import type { Progress } from './download.ts'

export interface Upload {
  /** The room's slug. */
  readonly room: string
  readonly name: string
  /** Words that go with the file. */
  readonly body?: string | undefined
  /** The entry that it answers. */
  readonly reply?: number | undefined
  readonly bytes: number
  /** The file, as whoever sends it understands it: a Blob in a browser, a path in a terminal. */
  readonly source: unknown
  /** Tells this file from all others that were ever here: with it, another run of the program can go on. */
  readonly fingerprint?: string | undefined
  readonly clientId?: string | undefined
  readonly progress?: Progress | undefined
  /** Calls it off: nothing is shared, and the server forgets what it has of it. */
  readonly signal?: Cancel | undefined
}

export type Shared = Reply<'file.share'>

/** Who shares it. */
export interface Speaker {
  readonly person: number
  readonly epoch: string
  readonly token: string
}

export interface UploadPorts {
  readonly send: SendFile
  readonly http: Http
  readonly clock: Clock
  readonly random: Random
  readonly unfinished: Unfinished
  /** What of it is on its way just now. */
  readonly busy: Set<string>
  /** `http://localhost:11111` */
  readonly server: string
  nextClientId(): string
  /** Resolves when the server can be reached; rejects when that is no longer wanted. */
  speaker(): Promise<Speaker>
}

/** Where an upload stands: who shares it, under which clientId, and at which address it is, once it has one. */
export interface Course {
  readonly as: Speaker
  readonly clientId: string
  readonly url?: string | undefined
}
