// What moderators and operators did, for whoever asks afterwards.

import type { Act } from '@hubbub/core'

import type { Input } from './input.ts'
import type { Writing } from './recent.ts'
import type { Database } from './sqlite/database.ts'

export function recordAct({ db }: Writing, { at, by, act, room, subject, detail }: Act): void {
  db.run(
    'INSERT INTO act (at, by_id, by_name, by_account, act, room, subject, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    at,
    by.id,
    by.name,
    by.account ?? null,
    act,
    room ?? null,
    subject ?? null,
    detail ?? null,
  )
}

interface ActRow {
  readonly id: number
  readonly at: number
  readonly byId: number
  readonly byName: string
  readonly account: string | null
  readonly act: string
  readonly room: string | null
  readonly subject: string | null
  readonly detail: string | null
}

/** Newest first. */
export function acts(
  db: Database,
  { before = Number.MAX_SAFE_INTEGER, limit }: Input<'acts'>,
): readonly (Act & { readonly id: number })[] {
  const select = `
    SELECT id, at, by_id AS byId, by_name AS byName, by_account AS account, act, room, subject, detail
    FROM act WHERE id < ? ORDER BY id DESC LIMIT ?`
  return db.all<ActRow>(select, before, limit).map(actOf)
}

/** The oldest stand first: what is not among them is not looked at. */
export function forgetActs({ db }: Writing, { before, limit }: Input<'forgetActs'>): number {
  const old = 'DELETE FROM act WHERE at < ? AND id IN (SELECT id FROM act ORDER BY id LIMIT ?)'
  return db.overwriting(() => db.run(old, before, limit))
}

function actOf({ id, at, byId, byName, account, act, room, subject, detail }: ActRow): Act & { readonly id: number } {
  return {
    id,
    at,
    by: account === null ? { id: byId, name: byName } : { id: byId, name: byName, account },
    act,
    ...(room === null ? {} : { room }),
    ...(subject === null ? {} : { subject }),
    ...(detail === null ? {} : { detail }),
  }
}
