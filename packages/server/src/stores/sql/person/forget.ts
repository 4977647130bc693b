// Somebody is forgotten with all that they said: no table has their name any more, only a number that nobody else is given.

import { forgottenName } from '@hubbub/protocol/names'

import type { Input } from '../input.ts'
import { countChange, eraseStanding, standingAnywhere } from '../message/change.ts'
import type { Place } from '../message/reactions.ts'
import type { Writing } from '../recent.ts'
import { endMembership } from '../room/member.ts'
import { type EverythingValues, valuesOf } from '../search/everything.ts'
import { standingOf, waitingRooms } from '../search/spoken.ts'
import type { Database } from '../sqlite/database.ts'
import { findPerson } from './person.ts'

/** Erases some of what stands, in rooms that are closed too; returns it as it is now. */
export function eraseEntriesOf({ db }: Writing, what: Input<'eraseEntriesOf'>): Omit<EverythingValues, 'next'> {
  const { person, by, at, limit } = what
  const places = standingOf(db, { person, limit })
  for (const place of places) {
    const was = standingAnywhere(db, place)
    if (was !== undefined) eraseStanding(db, was, { ...place, by, at })
    db.overwriting(() => db.run(`${nameless} AND seq = ?`, forgottenName, place.room, place.seq))
  }
  return valuesOf(db, places)
}

const nameless = `UPDATE entry SET person_name = ?, account = NULL, client_id = NULL WHERE room_id = ?`

interface Forgotten {
  readonly name: string
  /** The slugs of open rooms that had a topic of theirs. */
  readonly topics: readonly string[]
}

/** May be done again: somebody who was on their way out may have left something more. */
export function forgetPerson(writing: Writing, { person, at }: Input<'forgetPerson'>): Forgotten | undefined {
  const { db } = writing
  const known = findPerson(db, person)
  if (known === undefined) return undefined
  const names = [...new Set([known.name, known.chosen, known.account ?? known.name])]
  return db.overwriting(() => {
    forgetAuthor(db, person)
    forgetReactions(db, person)
    const topics = forgetTopics(db, person, names)
    forgetDeeds(db, person, names)
    leaveEverywhere(writing, { person, at })
    for (const end of belongings) db.run(end, person)
    db.run(emptied, forgottenName, forgottenName, at, at, person)
    return { name: known.name, topics }
  })
}

const belongings = [
  'DELETE FROM file WHERE id IN (SELECT file_id FROM kept_file WHERE person_id = ?)',
  'DELETE FROM account WHERE person_id = ?',
  ...['token', 'cursor', 'left_marker', 'invitation', 'mention'].map((of) => `DELETE FROM ${of} WHERE person_id = ?`),
  'DELETE FROM person_note WHERE subject_id = ?',
  'DELETE FROM link WHERE by_id = ?',
  'DELETE FROM happening WHERE person_id = ?',
]

const emptied = `
  UPDATE person SET name = ?, chosen_name = ?, skeleton = NULL, token_digest = NULL, lobby_role = NULL, lobby_read_at = NULL,
    kept = 1, seen_at = ?, forgotten_at = ?
  WHERE id = ?`

/** Also of what they had erased themselves. */
function forgetAuthor(db: Database, person: number): void {
  const those = '(SELECT room_id, seq FROM spoken WHERE person_id = ?)'
  db.run(
    `UPDATE entry SET person_name = ?, account = NULL, client_id = NULL WHERE (room_id, seq) IN ${those}`,
    forgottenName,
    person,
  )
  for (const { room, after } of waitingRooms(db)) {
    db.run(`${nameless} AND seq > ? AND person_id = ?`, forgottenName, room, after, person)
  }
}

/** They are changes of the entries that they were to. */
function forgetReactions(db: Database, person: number): void {
  const places = db.all<Place & object>(
    'SELECT DISTINCT room_id AS room, seq FROM reaction WHERE person_id = ?',
    person,
  )
  db.run('DELETE FROM reaction WHERE person_id = ?', person)
  for (const place of places) countChange(db, place)
}

/** A topic is of whoever the newest happening says; where that is forgotten already, of whoever has the name. */
function forgetTopics(db: Database, person: number, names: readonly string[]): readonly string[] {
  const rows = db.all<{ slug: string; isOpen: 0 | 1 }>(
    `UPDATE room SET topic = '', topic_by = NULL, topic_at = NULL
     WHERE coalesce(
       (SELECT person_id = ? FROM happening WHERE room_id = room.id AND at = room.topic_at),
       topic_by IN (SELECT value FROM json_each(?)))
     RETURNING slug, closed_at IS NULL AS isOpen`,
    person,
    JSON.stringify(names),
  )
  return rows.filter(({ isOpen }) => isOpen).map(({ slug }) => slug)
}

/** What they did as a moderator or an operator, or somebody else with them, stays; who it was and what they said of it does not. */
function forgetDeeds(db: Database, person: number, names: readonly string[]): void {
  const by = JSON.stringify({ id: person, name: forgottenName })
  const erased = `
    UPDATE entry SET more = json_remove(json_set(more, '$.erased.by', json(?)), '$.erased.reason')
    WHERE rev IS NOT NULL AND more ->> '$.erased.by.id' = ?`
  db.run(erased, by, person)
  db.run('UPDATE act SET by_name = ?, by_account = NULL, detail = NULL WHERE by_id = ?', forgottenName, person)
  const known = JSON.stringify(names)
  const [subject, ending] = [`${forgottenName} (${person})`, `% (${person})`]
  const isOf = '(subject IN (SELECT value FROM json_each(?)) OR subject LIKE ?)'
  db.run(`UPDATE act SET subject = ? WHERE ${isOf}`, subject, known, ending)
  const bans = 'UPDATE ban SET by = ?, reason = NULL WHERE by IN (SELECT value FROM json_each(?))'
  db.run(bans, forgottenName, known)
}

function leaveEverywhere(writing: Writing, { person, at }: Input<'forgetPerson'>): void {
  const rooms = writing.db.all<{ room: number }>('SELECT room_id AS room FROM member WHERE person_id = ?', person)
  for (const { room } of rooms) endMembership(writing, { room, person, at })
}
