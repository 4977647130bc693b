// server.messages: an operator looks at what is stored, and that they looked is written down.

import { forgottenName, type Input } from '@hubbub/protocol'

import type { Handler, IdentifiedCall } from '../../brain.ts'
import { messageOf } from '../../message/kit/entry.ts'
import { given } from '../../message/kit/given.ts'
import type { Found, Ports, Store, StoredRoom } from '../../ports.ts'
import { numbered, recordAct } from '../record.ts'
import { storedRoom } from './room.ts'

export const messages: Handler<'server.messages'> = async (call, input) => {
  const { brain } = call
  const room = input.room === undefined ? undefined : await storedRoom(brain, input.room)
  if (input.before === undefined) await noteLook(call, input, room)
  const { person, before, limit } = input
  const text = input.text?.trim() || undefined
  const { entries, next } = await readPage(brain.ports, {
    ...given({ person, room: room?.id, text, before }),
    limit,
  })
  const rooms = new Map(entries.map((entry) => [entry.room.slug, entry.room]))
  return {
    entries: entries.map(({ room: { slug }, ...entry }) => messageOf(brain.ports, slug, entry)),
    rooms: Array.from(rooms.values(), ({ slug, name, kind }) => ({ slug, name, kind })),
    ...(next === undefined ? {} : { next }),
  }
}

type Query = Parameters<Store['everything']>[0]

interface Page {
  readonly entries: readonly Found[]
  readonly next: string | undefined
}

/** Reads on until the page is full: what is rare may stand far back. After a while it is for the asker to go on. */
async function readPage({ store, limits }: Pick<Ports, 'store' | 'limits'>, query: Query): Promise<Page> {
  const entries: Found[] = []
  let next = query.before
  let reads = 0
  do {
    const from = next === undefined ? {} : { before: next }
    const page = await store.everything({ ...query, ...from, limit: query.limit - entries.length })
    entries.push(...page.entries)
    next = page.next
  } while (next !== undefined && entries.length < query.limit && ++reads < limits.messages_page_reads_max)
  return { entries, next }
}

/** Whatever may show what two people said to each other, or is about one person; the pages after the first are the same look. */
async function noteLook(call: IdentifiedCall, input: Input<'server.messages'>, room?: StoredRoom): Promise<void> {
  const { store } = call.brain.ports
  const { person: id, text } = input
  if (id === undefined && room !== undefined && room.kind !== 'direct') return
  const subject = id === undefined ? undefined : numbered((await store.findPerson(id)) ?? { id, name: forgottenName })
  recordAct(call, { act: 'server.messages', room: room?.slug, subject, detail: text })
}
