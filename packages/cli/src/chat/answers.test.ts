import type { State } from '@hubbub/client'
import { type Asked, type CommandName, commandNames, commands, type Reply, type SlashForm } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { answerLines } from './answers.ts'

const state: State = {
  connection: { phase: 'live' },
  session: { server: undefined, me: { id: 7, name: 'alice', status: 'ACTIVE' }, epoch: 'e' },
  people: new Map(),
  rooms: new Map(),
  messages: new Map(),
  typing: new Map(),
  members: new Map(),
  outbox: [],
}

const answer = <Name extends CommandName>(name: Name, reply: Reply<Name>, input: Asked<Name>): readonly string[] =>
  answerLines(name, { reply, input, state })

function example(name: CommandName): string {
  const { input, reply } = commands[name].example
  return answer(name, commands[name].reply.parse(reply) as never, input as never).join('\n')
}

/** What these do is seen as entries, or ends the conversation. */
const seenOtherwise: ReadonlySet<CommandName> = new Set<CommandName>([
  'message.send',
  'message.history',
  'message.search',
  'session.leave',
])
const typed = commandNames.filter((name) => ((commands[name].slash ?? []) as readonly SlashForm[]).length > 0)

test.each(typed.filter((name) => !seenOtherwise.has(name)))('[R-CLI-32] %s is answered in words', (name) => {
  expect(example(name)).not.toBe('')
})

test.each(commandNames)('[R-CLI-31] the answer to %s repeats no password', (name) => {
  expect(example(name)).not.toMatch(/correct horse|battery staple/u)
})

test('[R-CLI-32] somebody is told of in a few lines, and others’ words are harmless', () => {
  const at = new Date(2026, 9, 5, 9, 5).getTime()
  const person = {
    id: 8,
    name: 'bob',
    status: 'AWAY',
    away: '\u001b[2J',
    about: 'Bob',
    account: 'bob',
    bot: true,
  } as const
  const reply = { person, user: 'bob', host: 'x.hubbub', since: at, spokeAt: at, secure: true, rooms: [] }
  expect(answer('person.about', reply, { name: 'bob' })).toEqual([
    'bob (away: ␛[2J): Bob',
    'bob@x.hubbub, signed in as bob, a program',
    'Here since 2026-10-05 09:05, spoke last 2026-10-05 09:05',
  ])
})

test('[R-CLI-32] members have their roles, bans who made them, when, until when and why', () => {
  const at = new Date(2026, 9, 5, 9, 5).getTime()
  const people = [{ id: 8, name: 'bob', status: 'ACTIVE', role: 'owner' }] as const
  expect(answer('room.members', { people: [...people] }, { room: 'r' })).toEqual(['In this room: bob (owner).'])
  const ban = { mask: '*@x', list: 'ban', by: 'bob', at, until: at + 60_000, reason: 'spam' } as const
  expect(answer('room.bans', { bans: [ban] }, { room: 'r' })).toEqual([
    '*@x by bob, 2026-10-05 09:05, until 2026-10-05 09:06: spam',
  ])
})
