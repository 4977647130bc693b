// Where the line stands that says what is new.

import type { Message } from '@hubbub/protocol'

import { indexFrom } from './rows.ts'

export interface Reader {
  /** The read marker, as it stood when reading began. */
  readonly read: number
  readonly me: number | undefined
}

/**
 * The seq of the entry above which the line stands: the first that somebody else said after the read marker. There is no line
 * when nothing stands before it, nor when it is not known what does.
 */
export function lineAt(entries: readonly Message[], { read, me }: Reader): number | undefined {
  if (read === 0) return undefined
  const from = indexFrom(entries, read + 1)
  if (from === 0) return undefined
  for (let index = from; index < entries.length; index++) {
    const entry = entries[index]
    if (entry !== undefined && entry.author.id !== me) return entry.seq
  }
  return undefined
}
