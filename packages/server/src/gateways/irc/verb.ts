// A verb of this wire: one row, checked before its handler runs (dispatch.ts), and told in HELP and docs/irc.md.

import type { Client } from './client.ts'
import type { Line } from './lines/line.ts'

export interface Verb {
  /** `registering`: only before registration is complete; `registered`: only after; `any`: both. */
  readonly when: 'registering' | 'registered' | 'any'
  /** Fewer get 461. */
  readonly paramsMin: number
  /** `JOIN <channel>{,<channel>} [<key>{,<key>}]` */
  readonly syntax: string
  /** One sentence or more, a line each. */
  readonly says: readonly string[]
  /** The capability or specification it belongs to, for the docs. */
  readonly of?: string
  /** Its line may be longer than others: passwords may be. */
  readonly long?: true
  /** Lines after it need not wait for it: it answers nothing, or in order. Only without a label. */
  readonly pipelined?: true
  readonly run: (client: Client, line: Line) => void | Promise<void>
}

export type Verbs = Readonly<Record<string, Verb>>
