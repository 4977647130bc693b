// What the writer remembers of rooms and authors it has just dealt with, so that an entry costs one row and no look-ups.

import { Refused } from './refused.ts'
import type { Database } from './sqlite/database.ts'

/** What all changes are given. */
export interface Writing {
  readonly db: Database
  readonly recent: Recent
}

/** A room's newest entry; zeros while it has none. */
export interface Head {
  seq: number
  at: number
}

export class Recent {
  readonly #db: Database
  readonly #entriesMax: number
  readonly #heads = new Map<number, Head>()
  readonly #kept = new Set<number>()

  constructor(db: Database, entriesMax: number) {
    this.#db = db
    this.#entriesMax = entriesMax
  }

  /** Whoever appends to the room moves this on. Refuses with `no-such-room` if it is closed or never was. */
  head(room: number): Head {
    const known = this.#heads.get(room)
    if (known !== undefined) return known
    const open = this.#db.one('SELECT 1 FROM room WHERE id = ? AND closed_at IS NULL', room)
    if (open === undefined) throw new Refused('no-such-room')
    const newest = 'SELECT seq, at FROM entry WHERE room_id = ? ORDER BY seq DESC LIMIT 1'
    const head = this.#db.one<Head>(newest, room) ?? { seq: 0, at: 0 }
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
