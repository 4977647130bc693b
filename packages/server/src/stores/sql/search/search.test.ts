import { limits } from '@hubbub/protocol'
import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { LOBBY } from '../lobby.ts'
import { append } from '../message/append.ts'
import { insertPerson } from '../person/person.ts'
import { Recent, type Writing } from '../recent.ts'
import { migrate } from '../schema.ts'
import { Database } from '../sqlite/database.ts'
import { candidates, type Walk } from './candidates.ts'
import { runsWith, Unindexed } from './indexing.ts'
import { search } from './search.ts'
import { indexQuery } from './words.ts'

let dir: string
let db: Database
let writing: Writing
let alice: number
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubbub-search-'))
  db = new Database({ file: join(dir, 'a.db'), role: 'writer', limits })
  migrate(db)
  writing = { db, recent: new Recent(db, 100), unindexed: new Unindexed() }
  alice = insertPerson(writing, { name: 'alice', skeleton: 'alice', at: 1 })
})
afterEach(async () => {
  db.close()
  await rm(dir, { recursive: true })
})

function say(...bodies: string[]): void {
  for (const body of bodies) append(writing, [LOBBY, alice, 'alice', null, body, null, 1, null, null, null])
}

function index(entriesMax = 1_000_000): void {
  db.transaction(() => writing.unindexed.index(db, { entries: entriesMax, chars: 1_000_000 }))
}

function bodiesOf(text: string, limit = 1_000): readonly unknown[] {
  return search(db, { person: alice, text, limit }).found.map(([, values]) => values[5])
}

function walk(more: Partial<Walk> = {}): Walk {
  const whole = { room: LOBBY, after: 0, before: 1_000_000, author: undefined, hasFile: undefined }
  return { ...whole, index: undefined, budget: { left: 1_000 }, ...more }
}

test('what is found is the same before, while and after it is brought into the index [R-STORE-60]', () => {
  const words = ['alpha', 'beta', 'be', '京都', '京', 'go', 'gone', 'café']
  const bodies = fc.array(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }), { minLength: 1 })
  fc.assert(
    fc.property(bodies, fc.nat(40), fc.subarray(words, { minLength: 1, maxLength: 2 }), (said, some, asked) => {
      say(...said.map((parts) => parts.join(' ')))
      const before = bodiesOf(asked.join(' '))
      index(some)
      expect(bodiesOf(asked.join(' '))).toEqual(before)
      index()
      expect(bodiesOf(asked.join(' '))).toEqual(before)
    }),
    { numRuns: 60 },
  )
})

test('the index names few entries, and they are what is read [R-STORE-60]', () => {
  say(...Array.from({ length: 3_000 }, (_, n) => (n % 1_000 === 0 ? `needle ${n}` : `straw ${n}`)))
  index()
  const asked = walk({ index: '"nee" AND "dle"' })
  expect([...candidates(db, asked)].map(({ seq }) => seq)).toEqual([2_001, 1_001, 1])
  expect(asked.budget.left).toBe(1_000 - 3)
})

test('indexing goes on where it ended, a few entries at a time, also after the database was closed [R-STORE-60]', () => {
  say('one', 'two', 'three')
  index(2)
  const fresh = new Unindexed()
  fresh.find(db)
  expect(fresh.entries).toBe(1)
  db.transaction(() => fresh.index(db, { entries: 10, chars: 1_000 }))
  expect(fresh.entries).toBe(0)
  expect(db.one('SELECT indexed FROM room WHERE id = ?', LOBBY)).toEqual({ indexed: 3 })
  index()
  expect(db.one('SELECT count(*) AS count FROM search')).toEqual({ count: 3 })
})

test('without the index a search reads so many entries and no more; what waits for the index it reads in any case [R-STORE-61]', () => {
  say(...Array.from({ length: 3_000 }, (_, n) => `${n}`))
  index(2_000)
  const asked = walk({ budget: { left: 700 } })
  const seqs = [...candidates(db, asked)].map(({ seq }) => seq)
  expect(seqs).toEqual(Array.from({ length: 1_700 }, (_, n) => 3_000 - n))
  expect(asked.budget.left).toBe(0)
  const common = walk({ index: '"000"', budget: { left: 0 } })
  expect([...candidates(db, common)]).toHaveLength(1_000)
})

test('a short word is found by the index however long ago it was said, unless it is in very many words [R-STORE-61]', () => {
  const chars = Array.from({ length: limits.search_runs_max + 1 }, (_, n) => String.fromCodePoint(0x4e00 + n))
  say('我们去北京', '猫', 'go', ...chars.map((char) => `的${char}的`))
  index()
  expect(runsWith(db, '北京')).toEqual(['北京 '])
  expect(runsWith(db, '猫')).toEqual(['猫  '])
  expect(runsWith(db, '无')).toEqual([])
  expect(runsWith(db, '的')).toBeUndefined()
  for (const word of ['北京', '猫', 'go', '无']) {
    const asked = walk({ index: indexQuery([word], (one) => runsWith(db, one)) })
    expect([...candidates(db, asked)].map(({ body }) => body)).toEqual(word === '无' ? [] : bodiesOf(word))
  }
  expect(bodiesOf('的')).toHaveLength(chars.length)
})

test('long entries are indexed a few at a time, and count as several when they are read [R-STORE-61]', () => {
  const long = 'x'.repeat(10_240)
  say(long, long, long)
  db.transaction(() => writing.unindexed.index(db, { entries: 10, chars: 20_000 }))
  expect(db.one('SELECT indexed FROM room WHERE id = ?', LOBBY)).toEqual({ indexed: 2 })
  expect(writing.unindexed.entries).toBe(1)
  index()
  expect(writing.unindexed.entries).toBe(0)
  const asked = walk()
  expect([...candidates(db, asked)]).toHaveLength(3)
  expect(asked.budget.left).toBe(1_000 - 3 - 3 * 20)
})
