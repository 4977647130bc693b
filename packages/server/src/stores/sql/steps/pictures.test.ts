// Proves that a database from before there were pictures is brought up to date: whose its files are, and how much they are.

import { limits } from '@hubbub/protocol'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { filesBytes, filesOf, findFile, insertFile } from '../file.ts'
import { history } from '../message/entry.ts'
import { migrate } from '../schema.ts'
import { Database } from '../sqlite/database.ts'
import { accounts } from './accounts.ts'
import { happenings } from './happenings.ts'
import { keptFiles } from './kept-files.ts'
import { retention } from './retention.ts'
import { spine } from './spine.ts'

/** As the release before has left it, but for the names of rooms. */
async function old(): Promise<Database> {
  const dir = await mkdtemp(join(tmpdir(), 'hubbub-pictures-'))
  const db = new Database({ file: join(dir, 'a.db'), role: 'writer', limits })
  onTestFinished(async () => {
    db.close()
    await rm(dir, { recursive: true })
  })
  for (const step of [spine, accounts, happenings, keptFiles, retention]) db.script(step)
  db.version = 6
  db.script(`
    INSERT INTO person (id, name, chosen_name, lobby_since, lobby_read, seen_at)
      VALUES (1, 'alice', 'alice', 0, 0, 1), (2, 'bob', 'bob', 0, 0, 1);
    INSERT INTO account (person_id, name, skeleton, registered_at) VALUES (2, 'bob', 'bob', 1);
    INSERT INTO file (id, name, type, bytes, sha256) VALUES
      ('a', 'a.png', 'image/png', 5, 'same'), ('b', 'b.png', 'image/png', 5, 'same'), ('c', 'c.txt', 'text/plain', 7, 'other');
    INSERT INTO entry (room_id, seq, at, person_id, person_name, body, file_id)
      VALUES (1, 1, 5, 1, 'alice', 'look', 'a'), (1, 2, 6, 2, 'bob', 'this too', 'b');
    INSERT INTO kept_file (file_id, person_id, kept_at) VALUES ('c', 2, 7);
  `)
  return db
}

test('files from before have their owners, and count [R-FILE-114]', async () => {
  const db = await old()
  migrate(db)
  expect([filesOf(db, 1), filesOf(db, 2)]).toEqual([
    { files: 1, bytes: 5 },
    { files: 2, bytes: 12 },
  ])
  expect(filesBytes(db)).toBe(12)
  const a = { id: 'a', name: 'a.png', type: 'image/png', bytes: 5, sha256: 'same' }
  expect(findFile(db, 'a')).toEqual({ ...a, room: expect.objectContaining({ slug: 'lobby' }) })
  expect(findFile(db, 'c')?.keeper).toBe(2)
  expect(history(db, { room: 1, limit: 1, from: 'oldest' })).toContainEqual(a)
  expect(db.all('PRAGMA foreign_key_check')).toEqual([])
})

test('from then on they are counted as they come and go [R-FILE-114]', async () => {
  const db = await old()
  migrate(db)
  insertFile(db, { id: 'd', name: 'd', type: 'text/plain', bytes: 100, sha256: 'third' }, 1)
  expect([filesBytes(db), filesOf(db, 1).bytes]).toEqual([112, 105])
  db.run(`UPDATE entry SET file_id = NULL WHERE file_id = 'a'`)
  db.run(`DELETE FROM file WHERE id IN ('a', 'c')`)
  expect([filesBytes(db), filesOf(db, 1).bytes, filesOf(db, 2).bytes]).toEqual([105, 100, 5])
})
