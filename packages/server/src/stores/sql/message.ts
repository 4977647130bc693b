// Entries of rooms: appended one after another, and read back.

import type { Appended, NewEntry, NewFile, Span, StoredEntry } from '@hubbub/core'

import { findFile, insertFile } from './file.ts'
import type { Writing } from './recent.ts'
import type { Database } from './sqlite/database.ts'

// Entries cross to the thread and back as bare lists: that is twice as fast as objects, and it is what is done most.

export type EntryRow = readonly [
  room: number,
  author: number,
  authorName: string,
  body: string,
  clientId: string | null,
  at: number,
  file: NewFile | null,
]

export function entryRow({ room, author, body, clientId, at, file }: NewEntry): EntryRow {
  return [room, author.id, author.name, body, clientId ?? null, at, file ?? null]
}

/** Two numbers for a new entry; a repeated one has its first file, if there was one, as the third. */
export type AppendedRow = readonly [seq: number, at: number, file?: NewFile | null]

export function appendedOf([seq, at, file]: AppendedRow): Appended {
  if (file === undefined) return { seq, at, repeated: false }
  return file === null ? { seq, at, repeated: true } : { seq, at, repeated: true, file }
}

const insert = `
  INSERT INTO entry (room_id, seq, at, person_id, person_name, body, client_id, file_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (client_id, person_id) WHERE client_id IS NOT NULL DO NOTHING`

export function append({ db, recent }: Writing, row: EntryRow): AppendedRow {
  const [room, author, authorName, body, clientId, given, file] = row
  const head = recent.head(room)
  const seq = head.seq + 1
  const at = Math.max(given, head.at + 1)
  const inserted = db.run(insert, room, seq, at, author, authorName, body, clientId, file?.id ?? null)
  if (inserted === 0) return firstOf(db, author, clientId)
  if (file !== null) insertFile(db, file)
  recent.keep(author)
  head.seq = seq
  head.at = at
  return [seq, at]
}

/** Where the author's entry of this client id went. */
function firstOf(db: Database, author: number, clientId: string | null): AppendedRow {
  const sql = 'SELECT seq, at, file_id AS file FROM entry WHERE person_id = ? AND client_id = ?'
  const first = db.one<{ seq: number; at: number; file: string | null }>(sql, author, clientId)
  if (first === undefined) throw new Error('an entry was neither new nor known')
  return [first.seq, first.at, first.file === null ? null : (findFile(db, first.file) ?? null)]
}

/** Six values an entry. */
export type HistoryRows = readonly HistoryValue[]
type HistoryValue = number | string | NewFile | null

interface HistoryRow {
  readonly seq: number
  readonly at: number
  readonly author: number
  readonly authorName: string
  readonly body: string
  readonly file: string | null
}

const selectEntries = `
  SELECT seq, at, person_id AS author, person_name AS authorName, body, file_id AS file
  FROM entry WHERE room_id = ? AND seq > ? AND seq < ? ORDER BY seq`

const ends = {
  oldest: `${selectEntries} ASC LIMIT ?`,
  newest: `${selectEntries} DESC LIMIT ?`,
} satisfies Record<Span['from'], string>

export function history(db: Database, span: Span): HistoryRows {
  const { room, after = 0, before = Number.MAX_SAFE_INTEGER, limit, from } = span
  const rows = db.all<HistoryRow>(ends[from], room, after, before, limit)
  if (from === 'newest') rows.reverse()
  return rows.flatMap(({ seq, at, author, authorName, body, file }) => {
    return [seq, at, author, authorName, body, file === null ? null : (findFile(db, file) ?? null)]
  })
}

export function entriesOf(rows: HistoryRows): readonly StoredEntry[] {
  const entries: StoredEntry[] = []
  for (let i = 0; i < rows.length; i += 6) {
    const [seq, at, id, name, body, file] = rows.slice(i, i + 6) as [
      number,
      number,
      number,
      string,
      string,
      NewFile | null,
    ]
    const entry = { seq, at, author: { id, name }, body }
    entries.push(file === null ? entry : { ...entry, file })
  }
  return entries
}
