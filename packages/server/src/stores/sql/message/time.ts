// Times and places: the entries of a room stand in the order of their times, so a time is found by halving.

import type { Span } from '@hubbub/core'

import type { Database } from '../sqlite/database.ts'

/** The newest entry whose time is not later than `at`; 0 when there is none. */
export function lastUpTo(db: Database, { room, at }: { room: number; at: number }): number {
  const newest = db.one<Place>('SELECT seq, at FROM entry WHERE room_id = ? ORDER BY seq DESC LIMIT 1', room)
  if (newest === undefined || newest.at <= at) return newest?.seq ?? 0
  let low = 0 // not later
  let high = newest.seq // later
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    // Entries that are not kept any more are the oldest ones.
    if ((timeOf(db, { room, seq: middle }) ?? 0) <= at) low = middle
    else high = middle
  }
  return low
}

interface Place {
  readonly seq: number
  readonly at: number
}

export function timeOf(db: Database, { room, seq }: { room: number; seq: number }): number | undefined {
  return db.one<{ at: number }>('SELECT at FROM entry WHERE room_id = ? AND seq = ?', room, seq)?.at
}

type Bounds = Pick<Span, 'room'> & {
  readonly [Name in 'after' | 'before' | 'afterAt' | 'beforeAt']?: number | undefined
}

/** The bounds of a span, by seq and by time, as the seqs next to it on either side. */
export function edgesOf(db: Database, span: Bounds): { after: number; before: number } {
  const { room, after = 0, before = Number.MAX_SAFE_INTEGER, afterAt, beforeAt } = span
  return {
    after: afterAt === undefined ? after : Math.max(after, lastUpTo(db, { room, at: afterAt })),
    before: beforeAt === undefined ? before : Math.min(before, lastUpTo(db, { room, at: beforeAt - 1 }) + 1),
  }
}

const lastTimeUpTo = 'SELECT at FROM entry WHERE room_id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1'
const firstFrom = 'SELECT seq, at FROM entry WHERE room_id = ? AND seq >= ? ORDER BY seq ASC LIMIT 1'

/** The bounds of a span as times: what is bounded by a seq is bounded by that entry's time. */
export function timesOf(db: Database, span: Bounds): { afterAt: number; beforeAt: number } {
  const { room, after, before, afterAt = 0, beforeAt = Number.MAX_SAFE_INTEGER } = span
  const timeAfter = after === undefined ? undefined : db.one<{ at: number }>(lastTimeUpTo, room, after)?.at
  const next = before === undefined ? undefined : db.one<Place>(firstFrom, room, before)
  // Where an entry is forgotten, so is all that was before it.
  const timeBefore = next === undefined || next.seq === before ? next?.at : 0
  return { afterAt: Math.max(afterAt, timeAfter ?? 0), beforeAt: Math.min(beforeAt, timeBefore ?? beforeAt) }
}
