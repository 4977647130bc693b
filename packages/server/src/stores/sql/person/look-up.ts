// People as operators look for them: by the beginning of their names, with how much they said.

import type { LookedUp } from '@hubbub/core'
import { foldName } from '@hubbub/protocol/names'

import type { Input } from '../input.ts'
import { messagesOf, recentSpeech } from '../search/spoken.ts'
import type { Database } from '../sqlite/database.ts'
import { personColumns, personOf, type PersonRow, personTables } from './person.ts'

interface Row extends PersonRow {
  readonly seenAt: number
  readonly spokeAt: number | null
}

const everybody = `
  SELECT ${personColumns}, person.seen_at AS seenAt,
    (SELECT at FROM spoken WHERE person_id = person.id ORDER BY at DESC LIMIT 1) AS spokeAt
  FROM ${personTables} WHERE person.forgotten_at IS NULL`

/** Those who spoke last come first, then those who were seen last. */
export function lookUp(db: Database, { text, limit }: Input<'lookUp'>): readonly LookedUp[] {
  return db.snapshot(() => {
    const begin = foldName(text.trim())
    const recent = recentSpeech(db)
    const spokeAt = ({ id, spokeAt: at }: Row): number => Math.max(at ?? 0, recent.get(id)?.spokeAt ?? 0)
    const found = db
      .all<Row>(everybody)
      .filter(({ name, account }) => [name, account ?? ''].some((one) => foldName(one).startsWith(begin)))
      .toSorted((one, other) => spokeAt(other) - spokeAt(one) || other.seenAt - one.seenAt || one.id - other.id)
    return found.slice(0, limit).map((row) => ({
      ...personOf(row),
      seenAt: row.seenAt,
      messages: messagesOf(db, row.id) + (recent.get(row.id)?.messages ?? 0),
    }))
  })
}
