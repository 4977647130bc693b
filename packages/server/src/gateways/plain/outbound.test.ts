// What somebody on plain text is shown of each event: every one there is, by the example of its declaration.

import type { HeardEvent } from '@hubbub/core'
import { type EventName, eventNames, type Payload } from '@hubbub/protocol'
import { describe, expect, test } from 'vitest'

import { exampleOf, heardOf, roomView } from '../kit/fixtures.ts'
import type { Row } from '../gateway.ts'
import { outbound } from './outbound.ts'
import type { Form } from './show.ts'

const form: Form = { eol: '\n', site: 'http://[::1]:11111' }
const dev = roomView({ slug: 'dev-talk', name: 'Dev Talk', kind: 'public' })
const direct = roomView({ slug: 'd-7-8', kind: 'direct' })
const alice = { id: 7, name: 'alice' }
const bob = { id: 8, name: 'bob', status: 'ACTIVE' } as const

function shown<Name extends EventName>(heard: HeardEvent<Name>): string {
  const row = outbound[heard.name] as Row<Name, Form>
  return row === 'silent' ? '' : String(row(heard, form) ?? '')
}

const said = <Name extends EventName>(name: Name, payload: Payload<Name>, room = dev): string =>
  shown(heardOf(name, payload, room))

/** What the example of each declaration is in the room `dev-talk`; an empty text is silence. */
const lines = {
  'session.closing': '! The server is stopping.\n',
  'person.arrived': '* alice is here\n',
  'person.departed': '* alice has left\n',
  'person.renamed': '* alice is now alice2\n',
  'person.status': '* alice is busy\n',
  'person.profile': '',
  'person.signed-in': '',
  'person.signed-out': '* bob is now guest3\n',
  'person.metadata': '',
  'room.created': '* alice made the room Dev Talk: /join dev-talk\n',
  'room.closed': '* The room dev-talk is gone\n',
  'room.joined': '[dev-talk] * alice joined\n',
  'room.left': '[dev-talk] * alice left\n',
  'room.invited': '* alice invites you to Dev Talk: /join dev-talk\n',
  'room.topic': '[dev-talk] * alice set the topic: Tea\n',
  'room.resumed': '',
  'room.settings': '[dev-talk] * alice changed this room: only voices and moderators speak\n',
  'room.role': '[dev-talk] * alice made bob a voice\n',
  'room.kicked': '[dev-talk] * alice sent bob out: spam\n',
  'room.banned': '[dev-talk] * alice keeps bob!*@* out\n',
  'room.unbanned': '[dev-talk] * alice lets bob!*@* in again\n',
  'room.knocked': '[dev-talk] * bob asks to be let in\n',
  'room.someone-invited': '[dev-talk] * alice invited bob\n',
  'room.renamed': '[dev-talk] * alice renamed this room to Dev\n',
  'room.metadata': '',
  'message.posted': '[dev-talk] <alice> hello\n',
  'message.read': '',
  'message.edited': '[dev-talk] * alice corrects: hello!\n',
  'message.erased': '[dev-talk] * alice took a message back\n',
  'message.reacted': '[dev-talk] * bob reacted 👍 to a message of alice\n',
  'message.changed': '',
  'message.typing': '',
  'message.signal': '',
  'message.aside': '[dev-talk] (to moderators) <alice> look\n',
  'file.shared': '[dev-talk] * alice shared cat.png (20 KB): http://[::1]:11111/files/b2Yh5cQ1s0aVnM3kPpXw/cat.png\n',
  'server.announced': '[dev-talk] * alice tells everybody: Back in five minutes.\n',
} as const satisfies { readonly [Name in EventName]: string }

test.each(eventNames)('[R-PLAIN-16] [R-PLAIN-19] %s is a line, or silence', (name) => {
  expect(shown(exampleOf(name, dev))).toBe(lines[name])
})

describe('what is said', () => {
  const posted = (more: Partial<Payload<'message.posted'>>, room = dev): string =>
    said('message.posted', { room: 'dev-talk', seq: 1, at: 0, author: alice, body: 'waves', ...more }, room)

  test('[R-PLAIN-17] an action is what somebody does, a notice says that it is one', () => {
    expect(posted({ kind: 'action' })).toBe('[dev-talk] * alice waves\n')
    expect(posted({ kind: 'action', body: 'one\ntwo' })).toBe('[dev-talk] * alice one\n    two\n')
    expect(posted({ kind: 'action' }, direct)).toBe('* (to you) alice waves\n')
    expect(posted({ kind: 'notice' })).toBe('[dev-talk] <alice> (notice) waves\n')
  })

  test('[R-PLAIN-17] what was changed since it was said tells so', () => {
    expect(posted({ editedAt: 1 })).toBe('[dev-talk] <alice> waves (edited)\n')
    expect(posted({ body: '', erased: { by: bob, at: 1 } })).toBe('[dev-talk] <alice> (taken back)\n')
    expect(posted({ reactions: [{ text: '👍', people: [alice, bob] }] })).toBe(
      '[dev-talk] <alice> waves\n    👍 alice, bob\n',
    )
  })

  test('[R-PLAIN-17] a shared file that was taken back is not offered any more', () => {
    const { payload } = exampleOf('file.shared')
    expect(said('file.shared', { ...payload, body: '', erased: { by: alice, at: 1 } })).toBe(
      '[dev-talk] <alice> (taken back)\n',
    )
  })

  test('[R-PLAIN-18] what is for voices or moderators says so, an action among it', () => {
    const { payload } = exampleOf('message.aside')
    expect(said('message.aside', { ...payload, least: 'voice', body: 'a\nb' })).toBe(
      '[dev-talk] (to voices) <alice> a\n    b\n',
    )
    expect(said('message.aside', { ...payload, kind: 'action', body: 'hides' })).toBe(
      '[dev-talk] (to moderators) * alice hides\n',
    )
  })
})

describe('what is done', () => {
  const change = { room: 'dev-talk', seq: 1, rev: 1, at: 1, author: alice }

  test('[R-PLAIN-16] a correction of many lines is indented, and one to a person alone says so', () => {
    expect(said('message.edited', { ...change, body: 'one\n<bob> two' })).toBe(
      '[dev-talk] * alice corrects: one\n    <bob> two\n',
    )
    expect(said('message.edited', { ...change, body: 'hi' }, direct)).toBe('* (to you) alice corrects: hi\n')
  })

  test('[R-PLAIN-16] a moderator takes back a message of somebody else, and says why', () => {
    expect(said('message.erased', { ...change, by: bob, reason: 'spam' })).toBe(
      '[dev-talk] * bob took back a message of alice: spam\n',
    )
    expect(said('message.reacted', { ...change, by: bob, text: '👍', on: false })).toBe(
      '[dev-talk] * bob took 👍 back from a message of alice\n',
    )
  })

  test.each([
    [{ moderated: false }, 'everybody speaks'],
    [{ accountsJoin: true }, 'joining takes an account'],
    [{ accountsSpeak: true }, 'speaking takes an account'],
    [{ topicLocked: true }, 'only moderators set the topic'],
    [{ secret: true }, 'it is not listed'],
    [{ open: true }, 'people outside may speak'],
    [{ noCtcp: true }, 'requests between programs are refused'],
    [{ key: 'hush' }, 'joining takes a key'],
    [{ limit: 5 }, '5 members are the most'],
  ])('[R-PLAIN-16] the setting %j is told in words, a key never', (settings, says) => {
    const changed = Object.keys(settings)
    const kept: Payload<'room.settings'> = { room: 'dev-talk', kind: 'invite-only', settings, changed, by: alice }
    expect(said('room.settings', kept)).toBe(`[dev-talk] * alice changed this room: ${says}\n`)
    expect(said('room.settings', { ...kept, changed: [...changed, 'kind'] })).toContain(
      `: joining takes an invitation, ${says}\n`,
    )
  })

  test.each([
    ['ban', 'keeps *@x out: spam', 'lets *@x in again'],
    ['mute', 'lets *@x read and not speak: spam', 'lets *@x speak again'],
    ['ban-exception', 'lets *@x in, whatever else is banned: spam', 'makes no exception for *@x any more'],
    ['invite-exception', 'lets *@x in without an invitation: spam', 'asks *@x for an invitation again'],
  ] as const)('[R-PLAIN-16] the list %s is told in words', (list, on, off) => {
    const ban = { mask: '*@x', list, by: 'alice', at: 1, reason: 'spam' }
    expect(said('room.banned', { room: 'dev-talk', ban, by: alice })).toBe(`[dev-talk] * alice ${on}\n`)
    expect(said('room.unbanned', { room: 'dev-talk', mask: '*@x', list, by: alice })).toBe(
      `[dev-talk] * alice ${off}\n`,
    )
  })

  test('[R-PLAIN-16] reasons are told with what they are for', () => {
    expect(said('person.departed', { person: bob, reason: 'tea' })).toBe('* bob has left: tea\n')
    expect(said('room.left', { room: 'dev-talk', person: bob, reason: 'tea' })).toBe('[dev-talk] * bob left: tea\n')
    expect(said('person.status', { person: { ...bob, status: 'AWAY', away: 'tea' } })).toBe('* bob is away: tea\n')
  })

  test('[R-PLAIN-19] somebody who signs in is a line only if they are called something else now', () => {
    expect(said('person.signed-in', { person: bob, was: { id: 9, name: 'guest1' } })).toBe('* guest1 is now bob\n')
    expect(said('person.signed-in', { person: bob, was: { id: 9, name: 'bob' } })).toBe('')
  })
})
