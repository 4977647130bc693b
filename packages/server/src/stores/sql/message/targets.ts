// In which of somebody's rooms the newest entry is of between two times, and when it came.

import type { StoredRoom } from '@hubbub/core'

import type { Input } from '../input.ts'
import { roomsOf } from '../room/member.ts'
import { openRoom } from '../room/room.ts'
import type { Database } from '../sqlite/database.ts'
import { isKept } from './kept.ts'

export interface Target {
  readonly room: StoredRoom
  readonly at: number
}

const newestKept = `SELECT at FROM entry WHERE room_id = ? AND ${isKept} ORDER BY seq DESC LIMIT 1`

export function targets(db: Database, query: Input<'targets'>): readonly Target[] {
  const { person, limit, afterAt = -Infinity, beforeAt = Infinity } = query
  const newest = roomsOf(db, person).flatMap((room) => {
    const last = db.one<{ at: number }>(newestKept, room)
    return last !== undefined && last.at > afterAt && last.at < beforeAt ? [{ room, at: last.at }] : []
  })
  const first = newest.toSorted((one, other) => one.at - other.at || one.room - other.room).slice(0, limit)
  return first.flatMap(({ room, at }) => {
    const stored = openRoom(db, room)
    return stored === undefined ? [] : [{ room: stored, at }]
  })
}
