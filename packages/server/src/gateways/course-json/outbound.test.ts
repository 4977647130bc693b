// The outbound table: each event as both kinds of clients get it.

import type { Heard, RoomView } from '@hubbub/core'
import { eventNames, events } from '@hubbub/protocol'
import { describe, expect, test } from 'vitest'

import { objectsOf } from './ears.ts'
import type { Framing } from './outbound.ts'

const at = { host: '192.0.2.1', port: 11_111 }
const person = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const long = { id: 71, name: 'Margarethe', status: 'ACTIVE' } as const
const lobby = room('lobby', 'Lobby', 'lobby')
const club = room('room-1', 'Room 1', 'invite-only')
const direct = room('dm-7-8', '', 'direct')
const file = { id: 'x', name: 'cat.png', type: 'image/png', bytes: 20_480, sha256: 'ff', url: '/files/x/cat.png' }
const entry = { room: 'r', seq: 1, at: 1, author: person, body: 'hi' }

function room(slug: string, name: string, kind: RoomView['kind']): RoomView {
  return { id: 1, slug, name, kind, topic: '', seq: 0, lifetime: 'kept' }
}

type Event = { [Name in Heard['name']]: Pick<Extract<Heard, { name: Name }>, 'name' | 'payload'> }[Heard['name']]

function objects(event: Event, where: RoomView | undefined, framing: Framing): unknown[] {
  const heard = { ...event, backlog: false, ...(where && { room: where }) } as Heard
  return objectsOf(heard, { framing, at }).map((bytes) => {
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

test.each(eventNames)('%s: the example of its declaration is shown or deliberately silent', (name) => {
  const objectsShown = objects({ name, payload: events[name].example } as Event, lobby, 'newline')
  for (const object of objectsShown) expect(object).toHaveProperty('type')
})
