// Changes of entries: edited, erased, reacted to. Each that changes something is the room's next `rev`.

import type { Changed, StoredEntry } from '@hubbub/core'

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { forget, reindex } from '../search/indexing.ts'
import { noteErased } from '../search/spoken.ts'
import type { Database } from '../sqlite/database.ts'
import { entriesOf, entry } from './entry.ts'
import { forgetMentions } from './mention.ts'
import {
  addReaction,
  hasReacted,
  hasRoomForReaction,
  type Place,
  removeReaction,
  removeReactions,
} from './reactions.ts'

/** The entry, if there is one in an open room that is not erased. */
function standing({ db, recent }: Writing, place: Place): StoredEntry | undefined {
  recent.head(place.room)
  return standingAnywhere(db, place)
}

/** The same, also in a room that is closed. */
export function standingAnywhere(db: Database, place: Place): StoredEntry | undefined {
  const [found] = entriesOf(entry(db, place))
  return found?.erased === undefined ? found : undefined
}

/** Counts a change of the entry; returns the room's `rev` with it. */
export function countChange(db: Database, { room, seq }: Place): number {
  const counted = db.one<{ rev: number }>('UPDATE room SET rev = rev + 1 WHERE id = ? RETURNING rev', room)
  const rev = counted?.rev ?? 0
  db.run('UPDATE entry SET rev = ? WHERE room_id = ? AND seq = ?', rev, room, seq)
  return rev
}

function changed(db: Database, place: Place): Changed | undefined {
  const [now] = entriesOf(entry(db, place))
  return now && { entry: now, changed: true }
}

export function editEntry(writing: Writing, change: Input<'editEntry'>): Changed | undefined {
  const { db } = writing
  const { room, seq, body, at } = change
  const was = standing(writing, change)
  if (was === undefined || was.body === body) return was && { entry: was, changed: false }
  const { kind, reply, mentions, tags } = was // places to wrap are those of the old body
  db.run(
    'UPDATE entry SET body = ?, more = ? WHERE room_id = ? AND seq = ?',
    body,
    JSON.stringify({ kind, reply, mentions, tags, editedAt: at }),
    room,
    seq,
  )
  reindex(db, change)
  countChange(db, change)
  return changed(db, change)
}

export function eraseEntry(writing: Writing, change: Input<'eraseEntry'>): Changed | undefined {
  const { db } = writing
  const was = change.anywhere ? standingAnywhere(db, change) : standing(writing, change)
  return was && eraseStanding(db, was, change)
}

/** Nothing of what was said stays: neither words nor annotations, neither file nor reactions. It is overwritten where it stood. */
export function eraseStanding(db: Database, was: StoredEntry, change: Input<'eraseEntry'>): Changed | undefined {
  const { room, seq, by, at, reason } = change
  db.overwriting(() => {
    db.run(
      `UPDATE entry SET body = '', file_id = NULL, more = ? WHERE room_id = ? AND seq = ?`,
      JSON.stringify({ reply: was.reply, erased: { by, at, reason } }),
      room,
      seq,
    )
    if (was.file !== undefined) db.run('DELETE FROM file WHERE id = ?', was.file.id)
    removeReactions(db, change)
    forget(db, change)
  })
  noteErased(db, { room, person: was.author.id, at: was.at })
  forgetMentions(db, { room, first: seq, last: seq })
  countChange(db, change)
  return changed(db, change)
}

export function react(writing: Writing, change: Input<'react'>): Changed | 'too-many' | undefined {
  const { db, recent } = writing
  const was = standing(writing, change)
  if (was === undefined || hasReacted(db, change) === change.on) return was && { entry: was, changed: false }
  if (change.on && !hasRoomForReaction(db, change)) return 'too-many'
  recent.keep(change.person.id)
  const rev = countChange(db, change)
  if (change.on) addReaction(db, change, rev)
  else removeReaction(db, change)
  return changed(db, change)
}
