// Files: what each was called, which bytes it is and whose; the bytes themselves are kept elsewhere.

import type { FoundFile, Kept, NewFile } from '@hubbub/core'

import type { Input } from './input.ts'
import type { Writing } from './recent.ts'
import { openRoom } from './room/room.ts'
import type { Database } from './sqlite/database.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly sha256: string
  readonly picture: string | null
}

/** The file itself, wherever it is. */
export function fileOf(db: Database, id: string): NewFile | undefined {
  const row = db.one<Row>('SELECT id, name, type, bytes, sha256, picture FROM file WHERE id = ?', id)
  if (row === undefined) return undefined
  const { picture, ...file } = row
  return picture === null ? file : { ...file, picture: JSON.parse(picture) }
}

interface Place {
  readonly room: number | null
  readonly keeper: number | null
}

const placeOf = `
  SELECT (SELECT room_id FROM entry WHERE file_id = ?1) AS room, (SELECT person_id FROM kept_file WHERE file_id = ?1) AS keeper`

export function findFile(db: Database, id: string): FoundFile | undefined {
  return db.snapshot(() => findNow(db, id))
}

function findNow(db: Database, id: string): FoundFile | undefined {
  const file = fileOf(db, id)
  if (file === undefined) return undefined
  const place = db.one<Place>(placeOf, id)
  if (typeof place?.keeper === 'number') return { ...file, keeper: place.keeper }
  const room = typeof place?.room === 'number' ? openRoom(db, place.room) : undefined
  return room === undefined ? file : { ...file, room }
}

export function unshared(db: Database, hashes: readonly string[]): readonly string[] {
  const shared = 'SELECT 1 FROM file WHERE sha256 = ? LIMIT 1'
  return hashes.filter((sha256) => db.one(shared, sha256) === undefined)
}

const insert = 'INSERT INTO file (id, name, type, bytes, sha256, picture, person_id) VALUES (?, ?, ?, ?, ?, ?, ?)'

export function insertFile(db: Database, file: NewFile, person: number): void {
  const { id, name, type, bytes, sha256, picture } = file
  db.run(insert, id, name, type, bytes, sha256, picture === undefined ? null : JSON.stringify(picture), person)
}

export function keepFile({ db }: Writing, { file, person, at }: Input<'keepFile'>): void {
  insertFile(db, file, person)
  db.run('INSERT INTO kept_file (file_id, person_id, kept_at) VALUES (?, ?, ?)', file.id, person, at)
}

const none: Kept = { files: 0, bytes: 0 }

const kept = `
  SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes
  FROM kept_file JOIN file ON file.id = file_id WHERE kept_file.person_id = ? AND kept_at > ?`

export function keptFiles(db: Database, { person, since }: Input<'keptFiles'>): Kept {
  return db.one<Kept>(kept, person, since) ?? none
}

export function filesOf(db: Database, person: number): Kept {
  const all = 'SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes FROM file WHERE person_id = ?'
  return db.one<Kept>(all, person) ?? none
}

export function hashesOf(db: Database, person: number): readonly string[] {
  const hashes = db.all<{ sha256: string }>('SELECT DISTINCT sha256 FROM file WHERE person_id = ?', person)
  return hashes.map(({ sha256 }) => sha256)
}

export function filesBytes(db: Database): number {
  return db.one<{ bytes: number }>('SELECT files_bytes AS bytes FROM server')?.bytes ?? 0
}

/** Returns how many. */
export function forgetKeptFiles(db: Database, { before, limit }: { before: number; limit: number }): number {
  const old = 'SELECT file_id FROM kept_file WHERE kept_at < ? ORDER BY kept_at LIMIT ?'
  return db.run(`DELETE FROM file WHERE id IN (${old})`, before, limit)
}
