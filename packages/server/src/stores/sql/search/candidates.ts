// The entries of one room that may be what somebody looks for, newest first: read one after another, or named by the index.

import { isKept } from '../message/kept.ts'
import type { Database } from '../sqlite/database.ts'

export interface Candidate {
  readonly room: number
  readonly seq: number
  readonly at: number
  readonly body: string
}

export interface Walk extends Span {
  readonly room: number
  readonly author: number | undefined
  readonly hasFile: boolean | undefined
  /** What to ask the index, where it can help. */
  readonly index: string | undefined
  readonly budget: Budget
}

/** Entries between these two, exclusively. */
interface Span {
  readonly after: number
  readonly before: number
}

/** How many entries may yet be looked at. */
export interface Budget {
  left: number
}

// A longer entry counts as several, and so many are read at once.
const charsPerEntry = 512
const windowEntries = 100
const pageEntries = 100

/** What is not in the index yet is little, and is read in any case; the budget is for the rest. */
export function* candidates(db: Database, walk: Walk): Generator<Candidate> {
  const { after, before, index } = walk
  const indexed = db.one<{ seq: number }>('SELECT indexed AS seq FROM room WHERE id = ?', walk.room)?.seq ?? 0
  yield* readThrough(db, { ...walk, after: Math.max(after, indexed), budget: { left: Infinity } })
  const rest = { ...walk, before: Math.min(before, indexed + 1) }
  if (index === undefined) yield* readThrough(db, rest)
  else yield* lookUp(db, rest, index)
}

/** Reads backwards, a window at a time, as far as the budget reaches. */
function* readThrough(db: Database, walk: Walk): Generator<Candidate> {
  const { budget } = walk
  for (let { before } = walk; before - 1 > walk.after && budget.left > 0; before -= windowEntries) {
    const after = Math.max(walk.after, before - 1 - Math.min(windowEntries, budget.left))
    budget.left -= before - 1 - after
    yield* read(db, walk, { after, before })
  }
}

/** Reads what the index names, a page at a time. */
function* lookUp(db: Database, walk: Walk, index: string): Generator<Candidate> {
  const { room, after, budget } = walk
  for (let { before } = walk; before - 1 > after && budget.left > 0;) {
    const page = db.all<{ seq: number }>(named, index, room, after, room, before, pageEntries)
    for (const { seq } of page) {
      budget.left--
      yield* read(db, walk, { after: seq - 1, before: seq + 1 })
    }
    if (page.length < pageEntries) return
    before = page.at(-1)?.seq ?? 0
  }
}

const named = `
  SELECT rowid & 0xffffffff AS seq FROM search
  WHERE search MATCH ? AND rowid > (? << 32) + ? AND rowid < (? << 32) + ? ORDER BY rowid DESC LIMIT ?`

const between = `
  SELECT seq, at, body FROM entry WHERE room_id = ? AND seq > ? AND seq < ? AND ${isKept}
    AND person_id = coalesce(?, person_id) AND (file_id IS NOT NULL) = coalesce(?, file_id IS NOT NULL)
    AND (more IS NULL OR more ->> '$.erased' IS NULL)
  ORDER BY seq DESC`

function read(db: Database, { room, author, hasFile, budget }: Walk, { after, before }: Span): readonly Candidate[] {
  const file = hasFile === undefined ? null : Number(hasFile)
  const rows = db.all<Omit<Candidate, 'room'>>(between, room, after, before, author ?? null, file)
  for (const { body } of rows) budget.left -= Math.floor(body.length / charsPerEntry)
  return rows.map((row) => ({ room, ...row }))
}
