import type { State } from '@hubbub/client'
import { type AnyEvent, type EventName, eventNames, events, type Message, type Payload } from '@hubbub/protocol'
import { describe, expect, test } from 'vitest'

import { noticeOf } from './notices.ts'

const alice = { id: 7, name: 'alice' }
const me = { id: 1, name: 'me', status: 'ACTIVE' } as const
const room = (slug: string, name: string) => ({ slug, name, kind: 'public', topic: '', seq: 50, read: 0 }) as const
const hello: Message = { room: 'lobby', seq: 42, at: 0, author: alice, body: 'hello,\n how are you doing on this day?' }

const before: State = {
  connection: { phase: 'live' },
  session: { server: undefined, me, epoch: 'e' },
  people: new Map(),
  rooms: new Map([room('lobby', 'Lobby'), room('dev-talk', 'Dev Talk')].map((one) => [one.slug, one])),
  messages: new Map([['lobby', { since: 41, upTo: 42, rev: 0, entries: [hello] }]]),
  typing: new Map(),
  members: new Map(),
  outbox: [],
}

const told = <Name extends EventName>(name: Name, payload: Payload<Name>, here = 'lobby'): string | undefined =>
  noticeOf({ name, payload } as unknown as AnyEvent, before, here)

const example = (name: EventName): string | undefined =>
  told(name, events[name].payload.parse(events[name].example) as never)

const lines: { readonly [Name in EventName]?: string } = {
  'person.arrived': 'alice is here',
  'person.departed': 'alice has left',
  'person.renamed': 'alice is called alice2 now',
  'person.status': 'alice is busy',
  'person.signed-out': 'bob is called guest3 now',
  'room.created': 'alice has made a room: /join Dev Talk',
  'room.closed': 'The room Dev Talk is gone',
  'room.joined': 'alice has entered Dev Talk',
  'room.left': 'alice has left Dev Talk',
  'room.invited': 'alice invites you: /join Dev Talk',
  'room.topic': 'alice has set what Dev Talk is about: Tea',
  'room.settings': 'alice has changed how Dev Talk is kept: moderated on',
  'room.role': 'alice has made bob voice in Dev Talk',
  'room.kicked': 'alice has sent bob out of Dev Talk: spam',
  'room.banned': 'alice has put bob!*@* on the list “ban” of Dev Talk',
  'room.unbanned': 'alice has taken bob!*@* off the list “ban” of Dev Talk',
  'room.knocked': 'bob asks to be let into Dev Talk',
  'room.someone-invited': 'alice has invited bob to Dev Talk',
  'room.renamed': 'alice has renamed Dev Talk to Dev',
  'message.edited': 'alice corrects “hello, how are you doing on th…”: hello!',
  'message.erased': 'alice has taken back “hello, how are you doing on th…”',
  'message.reacted': 'bob reacts with 👍 to “hello, how are you doing on th…” of alice',
  'message.changed': 'alice has corrected “hello, how are you doing on th…”: hello!',
  'message.aside': '(to moderators) alice: look',
  'server.announced': 'alice tells everybody: Back in five minutes.',
}

test.each(eventNames)('[R-CLI-30] %s is a line, or shown elsewhere', (name) => {
  expect(example(name)).toBe(lines[name])
})

describe('entries that change', () => {
  const change = { room: 'dev-talk', seq: 9, rev: 1, at: 1, author: alice }

  test('[R-CLI-30] in another room they name it, and without the entry it is a message', () => {
    expect(told('message.edited', { ...change, body: 'hi' })).toBe('[Dev Talk] alice corrects: hi')
    expect(told('message.erased', { ...change, by: { id: 8, name: 'bob' }, reason: 'spam' }, 'dev-talk')).toBe(
      'bob has taken back a message of alice: spam',
    )
    expect(told('message.reacted', { ...change, by: alice, text: '👍', on: false }, 'dev-talk')).toBe(
      'alice takes 👍 back from a message',
    )
  })

  test('[R-CLI-30] who was away is told what became of what they had seen', () => {
    const erased = { by: alice, at: 1 }
    expect(told('message.changed', { ...hello, body: '', erased })).toBe(
      'alice has taken back “hello, how are you doing on th…”',
    )
    const reactions = [{ text: '👍', people: [alice] }]
    expect(told('message.changed', { ...hello, reactions })).toBe(
      'Reactions to “hello, how are you doing on th…” of alice: 👍 alice',
    )
    expect(told('message.changed', { ...hello, seq: 7 })).toBeUndefined()
  })

  test('[R-CLI-30] nothing in them can move a cursor', () => {
    expect(told('message.edited', { ...change, body: '\u001b[2J\nx' }, 'dev-talk')).toBe('alice corrects: ␛[2J␊x')
  })
})

test('[R-CLI-30] what happens to us says “you”, and what we do ourselves is answered elsewhere', () => {
  const kicked = { room: 'dev-talk', person: me, by: alice }
  expect(told('room.kicked', kicked)).toBe('alice has sent you out of Dev Talk')
  expect(told('room.role', { ...kicked, role: 'moderator', was: 'member' })).toBe(
    'alice has made you moderator in Dev Talk',
  )
  expect(told('room.kicked', { ...kicked, by: me })).toBeUndefined()
})

test('[R-CLI-30] a key is not told with the settings', () => {
  const settings = { key: 'hush', limit: 5 }
  const changed = ['key', 'limit', 'open', 'kind']
  const line = told('room.settings', { room: 'dev-talk', kind: 'invite-only', settings, changed, by: alice })
  expect(line).toBe('alice has changed how Dev Talk is kept: key on, limit 5, open off, invite-only')
})
