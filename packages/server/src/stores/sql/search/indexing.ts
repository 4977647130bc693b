// Brings entries into the search index, some time after they were appended: an append never waits for it.

import { type Database, troubleOf } from '../sqlite/database.ts'
import { noteSpoken } from './spoken.ts'
import { indexedText } from './words.ts'

interface Place {
  readonly room: number
  readonly seq: number
}

/** The rooms with entries that are not in the index yet; which entries, each room knows. */
export class Unindexed {
  readonly #rooms = new Set<number>()
  #entries = 0

  /** About how many entries wait. */
  get entries(): number {
    return this.#entries
  }

  add(room: number): void {
    this.#rooms.add(room)
    this.#entries++
  }

  /** Between transactions: finds all that waits, also what was left over when the database was closed. */
  find(db: Database): void {
    const waiting = db.all<{ id: number; count: number }>(
      `SELECT id, count FROM
         (SELECT id, (SELECT max(seq) FROM entry WHERE room_id = room.id) - indexed AS count FROM room)
       WHERE count > 0`,
    )
    for (const { id } of waiting) this.#rooms.add(id)
    this.#entries = waiting.reduce((entries, { count }) => entries + count, 0)
  }

  /** Inside a transaction: indexes at most so many entries, and not many more than so many characters. */
  index(db: Database, { entries, chars }: Work): void {
    const left = { entries, chars }
    for (const room of this.#rooms) {
      if (left.entries <= 0 || left.chars <= 0) break
      if (indexSome(db, room, left) === 'all') this.#rooms.delete(room)
    }
    this.#entries = this.#rooms.size === 0 ? 0 : Math.max(1, this.#entries - (entries - left.entries))
  }
}

interface Work {
  entries: number
  chars: number
}

function indexSome(db: Database, room: number, left: Work): 'all' | 'some' {
  const waiting = `
    SELECT seq, body FROM entry
    WHERE room_id = ? AND seq > (SELECT indexed FROM room WHERE id = room_id) ORDER BY seq LIMIT ?`
  const entries = db.all<{ seq: number; body: string }>(waiting, room, left.entries)
  const isLast = entries.length < left.entries
  const first = entries[0]?.seq ?? 0
  let indexed = 0
  for (const { seq, body } of entries) {
    if (left.chars <= 0) break
    insert(db, { room, seq, body })
    left.entries--
    left.chars -= body.length
    indexed = seq
  }
  if (indexed > 0) {
    noteSpoken(db, { room, first, last: indexed })
    db.run('UPDATE room SET indexed = ? WHERE id = ?', indexed, room)
  }
  return isLast && indexed === (entries.at(-1)?.seq ?? 0) ? 'all' : 'some'
}

const rowId = '(? << 32) + ?'

function insert(db: Database, { room, seq, body }: Place & { readonly body: string }): void {
  db.run(`INSERT INTO search (rowid, text) VALUES (${rowId}, ?)`, room, seq, indexedText(body))
}

function isIndexed(db: Database, { room, seq }: Place): boolean {
  return db.one('SELECT 1 FROM room WHERE id = ? AND indexed >= ?', room, seq) !== undefined
}

/** The entry is not found any more. */
export function forget(db: Database, { room, seq }: Place): void {
  if (isIndexed(db, { room, seq })) db.run(`DELETE FROM search WHERE rowid = ${rowId}`, room, seq)
}

/** None of these entries is found any more. An index that is no good is no reason to keep them. */
export function forgetSpan(db: Database, { room, first, last }: { room: number; first: number; last: number }): void {
  try {
    db.savepoint(() => db.run(`DELETE FROM search WHERE rowid BETWEEN ${rowId} AND ${rowId}`, room, first, room, last))
  } catch (cause) {
    if (troubleOf(cause) !== 'lasting') throw cause
  }
}

/** The entry is found by its new words alone. */
export function reindex(db: Database, { room, seq, body }: Place & { readonly body: string }): void {
  if (!isIndexed(db, { room, seq })) return
  forget(db, { room, seq })
  insert(db, { room, seq, body })
}

/** The runs of three characters in the index that begin with a shorter word; undefined if there are too many to look for. */
export function runsWith(db: Database, word: string): readonly string[] | undefined {
  const next = 'SELECT term FROM search_term WHERE term > ? LIMIT 1'
  const runs: string[] = []
  for (let last = word; ;) {
    const term = db.one<{ term: string }>(next, last)?.term
    if (term === undefined || !term.startsWith(word)) return runs
    if (runs.push(term) > db.limits.search_runs_max) return undefined
    last = term
  }
}
