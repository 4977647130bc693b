// Shared files: what each was called and which bytes it is; the bytes themselves are kept elsewhere.

import type { NewFile } from '@hubbub/core'

import type { Database } from './sqlite/database.ts'

export function findFile(db: Database, id: string): NewFile | undefined {
  return db.one<NewFile & object>('SELECT id, name, type, bytes, sha256 FROM file WHERE id = ?', id)
}

export function insertFile(db: Database, { id, name, type, bytes, sha256 }: NewFile): void {
  db.run('INSERT INTO file (id, name, type, bytes, sha256) VALUES (?, ?, ?, ?, ?)', id, name, type, bytes, sha256)
}
