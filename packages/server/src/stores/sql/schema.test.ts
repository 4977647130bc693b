import { limits } from '@hubbub/protocol'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { resumePerson } from './person/person.ts'
import { Recent } from './recent.ts'
import { memberships } from './room/member.ts'
import { findRoom } from './room/room.ts'
import { lookUp } from './person/look-up.ts'
import { migrate } from './schema.ts'
import { Unindexed } from './search/indexing.ts'
import { everything } from './search/everything.ts'
import { search } from './search/search.ts'
import { Database } from './sqlite/database.ts'
import { accounts } from './steps/accounts.ts'
import { happenings } from './steps/happenings.ts'
import { keptFiles } from './steps/kept-files.ts'
import { pictures } from './steps/pictures.ts'
import { retention } from './steps/retention.ts'
import { spine } from './steps/spine.ts'

let dir: string
let db: Database
/** A database as the first release has left it. */
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubbub-schema-'))
  db = new Database({ file: join(dir, 'a.db'), role: 'writer', limits })
  db.script(spine)
  db.version = 1
  db.script(`
    INSERT INTO person (id, name, chosen_name, token_digest, lobby_since, lobby_read, seen_at)
      VALUES (1, 'alice', 'alice', 'digest', 0, 0, 1), (2, 'bob', 'bob', NULL, 0, 0, 1);
    INSERT INTO room (id, slug, name, fold, kind, lifetime, creator_id, created_at) VALUES
      (2, 'tea-talk', 'Tea Talk', 'tea talk', 'public', 'kept', 1, 7),
      (3, 'tea-talk-2', 'Tea_Talk', 'tea_talk', 'public', 'kept', 1, 8),
      (4, 'big-cat', 'Big Cat', 'big cat', 'public', 'kept', 1, 9);
    INSERT INTO member (room_id, person_id, since, read, joined_at) VALUES (2, 1, 0, 1, 7), (2, 2, 0, 0, 7);
    INSERT INTO entry (room_id, seq, at, person_id, person_name, body) VALUES (2, 1, 5, 1, 'alice', 'an old needle');
  `)
})
afterEach(async () => {
  db.close()
  await rm(dir, { recursive: true })
})

test('a database of the first release is brought up to date, and keeps what it has [R-STORE-62]', () => {
  migrate(db)
  const writing = { db, recent: new Recent(db, 10), unindexed: new Unindexed() }
  expect(resumePerson(writing, { digest: 'digest', at: 2 })).toEqual({ id: 1, name: 'alice' })
  expect(findRoom(db, { slug: 'big-cat', fold: 'big_cat' })).toEqual({
    id: 4,
    slug: 'big-cat',
    name: 'Big Cat',
    kind: 'public',
    topic: '',
    seq: 0,
    lifetime: 'kept',
    createdAt: 9,
    settings: {},
    roles: new Map(),
    bans: [],
    rev: 0,
  })
  expect(findRoom(db, { slug: 'tea-talk', fold: '' })?.roles).toEqual(new Map([[1, 'moderator']]))
  expect(search(db, { person: 1, text: 'needle', limit: 9 }).found).toHaveLength(1)
  expect(db.all('PRAGMA foreign_key_check')).toEqual([])
})

test('of two rooms whose names are one now, one gets a number [R-STORE-62]', () => {
  migrate(db)
  expect(db.all('SELECT name, fold FROM room ORDER BY id')).toEqual([
    { name: 'Lobby', fold: 'lobby' },
    { name: 'Tea Talk 2', fold: 'tea_talk_2' },
    { name: 'Tea_Talk', fold: 'tea_talk' },
    { name: 'Big Cat', fold: 'big_cat' },
  ])
})

test('what was said, and whom it mentions, is known of a database from before operators looked [R-ADMIN-24]', () => {
  for (const step of [accounts, happenings, keptFiles, retention, pictures]) db.script(step)
  db.version = 7
  db.script(`
    INSERT INTO entry (room_id, seq, at, person_id, person_name, body, more, rev) VALUES
      (2, 2, 6, 2, 'bob', 'indexed', '{"mentions":[1,2,9]}', NULL),
      (2, 3, 7, 2, 'bob', '', '{"erased":{"by":{"id":2,"name":"bob"},"at":9}}', 1),
      (2, 4, 8, 2, 'bob', 'not yet indexed', '{"mentions":[1]}', NULL),
      (1, 1, 6, 2, 'bob', 'in the lobby', '{"mentions":[1]}', NULL);
    UPDATE room SET indexed = 3 WHERE id = 2;
  `)
  migrate(db)
  expect(lookUp(db, { text: 'B', limit: 9 })).toEqual([{ id: 2, name: 'bob', seenAt: 1, messages: 3 }])
  const { found } = everything(db, { person: 2, limit: 9 })
  expect(found.map(([room, values]) => [room, values[0]])).toEqual([
    [2, 4],
    [2, 3],
    [2, 2],
    [1, 1],
  ])
  const mentions = (person: number) => memberships(db, person).map((one) => [one.room.id, one.read, one.mentions])
  expect(mentions(1)).toEqual([
    [1, 0, 1],
    [2, 1, 2],
  ])
  expect(mentions(2)).toEqual([
    [1, 0, undefined],
    [2, 0, 1],
  ])
  expect(db.all('PRAGMA foreign_key_check')).toEqual([])
})
