import { limits } from '@hubbub/protocol'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { migrate } from '../schema.ts'
import { Database, troubleOf } from './database.ts'

let dir: string
let db: Database
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubbub-database-'))
  db = new Database({ file: join(dir, 'a.db'), role: 'writer', limits })
})
afterAll(async () => {
  db.close()
  await rm(dir, { recursive: true })
})

test('a commit waits for the disk: full synchronisation, in write-ahead mode [R-STORE-1]', () => {
  expect(db.one('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  expect(db.one('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
})

test('the tables are made once, whole, and made again they stay as they are [R-STORE-28]', () => {
  migrate(db)
  db.run(`UPDATE room SET topic = 'kept'`)
  migrate(db)
  expect(db.all('SELECT slug, topic FROM room')).toEqual([{ slug: 'lobby', topic: 'kept' }])
  expect(db.all('PRAGMA foreign_key_check')).toEqual([])
})

test('a transaction that throws leaves nothing, and the next one works [R-STORE-1]', () => {
  const rename = (name: string) => db.run('UPDATE room SET name = ?', name)
  const failing = () =>
    db.transaction(() => {
      rename('half done')
      throw new Error('no')
    })
  expect(failing).toThrow('no')
  expect(db.one('SELECT name FROM room')).toEqual({ name: 'Lobby' })
  db.transaction(() => rename('Hall'))
  expect(db.one('SELECT name FROM room')).toEqual({ name: 'Hall' })
})

test('trouble is told apart by how far it reaches [R-STORE-2]', () => {
  const code = (errcode: number) => Object.assign(new Error('x'), { errcode })
  expect([5, 13, 261].map((errcode) => troubleOf(code(errcode)))).toEqual(['passing', 'passing', 'passing'])
  expect([19, 2067, 3091].map((errcode) => troubleOf(code(errcode)))).toEqual(['operation', 'operation', 'operation'])
  expect([10, 11, 26, 266].map((errcode) => troubleOf(code(errcode)))).toEqual(Array(4).fill('lasting'))
  expect(troubleOf(new TypeError('a value that cannot be bound'))).toBe('operation')
})

test('after a transaction that need not wait for the disk, commits wait for it again [R-STORE-1]', () => {
  db.unsynced(() => void db.run(`UPDATE room SET topic = 'indexed'`))
  expect(db.one('SELECT topic FROM room')).toEqual({ topic: 'indexed' })
  expect(db.one('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  const failing = () =>
    db.unsynced(() => {
      throw new Error('no')
    })
  expect(failing).toThrow('no')
  expect(db.one('PRAGMA synchronous')).toEqual({ synchronous: 2 })
})

test('a row id of any size does not keep a change from being made [R-STORE-2]', () => {
  db.script('CREATE TABLE large (id INTEGER PRIMARY KEY)')
  expect(db.run('INSERT INTO large (id) VALUES (1 << 60)')).toBe(1)
  expect(db.run(`UPDATE room SET topic = 'changed'`)).toBe(1)
  db.script('DROP TABLE large')
})
