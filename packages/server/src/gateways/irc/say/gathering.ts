// A message of many lines while its lines come in.

import type { ClientTags } from './tags.ts'

/** A message that is being sent in lines. */
export interface Gathering {
  readonly target: string
  readonly tags: ClientTags
  /** Of the line that opened it: the answer to the whole carries it. */
  readonly label: string | undefined
  verb: 'PRIVMSG' | 'NOTICE' | undefined
  body: string
  lines: number
  /** Where lines were joined without a line break. */
  readonly wraps: number[]
}

/** A batch that a client has opened and not closed. Of one that is refused the rest is passed over. */
export interface OpenBatch {
  readonly name: string
  readonly message: Gathering | 'refused'
}
