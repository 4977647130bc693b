// Read markers: how far somebody has read a room, as a seq and as a time. Both only move forward.

import type { ReadMarker } from '@hubbub/core'

import type { Input } from '../input.ts'
import { LOBBY } from '../lobby.ts'
import { forgottenUpTo } from '../message/kept.ts'
import { countMentions, forgetReadMentions } from '../message/mention.ts'
import { lastUpTo, timeOf } from '../message/time.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'

interface Of {
  readonly room: number
  readonly person: number
}

interface MarkerRow {
  readonly seq: number
  readonly at: number | null
}

// What is forgotten counts as read.
const lobbyMarker = `
  SELECT max(lobby_read, ${forgottenUpTo(`${LOBBY}`)}) AS seq, lobby_read_at AS at FROM person WHERE id = ?`
const roomMarker = `
  SELECT max(read, ${forgottenUpTo('member.room_id')}) AS seq, read_at AS at FROM member WHERE room_id = ? AND person_id = ?`

function markerOf(db: Database, { room, person }: Of): MarkerRow | undefined {
  return room === LOBBY ? db.one<MarkerRow>(lobbyMarker, person) : db.one<MarkerRow>(roomMarker, room, person)
}

export function markRead({ db, recent }: Writing, mark: Input<'markRead'>): ReadMarker & { readonly moved: boolean } {
  const { room, seq, at } = mark
  // A marker beyond the newest entry would hide what is said next, so it ends there.
  const newest = recent.head(room).seq
  const was = markerOf(db, mark)
  if (was === undefined) throw new Refused('not-joined')
  if (seq === undefined && at === undefined) return { ...shown(db, mark, was), moved: false }
  const upTo = at === undefined ? 0 : lastUpTo(db, { room, at })
  const read = Math.max(was.seq, upTo, Math.min(seq ?? 0, newest))
  // A marker stands at an entry and its time. Before the first one that is kept there is only the time that was given.
  const readAt = Math.max(was.at ?? 0, timeOf(db, { room, seq: read }) ?? at ?? 0)
  const now = { seq: read, at: readAt === 0 ? null : readAt }
  const moved = now.seq !== was.seq || now.at !== was.at
  if (moved) store(db, mark, now)
  return { ...shown(db, mark, now), moved }
}

function store(db: Database, { room, person }: Of, { seq, at }: MarkerRow): void {
  forgetReadMentions(db, { room, person, upTo: seq })
  if (room === LOBBY) db.run('UPDATE person SET lobby_read = ?, lobby_read_at = ? WHERE id = ?', seq, at, person)
  else db.run('UPDATE member SET read = ?, read_at = ? WHERE room_id = ? AND person_id = ?', seq, at, room, person)
}

function shown(db: Database, { room, person }: Of, { seq, at }: MarkerRow): ReadMarker {
  const mentions = countMentions(db, { room, person, after: seq })
  return { seq, ...(at === null ? {} : { at }), ...(mentions === 0 ? {} : { mentions }) }
}

/** Somebody leaves: the time that they have read up to waits for them, also if the room is made anew meanwhile. */
export function keepMarker(db: Database, { room, person, at }: Of & { readonly at: number }): void {
  db.run(
    `INSERT OR REPLACE INTO left_marker (person_id, fold, read_at, left_at)
       SELECT person_id, fold, read_at, ? FROM member JOIN room ON room.id = room_id
       WHERE room_id = ? AND person_id = ? AND read_at IS NOT NULL AND fold IS NOT NULL`,
    at,
    room,
    person,
  )
}

export function keptMarker(db: Database, { room, person }: Of): number | null {
  const kept = `
    SELECT read_at AS at FROM left_marker WHERE person_id = ? AND fold = (SELECT fold FROM room WHERE id = ?)`
  return db.one<{ at: number }>(kept, person, room)?.at ?? null
}
