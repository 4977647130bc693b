// What somebody on plain text reads after each command: every one there is, by the example of its declaration.

import { type Asked, type CommandName, commandNames, commands, type Reply, type SlashForm } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { roomView } from '../kit/fixtures.ts'
import { replyLines } from './replies.ts'
import { written } from './show.ts'

const form = { eol: '\n', site: 'http://[::1]:11111' } as const
const rooms = new Map([['lobby', roomView()]])

function read<Name extends CommandName>(name: Name, reply: Reply<Name>, asked: Asked<Name>): string {
  return written(replyLines({ name, asked, reply }, { form, server: 'hubbub', rooms }), form)
}

function example(name: CommandName): string {
  const { input, reply } = commands[name].example
  return read(name, commands[name].reply.parse(reply) as never, input as never)
}

/** What these do is seen as an entry, or is nothing to read. */
const seenOtherwise: ReadonlySet<CommandName> = new Set<CommandName>(['message.send'])
const typed = commandNames.filter((name) => ((commands[name].slash ?? []) as readonly SlashForm[]).length > 0)

test.each(typed.filter((name) => !seenOtherwise.has(name)))('[R-PLAIN-22] %s is answered in words', (name) => {
  expect(example(name)).toMatch(/^(?:\* |\[\d\d:\d\d\] )/u)
})

test.each(commandNames)('[R-PLAIN-21] the answer to %s repeats no password', (name) => {
  expect(example(name)).not.toMatch(/correct horse|battery staple/u)
})

const at = new Date(2026, 9, 5, 9, 5).getTime()
const bob = { id: 8, name: 'bob', status: 'AWAY', away: 'lunch', about: 'Bob', account: 'bob' } as const

test('[R-CONFIG-11] a link into a room is shown whole', () => {
  const reply = { path: '/i/3f9c', until: at }
  expect(read('room.link', reply, { room: 'dev' })).toContain(' http://[::1]:11111/i/3f9c ')
})

test('[R-PLAIN-22] somebody is told of in a few lines', () => {
  const asked = { name: 'bob' }
  const about = { person: bob, user: 'bob', host: 'k3v9.hubbub', since: at, spokeAt: at, secure: true }
  const lobby = { slug: 'lobby', name: 'Lobby', role: 'member' } as const
  const dev = { slug: 'dev-talk', name: 'Dev Talk', role: 'owner' } as const
  expect(read('person.about', { ...about, rooms: [lobby, dev], address: '192.0.2.1' }, asked)).toBe(
    [
      '* bob (away: lunch): Bob',
      '* bob@k3v9.hubbub, signed in as bob, connected securely, from 192.0.2.1',
      '* In: lobby, dev-talk (an owner)',
      '* Here since 2026-10-05 09:05, spoke last 2026-10-05 09:05',
      '',
    ].join('\n'),
  )
  const program = {
    ...about,
    person: { id: 9, name: 'bot', status: 'ACTIVE', bot: true, operator: true },
    secure: false,
  }
  expect(read('person.about', { ...program, rooms: [] } as Reply<'person.about'>, asked)).toBe(
    '* bot\n* bob@k3v9.hubbub, a program, an operator of this server\n* Here since 2026-10-05 09:05, spoke last 2026-10-05 09:05\n',
  )
})

test('[R-PLAIN-22] members are told of with their roles, bans with who, when, until and why', () => {
  const asked = { room: 'dev-talk' }
  const people = [
    { ...bob, role: 'owner' },
    { id: 9, name: 'eve', status: 'ACTIVE', role: 'member' },
  ] as const
  expect(read('room.members', { people: [...people] }, asked)).toBe('* In dev-talk: bob (owner, away), eve\n')
  const ban = { mask: '*@x', list: 'ban', by: 'bob', at, until: at + 60_000, reason: 'spam' } as const
  expect(read('room.bans', { bans: [ban] }, asked)).toBe(
    '* *@x by bob, 2026-10-05 09:05, until 2026-10-05 09:06: spam\n',
  )
  expect(read('room.bans', { bans: [] }, asked)).toBe('* Nobody is kept out of dev-talk\n')
})

test('[R-PLAIN-22] what was found is told of with its day and its room', () => {
  const entry = { room: 'lobby', seq: 1, at, author: { id: 7, name: 'alice' }, body: 'hello' }
  expect(read('message.search', { entries: [entry], more: true }, { text: 'hello' })).toBe(
    '* 2026-10-05 09:05\n[09:05] <alice> hello\n* There is more; say more words to find less\n',
  )
  expect(read('message.search', { entries: [], more: false }, {})).toBe('* Nothing was found\n')
})

test('[R-PLAIN-22] what an operator asks is answered in lines', () => {
  const act = {
    id: 3,
    at,
    by: { id: 7, name: 'alice' },
    act: 'room.kick',
    room: 'lobby',
    subject: 'bob',
    detail: 'spam',
  }
  expect(read('server.audit', { acts: [act] }, {})).toBe('* 2026-10-05 09:05 alice room.kick lobby bob: spam\n')
  expect(example('server.stats')).toMatch(/^\* Here: 12, of them 2 not listed and 1 operators; 20 at most; rooms: 4\n/u)
})
