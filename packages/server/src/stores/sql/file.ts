// Files: what each was called and which bytes it is; the bytes themselves are kept elsewhere.

import type { Kept, NewFile } from '@hubbub/core'

import type { Input } from './input.ts'
import type { Writing } from './recent.ts'
import type { Database } from './sqlite/database.ts'

export function findFile(db: Database, id: string): NewFile | undefined {
  return db.one<NewFile & object>('SELECT id, name, type, bytes, sha256 FROM file WHERE id = ?', id)
}

export function unshared(db: Database, hashes: readonly string[]): readonly string[] {
  const shared = 'SELECT 1 FROM file WHERE sha256 = ? LIMIT 1'
  return hashes.filter((sha256) => db.one(shared, sha256) === undefined)
}

export function insertFile(db: Database, { id, name, type, bytes, sha256 }: NewFile): void {
  db.run('INSERT INTO file (id, name, type, bytes, sha256) VALUES (?, ?, ?, ?, ?)', id, name, type, bytes, sha256)
}

export function keepFile({ db }: Writing, { file, person, at }: Input<'keepFile'>): void {
  insertFile(db, file)
  db.run('INSERT INTO kept_file (file_id, person_id, kept_at) VALUES (?, ?, ?)', file.id, person, at)
}

const kept = `
  SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes
  FROM kept_file JOIN file ON file.id = file_id WHERE person_id = ? AND kept_at > ?`

export function keptFiles(db: Database, { person, since }: Input<'keptFiles'>): Kept {
  return db.one<Kept>(kept, person, since) ?? { files: 0, bytes: 0 }
}

/** Returns how many. */
export function forgetKeptFiles(db: Database, { before, limit }: { before: number; limit: number }): number {
  const old = 'SELECT file_id FROM kept_file WHERE kept_at < ? ORDER BY kept_at LIMIT ?'
  return db.run(`DELETE FROM file WHERE id IN (${old})`, before, limit)
}
