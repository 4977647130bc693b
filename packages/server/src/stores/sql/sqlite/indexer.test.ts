import { limits, type Limits } from '@hubbub/protocol'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { LOBBY } from '../lobby.ts'
import { append } from '../message/append.ts'
import { Recent, type Writing } from '../recent.ts'
import { migrate } from '../schema.ts'
import { Unindexed } from '../search/indexing.ts'
import { Database } from './database.ts'
import { Indexer } from './indexer.ts'

let dir: string
let db: Database
let other: Database
let writing: Writing
const complaints: string[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubbub-indexer-'))
  const open = () => new Database({ file: join(dir, 'a.db'), role: 'writer', limits: { ...limits, store_busy_ms: 0 } })
  db = open()
  other = open()
  migrate(db)
  writing = { db, recent: new Recent(db, 10), unindexed: new Unindexed() }
  complaints.length = 0
})
afterEach(async () => {
  db.close()
  other.close()
  await rm(dir, { recursive: true })
})

function say(body: string): void {
  append(writing, [LOBBY, 1, 'alice', null, body, null, 1, null, null, null])
}

function indexer(more: Partial<Limits> = {}): Indexer {
  const often = { ...limits, search_index_every_ms: 1, ...more }
  return new Indexer({ writing, limits: often, complain: (trouble) => complaints.push(trouble) })
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setImmediate()
}

function indexed(): number {
  return db.one<{ indexed: number }>('SELECT indexed FROM room WHERE id = ?', LOBBY)?.indexed ?? 0
}

test('entries are brought into the index a while after their commit, and those of an earlier run [R-STORE-60]', async () => {
  say('of an earlier run')
  writing = { ...writing, unindexed: new Unindexed() }
  const one = indexer()
  await until(() => indexed() === 1)
  say('new')
  expect(indexed()).toBe(1)
  one.committed()
  await until(() => indexed() === 2)
  one.close()
})

test('when very many wait, each commit takes some of them along [R-STORE-60]', () => {
  for (let n = 0; n < 5; n++) say(`${n}`)
  const few = { search_index_every_ms: 1_000_000, search_waiting_entries_max: 2, search_index_entries_max: 2 }
  const one = indexer(few)
  const after = [1, 2, 3].map(() => {
    one.committed()
    return indexed()
  })
  expect(after).toEqual([2, 4, 4])
  one.close()
})

test('an index that cannot be written just now is written later, and told of once [R-STORE-63]', async () => {
  say('needle')
  other.script('BEGIN IMMEDIATE')
  const one = indexer()
  await until(() => complaints.length > 0)
  for (let turn = 0; turn < 50; turn++) await setImmediate()
  expect([complaints, indexed()]).toEqual([['the search index: database is locked'], 0])
  other.script('ROLLBACK')
  await until(() => indexed() === 1)
  expect(complaints).toHaveLength(1)
  one.close()
})
