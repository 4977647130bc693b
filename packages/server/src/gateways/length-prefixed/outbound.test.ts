// What a client of length-prefixed messages is shown of each event: every one there is, by the example of its declaration.

import type { HeardEvent } from '@hubbub/core'
import { type EventName, eventNames } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { exampleOf, heardOf, roomView } from '../kit/fixtures.ts'
import type { Row } from '../gateway.ts'
import { usualDialect } from './dialect.ts'
import { bodies } from './fixtures.ts'
import { type Form, outbound } from './outbound.ts'
import { Peers } from './peers.ts'

const form: Form = {
  dialect: usualDialect,
  site: 'http://[::1]:11111',
  peers: new Peers(8),
  files: new WeakMap(),
}

function shown<Name extends EventName>(heard: HeardEvent<Name>): unknown[] {
  const row = outbound[heard.name] as Row<Name, Form>
  const bytes = row === 'silent' ? null : row(heard, form)
  return bytes === null ? [] : bodies(bytes as Buffer).map((body) => JSON.parse(String(body)))
}

const notice = (says: string): unknown[] => [{ Text: `<SERVER MSG> ${says}` }]

const shownAs: { readonly [Name in EventName]?: unknown[] } = {
  'session.closing': notice('The server is stopping.'),
  'person.arrived': notice('A new user has joined the server: alice'),
  'person.departed': notice('User: alice, has left the server'),
  'person.renamed': notice('User: alice is now alice2'),
  'person.signed-out': notice('User: bob is now guest3'),
  'message.posted': [{ Text: 'hello' }],
  'message.edited': notice('alice corrects: hello!'),
  'message.erased': notice('alice took a message back'),
  'message.reacted': notice('bob reacted 👍 to a message of alice'),
  'message.aside': [{ Text: '(to moderators) look' }],
  'file.shared': [{ Text: 'alice shared cat.png (20 KB): http://[::1]:11111/files/b2Yh5cQ1s0aVnM3kPpXw/cat.png' }],
  'server.announced': notice('alice tells everybody: Back in five minutes.'),
}

test.each(eventNames)('[R-PREFIXED-19] %s is a Text, or silence', (name) => {
  expect(shown(exampleOf(name))).toEqual(shownAs[name] ?? [])
})

test('[R-PREFIXED-20] an action says who does it, a notice that it is one, and what was taken back is not told', () => {
  const { payload } = exampleOf('message.posted')
  expect(shown(heardOf('message.posted', { ...payload, body: 'waves', kind: 'action' }))).toEqual([
    { Text: '* alice waves' },
  ])
  expect(shown(heardOf('message.posted', { ...payload, kind: 'notice' }))).toEqual([{ Text: '(notice) hello' }])
  const erased = { by: payload.author, at: 1 }
  const file = exampleOf('file.shared').payload
  expect(shown(heardOf('file.shared', { ...file, body: '', erased }))).toEqual([{ Text: '(taken back)' }])
})

test('[R-PREFIXED-19] what is changed for one person alone says so', () => {
  const direct = roomView({ slug: 'd-7-8', kind: 'direct' })
  expect(shown(exampleOf('message.edited', direct))).toEqual(notice('alice (to you) corrects: hello!'))
})
