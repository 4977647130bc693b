// Things with one home, on the real tree and on bad examples.

import { expect, test } from 'vitest'
import { reserved } from './reserved.ts'
import { isSource, packageOf, readTree } from './tree.ts'

test('the environment, SQL and the names of wires stay at home; nothing in the server asks others for anything [R-IRC-436]', () => {
  const tree = readTree()
  expect(tree.filter((file) => isSource(file) && packageOf(file.path)).length).toBeGreaterThan(20)
  expect(reserved(tree)).toEqual([])
})

const wires = { path: 'packages/server/src/gateways/course-json/index.ts', text: '' }

function complaintsAbout(path: string, text: string): string[] {
  return reserved([wires, { path: `packages/${path}`, text }])
}

test.each(['process.env.HOME', 'const { HOME } = process.env', "import { env } from 'node:process'"])(
  'the environment is read in config alone: %s',
  (text) => {
    expect(complaintsAbout('cli/src/main.ts', text)).toEqual([
      expect.stringContaining('cli/src/main.ts:1 holds the environment'),
    ])
    expect(complaintsAbout('server/src/config.ts', text)).toEqual([])
  },
)

test.each([
  'SELECT id FROM message WHERE room = ?',
  'INSERT INTO message VALUES (?)',
  'INSERT OR IGNORE INTO message VALUES (?)',
  'UPDATE room SET topic = ?',
  'DELETE FROM room',
  'PRAGMA journal_mode = WAL',
  'BEGIN IMMEDIATE',
  'create table room (id integer)',
  'select id from room where slug = ?',
])('SQL lives in stores/sql alone: %s', (statement) => {
  for (const text of [`db.exec('${statement}')`, `db.exec(\`\n  ${statement}\`)`]) {
    expect(complaintsAbout('server/src/stores/sqlite.ts', text)).toEqual([expect.stringContaining('holds SQL')])
    expect(complaintsAbout('server/src/stores/sql/messages.ts', text)).toEqual([])
  }
})

test.each([
  "'Select a room from the list'",
  "'Update your client, please'",
  "'begin'",
  "'delete from here on'",
  '// SELECT id FROM room',
])('everyday words are no SQL: %s', (text) => {
  expect(complaintsAbout('server/src/server.ts', text)).toEqual([])
})

test.each([
  "'irc'",
  'const ircName = 1',
  "say('send it over a WebSocket')",
  'courseJson()',
  "'the course-json wire'",
  '`ssh ${host}`',
  "'plain'",
])('core and protocol name no wire: %s', (text) => {
  expect(complaintsAbout('core/src/chat.ts', text)).toEqual([expect.stringContaining('holds the name of a wire')])
  expect(complaintsAbout('protocol/src/room.ts', text)).toHaveLength(1)
  expect(complaintsAbout('server/src/server.ts', text)).toEqual([])
})

test.each([
  "'a circle'",
  'const course = 1',
  "'text/plain'",
  'const plain = 1',
  "'in plain words'",
  '// what irc shows',
])('everyday words are no wires: %s', (text) => {
  expect(complaintsAbout('core/src/chat.ts', text)).toEqual([])
})

test.each([
  "await fetch('http://169.254.169.254/')",
  "import { connect } from 'node:net'",
  "import { type Server, connect as reach } from 'node:tls'",
  "import { request } from 'node:http'",
  "import https from 'node:https'",
  "import { lookup } from 'node:dns/promises'",
  "new WebSocket('ws://example.org')",
])('the server asks nobody for anything: %s', (text) => {
  expect(complaintsAbout('server/src/edge/preview.ts', text)).toEqual([
    expect.stringContaining('holds a request to somebody else'),
  ])
  expect(complaintsAbout('core/src/push.ts', text)).not.toEqual([])
  expect(complaintsAbout('server/src/gateways/plain/actor.ts', text)).toEqual([])
  expect(complaintsAbout('client/src/transfer.ts', text)).not.toContainEqual(expect.stringContaining('request'))
})

test.each(["import { createServer, type Socket } from 'node:net'", "import type { IncomingMessage } from 'node:http'"])(
  'it may well be asked: %s',
  (text) => expect(complaintsAbout('server/src/listeners.ts', text)).toEqual([]),
)
