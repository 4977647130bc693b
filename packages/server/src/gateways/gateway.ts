// The port of every wire: how a gateway is opened, what it is given, and how it shows what happens.

import type { Blobs, Chat, Clock, HeardEvent, Log, Passwords, Pictures } from '@hubbub/core'
import type { EventName, Limits } from '@hubbub/protocol'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

import type { Connection } from '../edge/connection.ts'
import type { Verdict } from '../edge/detect.ts'
import type { Settings } from '../settings.ts'

/** The wires there are, in the words of `--listen PORT=WIRE`. */
export type WireName = 'irc' | 'http' | 'websocket' | 'course-json' | 'frames' | 'length-prefixed' | 'plain'

/** A wire: one folder, one of these, one line in `gateways/index.ts`. */
export interface Gateway {
  readonly wire: WireName
  /** One sentence for `docs/gateways.md`: who speaks it. */
  readonly speaks: string
  /** How a newcomer connects, for the start-up lines and the page; without it the wire is not shown there. */
  readonly howTo?: (at: { host: string; port: number }) => string
  /** What the wire shows of each event, for `docs/gateways.md`. */
  readonly outbound: Outbound<never>
  /** The verdict that a listener's hint stands for, when a silent client is to be given this wire. */
  readonly hinted?: Verdict
  /** The verdict that everybody gets at once on an address of this wire; nothing is told apart there. */
  readonly fixed?: Verdict
  open(ports: GatewayPorts): Door
}

/** An opened wire. */
export interface Door {
  /** Takes over a connection of this wire. Its first bytes come again through `connection.read`. */
  accept(connection: Connection, verdict: Verdict): void
  /** The settings are not what they were. */
  rehashed?(): void
  /** Lets everybody go, politely; resolves when they have gone. */
  close(): Promise<void>
}

export interface GatewayPorts {
  readonly chat: Chat
  readonly blobs: Blobs
  readonly pictures: Pictures
  readonly clock: Clock
  readonly log: Log
  readonly limits: Limits
  readonly about: { readonly name: string; readonly version: string }
  /** Wires that begin as an HTTP upgrade put themselves here under their path; the HTTP wire looks them up. */
  readonly upgrades: Map<string, Upgrade>
  /** Origins of other sites whose pages may act here, besides the pages of this address: `https://chat.example.org`. */
  readonly origins?: readonly string[]
  /** The folder where uploads are kept until they are whole. */
  readonly uploadsDir: string
  /** The folder of the built web client, if there is one. */
  readonly web?: string | undefined
  /** What the operator has decided, as it is now. */
  readonly settings: () => Settings
  /** What a password that the operator has set is compared by. */
  readonly passwords: Pick<Passwords, 'verify'>
  /** Flood limits off, for benchmarks and tests. */
  readonly floodLimits: boolean
  /** The port where those who came on this one find pages and files: another, if nothing but their wire is spoken on theirs. */
  readonly pagesPort: (port: number) => number
  /** The wires that are open, for the page that tells how to connect. */
  readonly howTos: (at: { host: string; port: number }) => readonly string[]
}

export type Upgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => void

/** What one event is on one wire in one form: bytes or text to send, null for nothing this time, or always silent. */
export type Row<Name extends EventName, Form> =
  | 'silent'
  | ((heard: HeardEvent<Name>, form: Form) => Uint8Array | string | null)

/** A row for every event there is: a new event does not compile before every wire has decided how to show it. */
export type Outbound<Form> = { readonly [Name in EventName]: Row<Name, Form> }
