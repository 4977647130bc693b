// Asks the server what was said, page after page.

import type { Client } from '@hubbub/client'
import type { Asked, Message, Reply } from '@hubbub/protocol'
import { useCallback, useEffect, useState } from 'react'

import { useClient } from '../../state/chat.tsx'

type Question = Asked<'message.search'>

export interface Found {
  readonly entries: readonly Message[]
  readonly more: boolean
}

export type Search =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'asking' | 'found'; readonly found: Found }
  | { readonly kind: 'failed'; readonly found: Found; readonly cause: unknown }

const nothing: Found = { entries: [], more: false }

/** What follows what is there: also what was said at the same moment as the last of it, in another room. */
export function nextQuestion(question: Question, { entries }: Found): Question {
  const last = entries.at(-1)
  return last === undefined ? question : { ...question, beforeAt: last.at + 1 }
}

/** Each entry once. A page without anything new is the last one. */
export function withPage({ entries }: Found, page: Reply<'message.search'>): Found {
  const known = new Set(entries.map(({ room, seq }) => `${room} ${seq}`))
  const added = page.entries.filter(({ room, seq }) => !known.has(`${room} ${seq}`))
  return { entries: [...entries, ...added], more: page.more && added.length > 0 }
}

/** `question` begins a new search when it becomes another one; `more` goes on, and tries again what has failed. */
export function useSearch(question: Question | undefined): { readonly search: Search; readonly more: () => void } {
  const client = useClient()
  const [search, setSearch] = useState<Search>({ kind: 'nothing' })
  const key = JSON.stringify(question)
  useEffect(() => {
    if (question === undefined) return setSearch({ kind: 'nothing' })
    return ask(client, { question, found: nothing }, setSearch)
    // The question is a new object each time, and the same one as long as it says the same.
  }, [client, key])
  const more = useCallback(() => {
    if (question !== undefined && search.kind !== 'nothing') ask(client, { question, found: search.found }, setSearch)
  }, [client, key, search])
  return { search, more }
}

interface Asking {
  readonly question: Question
  readonly found: Found
}

/** Returns how not to be told any more. */
function ask(client: Client, { question, found }: Asking, set: (search: Search) => void): () => void {
  let isWanted = true
  set({ kind: 'asking', found })
  client.do('message.search', nextQuestion(question, found)).then(
    (page) => isWanted && set({ kind: 'found', found: withPage(found, page) }),
    (cause: unknown) => isWanted && set({ kind: 'failed', found, cause }),
  )
  return () => void (isWanted = false)
}
