// The outbound table: each event as both kinds of clients get it.

import type { Heard, RoomView } from '@hubbub/core'
import { eventNames, events } from '@hubbub/protocol'
import { describe, expect, test } from 'vitest'

import { roomView } from '../kit/fixtures.ts'
import { objectsOf } from './ears.ts'
import type { Framing } from './outbound.ts'

const site = 'http://192.0.2.1:11111'
const person = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const long = { id: 71, name: 'Margarethe', status: 'ACTIVE' } as const
const lobby = room('lobby', 'Lobby', 'lobby')
const club = room('room-1', 'Room 1', 'invite-only')
const direct = room('dm-7-8', '', 'direct')
const file = { id: 'x', name: 'cat.png', type: 'image/png', bytes: 20_480, sha256: 'ff', url: '/files/x/cat.png' }
const entry = { room: 'r', seq: 1, at: 1, author: person, body: 'hi' }

function room(slug: string, name: string, kind: RoomView['kind']): RoomView {
  return roomView({ slug, name, kind })
}

type Event = { [Name in Heard['name']]: Pick<Extract<Heard, { name: Name }>, 'name' | 'payload'> }[Heard['name']]

function objects(event: Event, where: RoomView | undefined, framing: Framing): unknown[] {
  const heard = { ...event, backlog: false, ...(where && { room: where }) } as Heard
  return objectsOf(heard, { framing, site }).map((bytes) => {
    const text = bytes.toString()
    expect(text).toMatch(/^[^\n]+\n$/)
    expect(text).toBe(`${JSON.stringify(JSON.parse(text))}\n`)
    return JSON.parse(text)
  })
}

/** What both kinds of clients get. */
function shown(event: Event, where?: RoomView): unknown {
  const [newline, old] = [objects(event, where, 'newline'), objects(event, where, 'old')]
  expect(old).toEqual(newline)
  return newline
}

describe('what is said', () => {
  test('[R-COURSE-20] the lobby is the general chat, a direct room a private text, any other a room under its full name', () => {
    const posted = { name: 'message.posted', payload: entry } as const
    expect(shown(posted, lobby)).toEqual([{ type: 'PUBLIC_TEXT_FROM', username: 'alice', text: 'hi' }])
    expect(shown(posted, direct)).toEqual([{ type: 'TEXT_FROM', username: 'alice', text: 'hi' }])
    expect(shown(posted, club)).toEqual([{ type: 'ROOM_TEXT_FROM', roomname: 'Room 1', username: 'alice', text: 'hi' }])
  })

  test('[R-COURSE-21] a file is a line of text with its link, in the place where it was shared', () => {
    const text = 'shared cat.png (20 KB): http://192.0.2.1:11111/files/x/cat.png'
    const shared = (body: string): Event => ({ name: 'file.shared', payload: { ...entry, body, file } })
    expect(shown(shared(''), lobby)).toEqual([{ type: 'PUBLIC_TEXT_FROM', username: 'alice', text }])
    expect(shown(shared('my cat'), club)).toEqual([
      { type: 'ROOM_TEXT_FROM', roomname: 'Room 1', username: 'alice', text: `my cat\n${text}` },
    ])
  })

  test('[R-COURSE-22] a topic is a line of text by whoever set it', () => {
    const topic = (set: string): Event => ({ name: 'room.topic', payload: { room: 'lobby', topic: set, by: person } })
    expect(shown(topic('Tea'), lobby)).toEqual([
      { type: 'PUBLIC_TEXT_FROM', username: 'alice', text: 'set the topic: Tea' },
    ])
    expect(shown(topic(''), lobby)).toEqual([
      { type: 'PUBLIC_TEXT_FROM', username: 'alice', text: 'cleared the topic' },
    ])
  })
})

describe('who comes and goes', () => {
  test('[R-COURSE-23] old clients are spared NEW_STATUS, LEFT_ROOM and DISCONNECTED', () => {
    const held: readonly (readonly [Event, RoomView | undefined, object])[] = [
      [{ name: 'person.departed', payload: { person } }, undefined, { type: 'DISCONNECTED', username: 'alice' }],
      [
        { name: 'person.status', payload: { person: { ...long, status: 'BUSY' } } },
        undefined,
        { type: 'NEW_STATUS', username: 'Marga~1z', status: 'BUSY' },
      ],
      [
        { name: 'room.left', payload: { room: 'room-1', person } },
        club,
        { type: 'LEFT_ROOM', roomname: 'Room 1', username: 'alice' },
      ],
    ]
    for (const [event, where, object] of held) {
      expect(objects(event, where, 'newline')).toEqual([object])
      expect(objects(event, where, 'old')).toEqual([])
    }
  })

  test('[R-COURSE-24] people of all wires appear as users, under names that fit', () => {
    expect(shown({ name: 'person.arrived', payload: { person: long } })).toEqual([
      { type: 'NEW_USER', username: 'Marga~1z' },
    ])
  })

  test('[R-COURSE-25] a rename is somebody who goes and somebody who comes, each an object of its own', () => {
    const renamed = { name: 'person.renamed', payload: { person, was: 'bob' } } as const
    const came = { type: 'NEW_USER', username: 'alice' }
    expect(objects(renamed, undefined, 'newline')).toEqual([{ type: 'DISCONNECTED', username: 'bob' }, came])
    expect(objects(renamed, undefined, 'old')).toEqual([came])
    expect(shown({ name: 'person.renamed', payload: { person: long, was: 'Margaretha' } })).toEqual([])
  })

  test('[R-COURSE-26] an invitation names who invites; whoever makes a public room invites everybody', () => {
    const payload = { room: { slug: 'room-1', name: 'Room 1', kind: 'public', topic: '', seq: 0 }, by: long } as const
    const invitation = [{ type: 'INVITATION', username: 'Marga~1z', roomname: 'Room 1' }]
    expect(shown({ name: 'room.invited', payload })).toEqual(invitation)
    expect(shown({ name: 'room.created', payload })).toEqual(invitation)
  })

  test('[R-COURSE-27] joining is told of rooms, not of the lobby and not of direct rooms', () => {
    const joined = (place: RoomView): Event => ({
      name: 'room.joined',
      payload: { room: { ...place, people: [] }, person },
    })
    expect(shown(joined(club), club)).toEqual([{ type: 'JOINED_ROOM', roomname: 'Room 1', username: 'alice' }])
    expect(shown(joined(lobby), lobby)).toEqual([])
    expect(shown(joined(direct), direct)).toEqual([])
  })
})

test('[R-COURSE-28] the end of the server is said by somebody whose name no person can have', () => {
  expect(shown({ name: 'session.closing', payload: { reason: 'shutdown', says: 'The server is stopping.' } })).toEqual([
    { type: 'PUBLIC_TEXT_FROM', username: '~server', text: 'The server is stopping.' },
  ])
})

describe('what is done with messages, rooms and roles', () => {
  const text = (says: string) => [{ type: 'PUBLIC_TEXT_FROM', username: 'alice', text: says }]
  const inClub = (says: string) => [{ type: 'ROOM_TEXT_FROM', roomname: 'Room 1', username: 'alice', text: says }]
  const change = { room: 'r', seq: 1, rev: 1, at: 1, author: person }
  const action: Event = { name: 'message.posted', payload: { ...entry, kind: 'action', body: 'waves' } }
  const notice: Event = { name: 'message.posted', payload: { ...entry, kind: 'notice' } }
  const erased: Event = { name: 'message.posted', payload: { ...entry, body: '', erased: { by: person, at: 1 } } }

  test('[R-COURSE-43] what somebody does is a text of theirs, where they do it', () => {
    const done: readonly (readonly [Event, string])[] = [
      [{ name: 'message.edited', payload: { ...change, body: 'ho' } }, 'corrects: ho'],
      [{ name: 'message.erased', payload: { ...change, by: person } }, 'took a message back'],
      [
        { name: 'message.reacted', payload: { ...change, author: long, text: '👍', on: true, by: person } },
        'reacted 👍 to a message of Margarethe',
      ],
      [
        { name: 'room.role', payload: { room: 'r', person: long, role: 'voice', was: 'member', by: person } },
        'made Margarethe a voice',
      ],
      [
        { name: 'room.unbanned', payload: { room: 'r', mask: '*@x', list: 'mute', by: person } },
        'lets *@x speak again',
      ],
      [{ name: 'room.knocked', payload: { room: 'r', person } }, 'asks to be let in'],
      [{ name: 'room.someone-invited', payload: { room: 'r', person: long, by: person } }, 'invited Margarethe'],
    ]
    for (const [event, says] of done) {
      expect(shown(event, lobby)).toEqual(text(says))
      expect(shown(event, club)).toEqual(inClub(says))
    }
  })

  test('[R-COURSE-44] an action names who does it, a notice and an aside say what they are', () => {
    expect(shown(action, lobby)).toEqual(text('* alice waves'))
    expect(shown(notice, lobby)).toEqual(text('(notice) hi'))
    expect(shown(erased, lobby)).toEqual(text('(taken back)'))
    const aside: Event = {
      name: 'message.aside',
      payload: { room: 'r', least: 'moderator', author: person, body: 'look', id: 'x', at: 1 },
    }
    expect(shown(aside, club)).toEqual(inClub('(to moderators) look'))
    const shared: Event = { name: 'file.shared', payload: { ...entry, body: '', file, erased: { by: person, at: 1 } } }
    expect(shown(shared, club)).toEqual(inClub('(taken back)'))
  })

  test('[R-COURSE-45] who is sent out has left, and old clients are spared it', () => {
    const kicked: Event = { name: 'room.kicked', payload: { room: 'room-1', person: long, by: person, reason: 'spam' } }
    const left = [{ type: 'LEFT_ROOM', roomname: 'Room 1', username: 'Marga~1z' }]
    expect([objects(kicked, club, 'newline'), objects(kicked, club, 'old')]).toEqual([left, []])
    expect(shown(kicked, lobby)).toEqual([])
  })

  test('[R-COURSE-46] somebody who signs in goes and comes, if they are shown under another name now', () => {
    const signedIn = (was: string): Event => ({
      name: 'person.signed-in',
      payload: { person, was: { id: 9, name: was } },
    })
    expect(objects(signedIn('guest1'), undefined, 'newline')).toEqual([
      { type: 'DISCONNECTED', username: 'guest1' },
      { type: 'NEW_USER', username: 'alice' },
    ])
    expect(shown(signedIn('alice'))).toEqual([])
    const merged: Event = {
      name: 'person.signed-in',
      payload: { person, was: { id: 9, name: 'guest1' }, merged: true },
    }
    expect(objects(merged, undefined, 'newline')).toEqual([{ type: 'DISCONNECTED', username: 'guest1' }])
    const out: Event = { name: 'person.signed-out', payload: { person: { ...long, id: 72 }, was: long } }
    expect(objects(out, undefined, 'old')).toEqual([{ type: 'NEW_USER', username: 'Marga~20' }])
  })

  test('[R-COURSE-47] a renamed room is told of under its old name, and under the new one as an invitation', () => {
    const renamed = (was: string): Event => ({
      name: 'room.renamed',
      payload: { room: { ...club, people: [] }, was, by: person },
    })
    expect(shown(renamed('Den'), club)).toEqual([
      { type: 'ROOM_TEXT_FROM', roomname: 'Den', username: 'alice', text: 'renamed this room to Room 1' },
      { type: 'INVITATION', username: 'alice', roomname: 'Room 1' },
    ])
    const payload = { room: { ...lobby, people: [] }, was: 'Hall', by: person }
    expect(shown({ name: 'room.renamed', payload }, lobby)).toEqual(text('renamed this room to Lobby'))
  })

  test('[R-COURSE-48] what operators announce is said by the server, with their name', () => {
    const announced: Event = { name: 'server.announced', payload: { body: 'Tea', by: person, to: 'everyone' } }
    expect(shown(announced)).toEqual([{ type: 'PUBLIC_TEXT_FROM', username: '~server', text: 'alice: Tea' }])
  })
})

test.each(eventNames)('%s: the example of its declaration is shown or deliberately silent', (name) => {
  const objectsShown = objects({ name, payload: events[name].example } as Event, lobby, 'newline')
  for (const object of objectsShown) expect(object).toHaveProperty('type')
})
