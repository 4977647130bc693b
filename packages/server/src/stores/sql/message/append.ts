// Entries of rooms are appended here, one after another.

import type { Appended, NewEntry, NewFile } from '@hubbub/core'

import { fileOf, insertFile } from '../file.ts'
import type { Writing } from '../recent.ts'
import type { Database } from '../sqlite/database.ts'
import { noteMentions } from './mention.ts'

// Entries cross to the thread as bare lists: that is twice as fast as objects, and it is what is done most.

export type EntryRow = readonly [
  room: number,
  author: number,
  authorName: string,
  account: string | null,
  body: string,
  clientId: string | null,
  at: number,
  file: NewFile | null,
  more: string | null,
  mentions: readonly number[] | null,
]

export function entryRow(entry: NewEntry): EntryRow {
  const { room, author, body, clientId, at, file, mentions } = entry
  const { id, name, account } = author
  return [room, id, name, account ?? null, body, clientId ?? null, at, file ?? null, moreOf(entry), mentions ?? null]
}

/** What an entry rarely has, as one JSON text. */
function moreOf({ kind, reply, mentions, tags, wraps }: NewEntry): string | null {
  if ((kind ?? reply ?? mentions ?? tags ?? wraps) === undefined) return null
  return JSON.stringify({ kind, reply, mentions, tags, wraps })
}

/** Two numbers for a new entry; a repeated one has its first file, if there was one, as the third. */
export type AppendedRow = readonly [seq: number, at: number, file?: NewFile | null]

export function appendedOf([seq, at, file]: AppendedRow): Appended {
  if (file === undefined) return { seq, at, repeated: false }
  return file === null ? { seq, at, repeated: true } : { seq, at, repeated: true, file }
}

const insert = `
  INSERT INTO entry (room_id, seq, at, person_id, person_name, account, body, client_id, file_id, more)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (client_id, person_id) WHERE client_id IS NOT NULL DO NOTHING`

export function append({ db, recent, unindexed }: Writing, row: EntryRow): AppendedRow {
  const [room, author, name, account, body, clientId, given, file, more, mentions] = row
  const head = recent.head(room)
  const seq = head.seq + 1
  const at = Math.max(given, head.at + 1)
  const inserted = db.run(insert, room, seq, at, author, name, account, body, clientId, file?.id ?? null, more)
  if (inserted === 0) return firstOf(db, author, clientId)
  if (file !== null) insertFile(db, file, author)
  if (mentions !== null) noteMentions(db, { room, seq, people: mentions })
  recent.keep(author)
  unindexed.add(room)
  head.seq = seq
  head.at = at
  return [seq, at]
}

/** Where the author's entry of this client id went. */
function firstOf(db: Database, author: number, clientId: string | null): AppendedRow {
  const sql = 'SELECT seq, at, file_id AS file FROM entry WHERE person_id = ? AND client_id = ?'
  const first = db.one<{ seq: number; at: number; file: string | null }>(sql, author, clientId)
  if (first === undefined) throw new Error('an entry was neither new nor known')
  return [first.seq, first.at, first.file === null ? null : (fileOf(db, first.file) ?? null)]
}
