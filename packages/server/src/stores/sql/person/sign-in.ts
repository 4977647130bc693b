// An account comes; a guest who has proved to be the account gives it all that is theirs and is no more.

import type { StoredPerson } from '@hubbub/core'

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'
import { comeBack, whyNotFree } from './name.ts'
import { findPerson } from './person.ts'
import { endOldTokens } from './token.ts'

/** Who gives, and who takes. */
interface Move {
  readonly from: number
  readonly to: number
}

export function signIn({ db }: Writing, { person: id, guest, name, at }: Input<'signIn'>): StoredPerson {
  const person = findPerson(db, id)
  if (person?.account === undefined) throw new Refused('no-such-account')
  if (guest !== undefined && guest !== id) takeOver(db, { from: guest, to: id })
  const { chosen, isHere, ...stored } = person
  if (name !== undefined && whyNotFree(db, { skeleton: name.skeleton, person: id }) === undefined) {
    db.run('UPDATE person SET chosen_name = ? WHERE id = ?', name.name, id)
    return { ...stored, name: comeBack(db, { id, chosen: name.name, at }) }
  }
  if (!isHere) return { ...stored, name: comeBack(db, { id, chosen, at }) }
  db.run('UPDATE person SET seen_at = ? WHERE id = ?', at, id)
  return stored
}

function takeOver(db: Database, move: Move): void {
  const guest = findPerson(db, move.from)
  if (guest === undefined) throw new Refused('no-such-person')
  if (guest.account !== undefined) throw new Refused('already-signed-in')
  moveMemberships(db, move)
  moveDirectRooms(db, move)
  for (const { move: statement } of belongings) db.run(statement, move.to, move.from)
  for (const { end } of belongings) db.run(end, move.from)
  endOldTokens(db, move.to)
  db.run('UPDATE person SET skeleton = NULL WHERE id = ?', move.from)
  db.run('DELETE FROM person WHERE id = ? AND kept = 0', move.from)
}

const belongings = ['invitation', 'left_marker', 'token', 'cursor', 'mention'].map((table) => ({
  move: `UPDATE OR IGNORE ${table} SET person_id = ? WHERE person_id = ?`,
  end: `DELETE FROM ${table} WHERE person_id = ?`,
}))

/** What is more: of two roles the higher, of two places in a room the further one. */
const higherRole = (mine: string, other: string): string => `
  CASE WHEN 'owner' IN (${mine}, ${other}) THEN 'owner'
       WHEN 'moderator' IN (${mine}, ${other}) THEN 'moderator'
       ELSE coalesce(${mine}, ${other}) END`
const later = (mine: string, other: string): string => `coalesce(max(${mine}, ${other}), ${mine}, ${other})`

function moveMemberships(db: Database, { from, to }: Move): void {
  db.run(
    `INSERT INTO member (room_id, person_id, since, read, read_at, joined_at, role)
       SELECT room_id, ?, since, read, read_at, joined_at, role FROM member WHERE person_id = ?
     ON CONFLICT DO UPDATE SET
       since = min(since, excluded.since), read = max(read, excluded.read),
       read_at = ${later('read_at', 'excluded.read_at')}, role = ${higherRole('role', 'excluded.role')}`,
    to,
    from,
  )
  db.run('DELETE FROM member WHERE person_id = ?', from)
  db.run(
    `UPDATE person SET
       lobby_read = max(person.lobby_read, guest.lobby_read),
       lobby_read_at = ${later('person.lobby_read_at', 'guest.lobby_read_at')},
       lobby_role = ${higherRole('person.lobby_role', 'guest.lobby_role')}
     FROM person AS guest WHERE guest.id = ? AND person.id = ?`,
    from,
    to,
  )
  db.run('UPDATE person SET lobby_role = NULL WHERE id = ?', from)
}

/** A direct room of the guest is the account's now, unless the account has one with the same person: then that one stays. */
function moveDirectRooms(db: Database, { from, to }: Move): void {
  const rooms = db.all<{ id: number; low: number; high: number }>(
    'SELECT id, low_id AS low, high_id AS high FROM room WHERE low_id = ? OR high_id = ?',
    from,
    from,
  )
  for (const { id, low, high } of rooms) {
    const [newLow, newHigh] = [low, high].map((one) => (one === from ? to : one)).toSorted((a, b) => a - b) as [
      number,
      number,
    ]
    const moved = 'UPDATE OR IGNORE room SET low_id = ?, high_id = ? WHERE id = ?'
    if (db.run(moved, newLow, newHigh, id) === 0) {
      db.run('DELETE FROM member WHERE room_id = ? AND person_id = ?', id, to)
    }
  }
}
