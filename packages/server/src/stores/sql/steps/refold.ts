// Step 3: names of rooms that differ in space and `_` or comma and `;` alone are one; where that makes two alike, one gets a number.

import { foldName } from '@hubbub/protocol'
import { limits } from '@hubbub/protocol/limits'

import { numbered } from '../numbered.ts'
import type { Database } from '../sqlite/database.ts'

export function refold(db: Database): void {
  const rooms = db.all<{ id: number; name: string; fold: string }>(
    'SELECT id, name, fold FROM room WHERE closed_at IS NULL AND fold IS NOT NULL ORDER BY id',
  )
  for (const { id, name, fold } of rooms) {
    if (foldName(name) === fold) continue
    const as = { joint: ' ', charsMax: limits.room_name_chars_max }
    const free = numbered(name, as, (candidate) => !isTaken(db, { id, word: foldName(candidate) }))
    db.run('UPDATE room SET name = ?, fold = ? WHERE id = ?', free, foldName(free), id)
  }
}

function isTaken(db: Database, { id, word }: { id: number; word: string }): boolean {
  const other = 'SELECT 1 FROM room WHERE closed_at IS NULL AND id <> ? AND (fold = ? OR slug = ?)'
  return db.one(other, id, word, word) !== undefined
}
