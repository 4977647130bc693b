// What the writer remembers of rooms and authors it has just dealt with, so that an entry costs one row and no look-ups.

import { Refused } from './refused.ts'
import type { Unindexed } from './search/indexing.ts'
import type { Database } from './sqlite/database.ts'

/** What all changes are given. */
export interface Writing {
  readonly db: Database
  readonly recent: Recent
  readonly unindexed: Unindexed
}

/** A room's newest entry, and the newest time of anything in it; zeros while there is nothing. */
export interface Head {
  seq: number
  at: number
}

const headOf = `
  SELECT
    coalesce((SELECT seq FROM entry WHERE room_id = room.id ORDER BY seq DESC LIMIT 1), 0) AS seq,
    max(
      coalesce((SELECT at FROM entry WHERE room_id = room.id ORDER BY seq DESC LIMIT 1), 0),
      coalesce((SELECT at FROM happening WHERE room_id = room.id ORDER BY at DESC LIMIT 1), 0)
    ) AS at
  FROM room WHERE id = ? AND closed_at IS NULL`

export class Recent {
  readonly #db: Database
  readonly #entriesMax: number
  readonly #heads = new Map<number, Head>()
  readonly #kept = new Set<number>()

  constructor(db: Database, entriesMax: number) {
    this.#db = db
    this.#entriesMax = entriesMax
  }

  /** Whoever adds to the room moves this on. Refuses with `no-such-room` if it is closed or never was. */
  head(room: number): Head {
    const known = this.#heads.get(room)
    if (known !== undefined) return known
    const head = this.#db.one<Head>(headOf, room)
    if (head === undefined) throw new Refused('no-such-room')
    if (this.#heads.size >= this.#entriesMax) this.#heads.clear()
    this.#heads.set(room, head)
    return head
  }

  closed(room: number): void {
    this.#heads.delete(room)
  }

  /** An entry or a direct room names this person, who must then never be deleted. */
  keep(person: number): void {
    if (this.#kept.has(person)) return
    this.#db.run('UPDATE person SET kept = 1 WHERE id = ? AND kept = 0', person)
    if (this.#kept.size >= this.#entriesMax) this.#kept.clear()
    this.#kept.add(person)
  }

  /** After a rollback nothing that is known here can be trusted. */
  clear(): void {
    this.#heads.clear()
    this.#kept.clear()
  }
}
