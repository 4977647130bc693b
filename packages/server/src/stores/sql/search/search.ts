// Finds what was said in somebody's rooms, newest first.

import type { StoredRoom } from '@hubbub/core'

import type { Input } from '../input.ts'
import { entry, type EntryValues } from '../message/entry.ts'
import { edgesOf } from '../message/time.ts'
import { roomsOf } from '../room/member.ts'
import { openRoom } from '../room/room.ts'
import type { Database } from '../sqlite/database.ts'
import { type Candidate, candidates } from './candidates.ts'
import { runsWith } from './indexing.ts'
import { foldText, indexQuery, matcherOf, wordsOf } from './words.ts'

/** What was found, each with the id of its room; and those rooms. */
export interface FoundValues {
  readonly rooms: ReadonlyMap<number, StoredRoom>
  readonly found: readonly (readonly [room: number, entry: EntryValues])[]
}

type Query = Input<'search'>

export function search(db: Database, query: Query): FoundValues {
  return db.snapshot(() => searchNow(db, query))
}

function searchNow(db: Database, query: Query): FoundValues {
  const found = newestMatches(db, query)
  const ids = [...new Set(found.map(({ room }) => room))]
  const rooms = new Map(ids.flatMap((id) => roomEntry(openRoom(db, id))))
  return { rooms, found: found.map((place) => [place.room, entry(db, place)]) }
}

function roomEntry(room: StoredRoom | undefined): readonly (readonly [number, StoredRoom])[] {
  return room === undefined ? [] : [[room.id, room]]
}

/**
 * Reading has its end: each room gets its share of what may be read, and what small rooms leave is for larger ones. Once
 * enough was found, rooms are read only as far back as the oldest of it.
 */
function newestMatches(db: Database, query: Query): readonly Candidate[] {
  const { author, hasFile, limit } = query
  const words = wordsOf(query.text ?? '')
  const matches = matcherOf(words)
  const index = indexQuery(words, (word) => runsWith(db, word))
  const rooms = searchedRooms(db, query)
  let found: readonly Candidate[] = []
  let left: number = db.limits.search_scan_entries_max
  for (const [place, room] of rooms.entries()) {
    const share = Math.ceil(left / (rooms.length - place))
    const walk = { ...room, author, hasFile, index, budget: { left: share } }
    const oldest = found.length < limit ? 0 : (found.at(-1)?.at ?? 0)
    const further = firstOf(candidates(db, walk), { matches, oldest, limit })
    found = [...found, ...further].toSorted((one, other) => other.at - one.at).slice(0, limit)
    left -= share - walk.budget.left
  }
  return found
}

interface SearchedRoom {
  readonly room: number
  readonly after: number
  readonly before: number
}

/** Smallest first. */
function searchedRooms(db: Database, { person, room, afterAt, beforeAt }: Query): readonly SearchedRoom[] {
  const rooms = roomsOf(db, person).filter((id) => room === undefined || id === room)
  const searched = rooms.map((id) => {
    const { oldest, newest } = endsOf(db, id)
    const { after, before } = edgesOf(db, { room: id, afterAt, beforeAt, after: oldest - 1, before: newest + 1 })
    return { room: id, after, before }
  })
  return searched.toSorted((one, other) => one.before - one.after - (other.before - other.after))
}

/** Of a room without entries one before the other. */
function endsOf(db: Database, room: number): { oldest: number; newest: number } {
  const end = (order: 'ASC' | 'DESC') =>
    db.one<{ seq: number }>(`SELECT seq FROM entry WHERE room_id = ? ORDER BY seq ${order} LIMIT 1`, room)?.seq
  return { oldest: end('ASC') ?? 1, newest: end('DESC') ?? 0 }
}

/** The first `limit` that match and are newer than `oldest`. */
function firstOf(
  ordered: Iterable<Candidate>,
  { matches, oldest, limit }: { matches: (folded: string) => boolean; oldest: number; limit: number },
): readonly Candidate[] {
  const found: Candidate[] = []
  for (const candidate of ordered) {
    if (candidate.at <= oldest) break
    if (matches(foldText(candidate.body)) && found.push(candidate) === limit) break
  }
  return found
}
