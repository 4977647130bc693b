// How a room is kept: its topic, its settings, and who may do what in it.

import type { Role } from '@hubbub/protocol'

import type { Input } from '../input.ts'
import { LOBBY } from '../lobby.ts'
import { happen } from '../message/happening.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'

export function setTopic(writing: Writing, change: Input<'setTopic'>): { readonly at: number } {
  const { room, topic, by } = change
  const at = happen(writing, { room, by, what: { topic }, at: change.at })
  writing.db.run('UPDATE room SET topic = ?, topic_by = ?, topic_at = ? WHERE id = ?', topic, by.name, at, room)
  return { at }
}

/** The lobby and direct rooms stay what they are, whatever `kind` says. Who made links to a public room need not have been let invite. */
export function setSettings({ db }: Writing, { room, settings, kind }: Input<'setSettings'>): void {
  const set = `
    UPDATE room SET settings = ?, kind = CASE WHEN kind IN ('public', 'invite-only') THEN coalesce(?, kind) ELSE kind END
    WHERE id = ? AND closed_at IS NULL`
  if (db.run(set, JSON.stringify(settings), kind ?? null, room) === 0) throw new Refused('no-such-room')
  if (kind === 'invite-only') db.run('DELETE FROM link WHERE room_id = ?', room)
}

export function setRole({ db }: Writing, { room, person, role }: Input<'setRole'>): void {
  const stored = storedRole(role)
  const set =
    room === LOBBY
      ? db.run('UPDATE person SET lobby_role = ? WHERE id = ?', stored, person)
      : db.run('UPDATE member SET role = ? WHERE room_id = ? AND person_id = ?', stored, room, person)
  if (set === 0) throw new Refused('not-joined')
}

/** Members are the rule, so nothing is stored for them. */
export function storedRole(role: Role): Exclude<Role, 'member'> | null {
  return role === 'member' ? null : role
}
