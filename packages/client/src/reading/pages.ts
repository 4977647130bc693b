// Reads of a room's history what a window asks for.

import { type Asked, limits, type Message, type Reply } from '@hubbub/protocol'

import type { Client } from '../options.ts'
import type { Page, Window } from './window.ts'

/** What is to be read: what comes before or after what is shown, another place, the newest, or the same once more. */
export type Load =
  | { readonly kind: 'older' | 'newer' | 'latest' | 'again' }
  | { readonly kind: 'jump'; readonly seq: number }

export interface Source {
  readonly client: Pick<Client, 'do'>
  readonly room: string
}

type Reader = (source: Source, window: Window) => Promise<Page>

const readers: Readonly<Record<Exclude<Load['kind'], 'jump'>, Reader>> = {
  older: async (source, { since }) => {
    const { entries, more } = await history(source, { before: since + 1 })
    return { kind: 'older', entries, complete: !more }
  },
  newer: async (source, { upTo }) => {
    const { entries, more } = await history(source, { after: upTo })
    return { kind: 'newer', entries, complete: !more }
  },
  latest: async (source) => {
    const { entries, more } = await history(source, {})
    return { kind: 'place', entries, atStart: !more, atEnd: true }
  },
  again: async (source, window) => ({ kind: 'again', entries: await readAgain(source, window), upTo: window.upTo }),
}

export function readPage(source: Source, window: Window, load: Load): Promise<Page> {
  return load.kind === 'jump' ? readAround(source, load.seq) : readers[load.kind](source, window)
}

/** As many are asked for from before a place as from there on: where there are fewer is an end. */
async function readAround(source: Source, seq: number): Promise<Page> {
  const { entries } = await history(source, { around: seq })
  const half = Math.floor(limits.history_page_entries_max / 2)
  const before = entries.filter((entry) => entry.seq < seq).length
  return { kind: 'place', entries, atStart: before < half, atEnd: entries.length - before < half }
}

async function readAgain(source: Source, { since, upTo }: Window): Promise<readonly Message[]> {
  const entries: Message[] = []
  for (let after: number | undefined = since; after !== undefined;) {
    const page: Reply<'message.history'> = await history(source, { after, before: upTo + 1 })
    entries.push(...page.entries)
    after = page.more ? page.entries.at(-1)?.seq : undefined
  }
  return entries
}

function history(
  { client, room }: Source,
  place: Omit<Asked<'message.history'>, 'room'>,
): Promise<Reply<'message.history'>> {
  return client.do('message.history', { room, limit: limits.history_page_entries_max, ...place })
}
