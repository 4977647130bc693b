// What every row of the timeline can ask of the timeline as a whole. It stays the same, so that no row is drawn anew for it.

import type { Message } from '@hubbub/protocol'
import { createContext, use } from 'react'

import type { Quotes } from './message/quotes.ts'

export interface Tools {
  readonly room: string
  readonly quotes: Quotes
  /** The messages that somebody has opened to their whole length. */
  readonly opened: Set<number>
  /** Goes to an entry and shows which one it is. */
  jump(seq: number): void
  /** Shows a picture large. */
  enlarge(entry: Message): void
  /** Offers all emoji for a reaction, beside what has the focus. */
  pick(entry: Message): void
  /** Asks once more, and takes it back. */
  erase(entry: Message): void
  /** Says something that is done, or why something could not be done. */
  tell(text: string): void
  fail(cause: unknown): void
}

export const ToolsContext = createContext<Tools | undefined>(undefined)

export function useTools(): Tools {
  const tools = use(ToolsContext)
  if (tools === undefined) throw new Error('There is no timeline here.')
  return tools
}
