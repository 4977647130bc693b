// Entries as they are read back: a span of a room, one of them, or those that were changed.

import type { NewFile, Span, StoredEntry } from '@hubbub/core'
import type { Reacted } from '@hubbub/protocol'

import { fileOf } from '../file.ts'
import type { Input } from '../input.ts'
import type { Database } from '../sqlite/database.ts'
import { isKept } from './kept.ts'
import { reactionsTo } from './reactions.ts'
import { edgesOf } from './time.ts'

/** Ten values an entry, in one flat list: that is how entries cross from thread to thread soonest. */
export type EntryValues = readonly (number | string | NewFile | readonly Reacted[] | null)[]
const valuesPerEntry = 10

interface Row {
  readonly seq: number
  readonly at: number
  readonly author: number
  readonly authorName: string
  readonly account: string | null
  readonly body: string
  readonly file: string | null
  readonly more: string | null
  readonly rev: number | null
}

const selectEntries = `
  SELECT seq, at, person_id AS author, person_name AS authorName, account, body, file_id AS file, more, rev
  FROM entry WHERE room_id = ? AND ${isKept}`

const ends = {
  oldest: `${selectEntries} AND seq > ? AND seq < ? ORDER BY seq ASC LIMIT ?`,
  newest: `${selectEntries} AND seq > ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
} satisfies Record<Span['from'], string>

export function history(db: Database, span: Span): EntryValues {
  const { room, limit, from } = span
  const { after, before } = edgesOf(db, span)
  const rows = db.all<Row>(ends[from], room, after, before, limit)
  if (from === 'newest') rows.reverse()
  return rows.flatMap((row) => valuesOf(db, room, row))
}

export function entry(db: Database, { room, seq }: Input<'entry'>): EntryValues {
  const row = db.one<Row>(`${selectEntries} AND seq = ?`, room, seq)
  return row === undefined ? [] : valuesOf(db, room, row)
}

/** In the order of their changes. */
export function changedEntries(db: Database, { room, rev, upTo, limit }: Input<'changedEntries'>): EntryValues {
  const rows = db.all<Row>(`${selectEntries} AND rev > ? AND seq <= ? ORDER BY rev LIMIT ?`, room, rev, upTo, limit)
  return rows.flatMap((row) => valuesOf(db, room, row))
}

function valuesOf(db: Database, room: number, row: Row): EntryValues {
  const { seq, at, author, authorName, account, body, more, rev } = row
  const file = row.file === null ? null : (fileOf(db, row.file) ?? null)
  // Only what was changed can have reactions.
  const reactions = rev === null ? null : reactionsTo(db, { room, seq })
  return [seq, at, author, authorName, account, body, file, more, rev, reactions]
}

export function entriesOf(values: EntryValues): readonly StoredEntry[] {
  const entries: StoredEntry[] = []
  for (let i = 0; i < values.length; i += valuesPerEntry) entries.push(entryOf(values, i))
  return entries
}

/** The entry whose values begin at `i`. What it does not have is left out. */
function entryOf(values: EntryValues, i: number): StoredEntry {
  const [seq, at, id, name, account, body, file, more, rev, reactions] = values.slice(i, i + valuesPerEntry) as [
    number,
    number,
    number,
    string,
    string | null,
    string,
    NewFile | null,
    string | null,
    number | null,
    Reacted[] | null,
  ]
  const author = account === null ? { id, name } : { id, name, account }
  const entry = file === null ? { seq, at, author, body } : { seq, at, author, body, file }
  if (more === null && rev === null) return entry
  return {
    ...entry,
    ...(more === null ? {} : JSON.parse(more)),
    ...(rev === null ? {} : { rev }),
    ...(reactions === null || reactions.length === 0 ? {} : { reactions }),
  }
}
