// The lists of masks that rooms and the server keep of people.

import type { Ban } from '@hubbub/protocol'

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'

/** In the place of a room's id: the lists of the server. */
const SERVER = 0

interface BanRow extends Omit<Ban, 'until' | 'reason'> {
  readonly until: number | null
  readonly reason: string | null
}

function banOf({ mask, list, by, at, until, reason }: BanRow): Ban {
  return { mask, list, by, at, ...(until === null ? {} : { until }), ...(reason === null ? {} : { reason }) }
}

const selectBans = 'SELECT mask, list, by, at, until, reason FROM ban WHERE room_id = ?'

/** All of a room, also those that have ended: whoever reads them knows what time it is. */
export function bansOf(db: Database, room: number): readonly Ban[] {
  return db.all<BanRow>(`${selectBans} ORDER BY id`, room).map(banOf)
}

export function serverBans(db: Database, at: number): readonly Ban[] {
  return db.all<BanRow>(`${selectBans} AND (until IS NULL OR until > ?) ORDER BY id`, SERVER, at).map(banOf)
}

export function addBan({ db }: Writing, { room = SERVER, ban }: Input<'addBan'>): { ban: Ban; added: boolean } {
  const { mask, list, by, at, until, reason } = ban
  if (room !== SERVER && db.one('SELECT 1 FROM room WHERE id = ? AND closed_at IS NULL', room) === undefined) {
    throw new Refused('no-such-room')
  }
  db.run('DELETE FROM ban WHERE room_id = ? AND until <= ?', room, at)
  const known = db.one<BanRow>(`${selectBans} AND list = ? AND mask = ?`, room, list, mask)
  if (known !== undefined) return { ban: banOf(known), added: false }
  db.run(
    'INSERT INTO ban (room_id, list, mask, by, at, until, reason) VALUES (?, ?, ?, ?, ?, ?, ?)',
    room,
    list,
    mask,
    by,
    at,
    until ?? null,
    reason ?? null,
  )
  return { ban, added: true }
}

export function removeBan({ db }: Writing, { room = SERVER, mask, list }: Input<'removeBan'>): boolean {
  return db.run('DELETE FROM ban WHERE room_id = ? AND list = ? AND mask = ?', room, list, mask) > 0
}
