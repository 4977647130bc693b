// Both kinds of clients over real sockets: how their bytes may come, and how theirs leave.

import { limits } from '@hubbub/protocol'
import { actors } from '@hubbub/server/actors'
import { manualClock, type World, world } from '@hubbub/testkit'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import type { Connection, Reader } from '../../edge/connection.ts'
import { SendQueue } from '../../edge/send-queue.ts'
import { CourseOutlet } from './ears.ts'
import { everybodyLeaves, identified, peer, type Peer, type Told } from './fixtures.ts'
import { talk } from './talk.ts'

let here: World
const clock = manualClock()
const log = { warn: () => {}, error: () => {} }

beforeAll(async () => {
  here = await world({ floodLimits: false })
})
afterEach(everybodyLeaves)
afterAll(() => here.close())

const success = (username: string): Told => ({
  type: 'RESPONSE',
  operation: 'IDENTIFY',
  result: 'SUCCESS',
  extra: username,
})

describe('reading', () => {
  const greeting = '\ufeff \0{ "username" : "bob",\r\n\t"type": "IDENTIFY", "version": {"major": [1, "}"]} }'

  test('[R-COURSE-1] any key order, further keys, white space, NUL and BOM', async () => {
    const bob = await peer(here.address)
    bob.send(`${greeting}\0\n\n`)
    expect(await bob.next()).toEqual(success('bob'))
  })

  test('[R-COURSE-1] one byte at a time', async () => {
    const ann = await identified(here.address, 'ann')
    const bob = await peer(here.address)
    for (const byte of Buffer.from(`${greeting}\r\n{"type":"PUBLIC_TEXT","text":"ñ👋"}\r\n`))
      bob.send(Uint8Array.of(byte))
    expect(await bob.next()).toEqual(success('bob'))
    expect(await ann.next()).toEqual({ type: 'NEW_USER', username: 'bob' })
    expect(await ann.next()).toEqual({ type: 'PUBLIC_TEXT_FROM', username: 'bob', text: 'ñ👋' })
  })

  test('[R-COURSE-8] a whole session glued into one segment with its end', async () => {
    const ann = await identified(here.address, 'ann')
    const bob = await peer(here.address)
    bob.send(
      '{"type":"IDENTIFY","username":"bob"}{"type":"PUBLIC_TEXT","text":"1"}{"type":"NEW_ROOM","roomname":"Room 1"}',
    )
    bob.send('{"type":"ROOM_TEXT","roomname":"Room 1","text":"x"}{"type":"USERS"}{"type":"PUBLIC_TEXT","text":"2"}')
    bob.end()
    expect(await bob.closed()).toEqual([
      success('bob'),
      { type: 'RESPONSE', operation: 'NEW_ROOM', result: 'SUCCESS', extra: 'Room 1' },
      { type: 'USER_LIST', users: { ann: 'ACTIVE', bob: 'ACTIVE' } },
    ])
    expect(await ann.next()).toEqual({ type: 'NEW_USER', username: 'bob' })
    expect(await ann.next()).toMatchObject({ text: '1' })
    expect(await ann.next()).toMatchObject({ text: '2' })
    expect(await ann.next()).toEqual({ type: 'DISCONNECTED', username: 'bob' })
  })

  test('[R-COURSE-9] an object that the end of the stream cuts off is invalid', async () => {
    const bob = await identified(here.address, 'bob')
    bob.send('{"type":"PUBLIC_TEXT","te')
    bob.end()
    expect(await bob.closed()).toEqual([{ type: 'RESPONSE', operation: 'INVALID', result: 'INVALID' }])
  })
})

describe('clients that end objects with a newline', () => {
  test('[R-COURSE-10] get every object in a write of its own', async () => {
    const { writes, written, reader } = recorded()
    await reader().data(Buffer.from('{"type":"IDENTIFY","username":"bob"}\n'))
    await written()
    const eve = await actors.websocket(here.address, 'eve')
    await eve.request('person.rename', { name: 'evelyn' })
    await Promise.all(['1', '2', '3'].map((text) => eve.say(text)))
    await eve.leave()
    while (writes.length < 8) await written()
    reader().closed()
    expect(writes.map((write) => JSON.parse(write))).toEqual([
      success('bob'),
      { type: 'NEW_USER', username: 'eve' },
      { type: 'DISCONNECTED', username: 'eve' },
      { type: 'NEW_USER', username: 'evelyn' },
      ...['1', '2', '3'].map((text) => ({ type: 'PUBLIC_TEXT_FROM', username: 'evelyn', text })),
      { type: 'DISCONNECTED', username: 'evelyn' },
    ])
  })

  test('[R-COURSE-42] have left for the others once they are refused, however long they keep the connection', async () => {
    const ann = await identified(here.address, 'ann')
    const { writes, reader } = recorded()
    await reader().data(Buffer.from('{"type":"IDENTIFY","username":"bob"}\n{"type":"NONSENSE"}\n'))
    expect(await ann.next()).toEqual({ type: 'NEW_USER', username: 'bob' })
    expect(await ann.next()).toEqual({ type: 'DISCONNECTED', username: 'bob' })
    expect(writes).toHaveLength(2)
    reader().closed()
  })

  test('[R-COURSE-23] hear of everything', async () => {
    const bob = await identified(here.address, 'bob')
    await causeNotices()
    expect(await typesUntilMarker(bob)).toEqual(['NEW_USER', 'NEW_STATUS', 'DISCONNECTED', 'NEW_USER'])
  })

  test('[R-COURSE-4] also when the first newline comes later than the first object', async () => {
    const late = await identified(here.address, 'late', '')
    late.send('\n')
    await late.settled()
    await causeNotices()
    expect(await typesUntilMarker(late)).toEqual(['NEW_USER', 'NEW_STATUS', 'DISCONNECTED', 'NEW_USER'])
  })

  test('[R-COURSE-4] and what was held back before comes before what follows', async () => {
    await using timed = await world({ floodLimits: false, clockInHand: true })
    const late = await identified(timed.address, 'late', '')
    const bob = await identified(timed.address, 'bob')
    for (const text of ['1', '2']) bob.send({ type: 'PUBLIC_TEXT', text })
    await bob.settled()
    late.send('\n{"type":"USERS"}')
    for (const text of ['3', '4']) bob.send({ type: 'PUBLIC_TEXT', text })
    await bob.settled()
    const got: unknown[] = []
    while (got.length < 6) {
      timed.clock?.advance(5)
      const { text, type } = await late.next()
      got.push(text ?? type)
    }
    expect(got.filter((one) => one !== 'USER_LIST')).toEqual(['NEW_USER', '1', '2', '3', '4'])
  })
})

describe('old clients', () => {
  test('[R-COURSE-23] are spared what their readers die of', async () => {
    const old = await identified(here.address, 'old', '')
    await causeNotices()
    expect(await typesUntilMarker(old)).toEqual(['NEW_USER', 'NEW_USER'])
  })

  test('[R-COURSE-10] get every object in a segment of its own, 5 ms apart', async () => {
    await using timed = await world({ floodLimits: false, clockInHand: true })
    const old = await identified(timed.address, 'old', '')
    const bob = await identified(timed.address, 'bob')
    for (let i = 0; i < 100; i++) bob.send({ type: 'PUBLIC_TEXT', text: String(i) })
    await bob.settled()
    const expected = ['NEW_USER', ...Array.from({ length: 100 }, (_, i) => String(i))]
    await old.segment() // the answer to IDENTIFY
    for (const [i, text] of expected.entries()) {
      timed.clock?.advance(4)
      await bob.settled()
      expect(old.segments.length).toBe(i + 1)
      timed.clock?.advance(1)
      const object: Told = JSON.parse(await old.segment())
      expect(object['text'] ?? object['type']).toBe(text)
    }
  })

  test('[R-COURSE-10] the answer to IDENTIFY comes first, whatever is said meanwhile', async () => {
    const bob = await identified(here.address, 'bob')
    const olds = await Promise.all(['old1', 'old2', 'old3', 'old4'].map(() => peer(here.address, '')))
    for (const [i, old] of olds.entries()) {
      for (let line = 0; line < 20; line++) bob.send({ type: 'PUBLIC_TEXT', text: String(line) })
      old.send({ type: 'IDENTIFY', username: `old${i}` })
    }
    for (const [i, old] of olds.entries()) expect(await old.next()).toEqual(success(`old${i}`))
  })

  test('[R-COURSE-11] are told when a request is invalid, because their connection ends with it', async () => {
    const old = await identified(here.address, 'old', '')
    old.send({ type: 'NONSENSE' })
    expect(await old.closed()).toEqual([{ type: 'RESPONSE', operation: 'INVALID', result: 'INVALID' }])
  })
})

/** A connection without a socket; its writes are looked at, one by one. */
function recorded(): { writes: string[]; written: () => Promise<unknown>; reader: () => Reader } {
  const writes: string[] = []
  const socket = new Writable({
    write: (bytes, _, done) => void (writes.push(String(bytes)), done(), socket.emit('wrote')),
  })
  const connection: Connection & { given?: Reader } = {
    remote: 'here',
    origin: { address: '127.0.0.1', secure: true },
    local: here.address,
    encrypted: false,
    queue: new SendQueue(socket, { clock, limits, lagging: () => {} }),
    read: (reader) => void (connection.given = reader),
    end: () => {},
    destroy: () => {},
    release: () => {
      throw new Error('there is no socket')
    },
  }
  const ports = { chat: here.server.chat, clock, limits, log, floodLimits: false }
  void talk(connection, ports, new CourseOutlet('http://127.0.0.1:11111'))
  return { writes, written: () => once(socket, 'wrote'), reader: () => connection.given as Reader }
}

/** Somebody comes, changes status and goes; then somebody else comes and says `marker`. */
async function causeNotices(): Promise<void> {
  const guest = await identified(here.address, 'guest')
  guest.send({ type: 'STATUS', status: 'BUSY' })
  guest.send({ type: 'DISCONNECT' })
  await guest.closed()
  const last = await identified(here.address, 'last')
  last.send({ type: 'PUBLIC_TEXT', text: 'marker' })
  await last.settled()
}

async function typesUntilMarker(listener: Peer): Promise<unknown[]> {
  const types: unknown[] = []
  for (;;) {
    const { type, text } = await listener.next()
    if (text === 'marker') return types
    types.push(type)
  }
}
