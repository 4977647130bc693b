// What happened in rooms beside their entries: topics, and signals that last. Their times are the room's, as those of entries are.

import type { Span } from '@hubbub/core'
import type { Author, Happening } from '@hubbub/protocol'

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import type { Database } from '../sqlite/database.ts'
import { timesOf } from './time.ts'

interface New {
  readonly room: number
  readonly by: Author
  readonly what: Pick<Happening, 'topic' | 'tags'>
  readonly at: number
}

/** Returns its time: the given one, or a later one if the room has already come so far. */
export function happen({ db, recent }: Writing, { room, by, what, at: given }: New): number {
  const head = recent.head(room)
  const at = Math.max(given, head.at + 1)
  db.run(
    'INSERT INTO happening (room_id, at, person_id, person_name, account, what) VALUES (?, ?, ?, ?, ?, ?)',
    room,
    at,
    by.id,
    by.name,
    by.account ?? null,
    JSON.stringify(what),
  )
  recent.keep(by.id)
  head.at = at
  return at
}

export function keepSignal(writing: Writing, signal: Input<'keepSignal'>): { readonly at: number } {
  const { room, by, tags, at } = signal
  return { at: happen(writing, { room, by, what: { tags }, at }) }
}

interface Row {
  readonly at: number
  readonly id: number
  readonly name: string
  readonly account: string | null
  readonly what: string
}

const selectHappenings = `
  SELECT at, person_id AS id, person_name AS name, account, what
  FROM happening WHERE room_id = ? AND at > ? AND at < ?`

const ends = {
  oldest: `${selectHappenings} ORDER BY at ASC LIMIT ?`,
  newest: `${selectHappenings} ORDER BY at DESC LIMIT ?`,
} satisfies Record<Span['from'], string>

/** In the order of time. */
export function happenings(db: Database, span: Span): readonly Happening[] {
  const { room, limit, from } = span
  const { afterAt, beforeAt } = timesOf(db, span)
  const rows = db.all<Row>(ends[from], room, afterAt, beforeAt, limit)
  if (from === 'newest') rows.reverse()
  return rows.map(happeningOf)
}

function happeningOf({ at, id, name, account, what }: Row): Happening {
  return { at, by: account === null ? { id, name } : { id, name, account }, ...JSON.parse(what) }
}
