// What a client of fixed frames is shown of each event: every one there is, by the example of its declaration.

import type { HeardEvent } from '@hubbub/core'
import { type EventName, eventNames } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { exampleOf, heardOf, roomView } from '../kit/fixtures.ts'
import type { Row } from '../gateway.ts'
import { type Form, outbound } from './outbound.ts'

const form: Form = { size: 128, site: 'http://[::1]:11111' }
const direct = roomView({ slug: 'd-7-8', kind: 'direct' })

/** The texts of the frames, one a line. */
function shown<Name extends EventName>(heard: HeardEvent<Name>): string {
  const row = outbound[heard.name] as Row<Name, Form>
  if (row === 'silent') return ''
  return String(row(heard, form)).split(/\0+/u).join('\n').trimEnd()
}

const lines: { readonly [Name in EventName]?: string } = {
  'session.closing': '! The server is stopping.',
  'message.posted': 'hello',
  'message.edited': 'alice corrects: hello!',
  'message.erased': 'alice took a message back',
  'message.reacted': 'bob reacted 👍 to a message of alice',
  'message.aside': 'alice (to moderators) look',
  'file.shared': 'alice shared cat.png (20 KB): http://[::1]:11111/files/b2Yh5cQ1s0aVnM3kPpXw/cat.png',
  'server.announced': 'alice tells everybody: Back in five minutes.',
}

test.each(eventNames)('[R-FRAMES-13] %s is a text, or silence', (name) => {
  expect(shown(exampleOf(name))).toBe(lines[name] ?? '')
})

test('[R-FRAMES-14] an action says who does it, a notice that it is one, and what was taken back is not told', () => {
  const { payload } = exampleOf('message.posted')
  expect(shown(heardOf('message.posted', { ...payload, body: 'waves', kind: 'action' }))).toBe('* alice waves')
  expect(shown(heardOf('message.posted', { ...payload, kind: 'notice' }))).toBe('(notice) hello')
  const erased = { by: payload.author, at: 1 }
  expect(shown(heardOf('message.posted', { ...payload, body: '', erased }))).toBe('(taken back)')
  expect(shown(heardOf('file.shared', { ...exampleOf('file.shared').payload, erased }))).toBe('(taken back)')
})

test('[R-FRAMES-13] what is changed for one person alone says so', () => {
  expect(shown(exampleOf('message.edited', direct))).toBe('alice (to you) corrects: hello!')
})
