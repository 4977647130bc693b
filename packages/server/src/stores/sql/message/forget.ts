// Forgets what was said and what happened before a time, with all that belongs to it, a little at a time.

import { forgetKeptFiles } from '../file.ts'
import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { forgetSpan } from '../search/indexing.ts'
import { forgetSpoken } from '../search/spoken.ts'
import type { Database } from '../sqlite/database.ts'
import { isKept } from './kept.ts'
import { forgetMentions } from './mention.ts'
import { type Place, removeReactions } from './reactions.ts'
import { lastUpTo } from './time.ts'

export interface Forgotten {
  /** How many entries. */
  readonly entries: number
  /** The room to go on with, if there may be more. */
  readonly next?: number
}

interface Room {
  readonly id: number
  readonly isClosed: 0 | 1
}

/** What is to be done, how much may be done yet, and how many entries were forgotten. */
interface Work {
  readonly before: number
  left: number
  entries: number
}

export function forget({ db }: Writing, { before, entriesMax, next = 0 }: Input<'forget'>): Forgotten {
  const most = Math.max(1, entriesMax)
  const work = { before, left: most, entries: 0 }
  const found = 'SELECT id, closed_at IS NOT NULL AS isClosed FROM room WHERE id >= ? ORDER BY id LIMIT ?'
  const rooms = db.all<Room>(found, next, most)
  const unfinished = rooms.find((room) => forgetIn(db, room, work) === 'some')
  const { entries } = work
  if (unfinished !== undefined) return { entries, next: unfinished.id }
  if (rooms.length < most) work.left -= forgetKeptFiles(db, { before, limit: work.left })
  if (rooms.length === most || work.left <= 0) return { entries, next: (rooms.at(-1)?.id ?? next) + 1 }
  db.run('UPDATE server SET forgotten_before = ?', before)
  return { entries }
}

function forgetIn(db: Database, room: Room, work: Work): 'all' | 'some' {
  forgetEntries(db, room, work)
  if (work.left > 0) forgetHappenings(db, room, work)
  return work.left > 0 ? 'all' : 'some'
}

function forgetHappenings(db: Database, { id }: Room, work: Work): void {
  const old = 'SELECT at FROM happening WHERE room_id = ? AND at < ? ORDER BY at LIMIT ?'
  const forgotten = `DELETE FROM happening WHERE room_id = ? AND at IN (${old})`
  work.left -= db.overwriting(() => db.run(forgotten, id, id, work.before, work.left))
}

interface OldEntry {
  readonly seq: number
  readonly isKept: 0 | 1
  readonly file: string | null
  readonly weight: number
}

// A longer entry counts as several, and so does one with reactions.
const bytesPerEntry = 512

const oldEntries = `
  SELECT seq, ${isKept} AS isKept, file_id AS file, 1 + octet_length(body) / ${bytesPerEntry} +
    (SELECT count(*) FROM reaction WHERE reaction.room_id = entry.room_id AND reaction.seq = entry.seq) AS weight
  FROM entry WHERE room_id = ? AND seq <= ? ORDER BY seq LIMIT ?`

function forgetEntries(db: Database, { id: room, isClosed }: Room, work: Work): void {
  // The newest entry of an open room keeps its place, emptied: the next one must not get its number or an earlier time.
  const stays = isClosed ? undefined : newestOf(db, room)
  const old = db.all<OldEntry>(oldEntries, room, oldUpTo(db, { room, before: work.before }), work.left)
  if (old[0]?.isKept === 0 && old[0].seq === stays) return
  const going = take(old, work)
  const [first, last] = [going[0]?.seq, going.at(-1)?.seq]
  if (first === undefined || last === undefined) return
  forgetSpoken(db, { room, first, last })
  forgetMentions(db, { room, first, last })
  db.overwriting(() => {
    if (last === stays) empty(db, { room, seq: last })
    const gone = 'DELETE FROM entry WHERE room_id = ? AND seq BETWEEN ? AND ?'
    db.run(gone, room, first, last === stays ? last - 1 : last)
  })
  forgetSpan(db, { room, first, last })
  for (const { file } of going) if (file !== null) db.run('DELETE FROM file WHERE id = ?', file)
  work.entries += going.filter((entry) => entry.isKept).length
}

function newestOf(db: Database, room: number): number | undefined {
  const newest = 'SELECT seq FROM entry WHERE room_id = ? ORDER BY seq DESC LIMIT 1'
  return db.one<{ seq: number }>(newest, room)?.seq
}

/** The newest entry from before a time; mostly a look at the oldest one tells that there is none. */
function oldUpTo(db: Database, { room, before }: { room: number; before: number }): number {
  const oldest = db.one<{ at: number }>('SELECT at FROM entry WHERE room_id = ? ORDER BY seq LIMIT 1', room)
  return oldest === undefined || oldest.at >= before ? 0 : lastUpTo(db, { room, at: before - 1 })
}

/** As many as may be done yet, and one at least. */
function take(entries: readonly OldEntry[], work: Work): readonly OldEntry[] {
  const taken: OldEntry[] = []
  for (const entry of entries) {
    if (work.left <= 0) break
    taken.push(entry)
    work.left -= entry.weight
  }
  return taken
}

function empty(db: Database, place: Place): void {
  db.run(
    `UPDATE entry SET person_id = 0, person_name = '', account = NULL, body = '', client_id = NULL, file_id = NULL,
       more = NULL, rev = NULL
     WHERE room_id = ? AND seq = ?`,
    place.room,
    place.seq,
  )
  removeReactions(db, place)
}
