// Proves that everybody gets the same bytes in the same order with one write a turn, whoever is left out, joins or leaves meanwhile.

import fc from 'fast-check'
import { Writable } from 'node:stream'
import { expect, test, vi } from 'vitest'

import { FanOut } from './fan-out.ts'
import { type Line, line, turn } from './fixtures.ts'
import { SendQueue } from './send-queue.ts'

const text = (word: string): Buffer => Buffer.from(`${word};`)

test('[R-EDGE-1] what is posted during a turn leaves at its end in one write, the same Buffer for all', async () => {
  await using here = await line()
  const room = new FanOut()
  const peers = await here.peers(3)
  const writes = peers.map(({ ours }) => vi.spyOn(ours, 'write'))
  for (const { connection } of peers) room.add(connection.queue)

  for (const word of ['a', 'b', 'c']) room.post(text(word))
  expect(writes.every((write) => write.mock.calls.length === 0)).toBe(true)
  await turn()

  expect(writes.map((write) => write.mock.calls.length)).toEqual([1, 1, 1])
  expect(new Set(writes.map((write) => write.mock.calls[0]?.[0])).size).toBe(1)
  for (const peer of peers) expect(await peer.until('c;')).toBe('a;b;c;')
})

test('[R-EDGE-1] a single message is not copied', async () => {
  await using here = await line()
  const room = new FanOut()
  const peer = await here.peer()
  const write = vi.spyOn(peer.ours, 'write')
  room.add(peer.connection.queue)
  const only = text('only')
  room.post(only)
  await turn()
  expect(write.mock.calls[0]?.[0]).toBe(only)
})

test('[R-EDGE-2] replies stand where they were given among what the room hears', async () => {
  await using here = await line()
  const room = new FanOut()
  const peer = await here.peer()
  room.add(peer.connection.queue)
  room.post(text('1'))
  peer.connection.queue.push('reply 2;')
  room.post(text('3'))
  room.post(text('4'))
  peer.connection.queue.push('reply 5;')
  room.post(text('6'))
  expect(await peer.until('6;')).toBe('1;reply 2;3;4;reply 5;6;')
})

test('[R-EDGE-3] who is left out gets the messages around it', async () => {
  await using here = await line()
  const room = new FanOut()
  const [sender, other] = await here.two()
  room.add(sender.connection.queue)
  room.add(other.connection.queue)
  room.post(text('1'))
  room.post(text('own 2'), sender.connection.queue)
  room.post(text('3'))
  room.post(text('own 4'), sender.connection.queue)
  expect(await sender.until('3;')).toBe('1;3;')
  expect(await other.until('4;')).toBe('1;own 2;3;own 4;')
})

test('[R-EDGE-3] somebody who is not in the room can be named as left out', async () => {
  await using here = await line()
  const room = new FanOut()
  const [inside, outside] = await here.two()
  room.add(inside.connection.queue)
  room.post(text('1'), outside.connection.queue)
  expect(await inside.until('1;')).toBe('1;')
})

test('[R-EDGE-4] in the middle of a turn, who comes hears what follows, who goes keeps what was before', async () => {
  await using here = await line()
  const room = new FanOut()
  const [early, late] = await here.two()
  room.add(early.connection.queue)
  room.post(text('1'))
  room.add(late.connection.queue)
  room.post(text('2'))
  room.delete(early.connection.queue)
  room.post(text('3'))
  early.connection.queue.push('bye;')
  expect(await early.until('bye;')).toBe('1;2;bye;')
  expect(await late.until('3;')).toBe('2;3;')
  expect(room.size).toBe(1)
})

test('[R-EDGE-4] leaving and coming back within a turn doubles and loses nothing', async () => {
  await using here = await line()
  const room = new FanOut()
  const peer = await here.peer()
  room.add(peer.connection.queue)
  room.add(peer.connection.queue)
  room.post(text('1'))
  room.delete(peer.connection.queue)
  room.delete(peer.connection.queue)
  room.post(text('2'))
  room.add(peer.connection.queue)
  room.post(text('3'))
  expect(await peer.until('3;')).toBe('1;3;')
})

test('[R-EDGE-5] a listener of several rooms hears all of them in the order in which they were spoken', async () => {
  await using here = await line()
  const rooms = [new FanOut(), new FanOut(), new FanOut()]
  const peer = await here.peer()
  for (const room of rooms) room.add(peer.connection.queue)
  const order = [0, 1, 1, 2, 0, 2, 2, 1, 0, 0]
  order.forEach((room, index) => rooms[room]?.post(text(String(index))))
  expect(await peer.until('9;')).toBe('0;1;2;3;4;5;6;7;8;9;')
})

test('[R-EDGE-6] 500 listeners hear the same in the same order, those who speak too', async () => {
  await using here = await line()
  const room = new FanOut()
  const peers = await here.peers(500)
  for (const { connection } of peers) room.add(connection.queue)
  let said = ''
  for (let round = 0; round < 20; round++) {
    for (let speaker = 0; speaker < 10; speaker++) {
      peers[speaker]?.connection.queue.push(`ack ${round};`)
      room.post(text(`${round}.${speaker}`))
      said += `${round}.${speaker};`
    }
    await turn()
  }
  const acks = (received: string): string => received.replaceAll(/ack \d+;/gu, '')
  const all = await Promise.all(peers.map((peer, index) => peer.bytes(said.length + (index < 10 ? ackBytes(20) : 0))))
  expect(new Set(all.map(acks))).toEqual(new Set([said]))
})

const ackBytes = (rounds: number): number =>
  Array.from({ length: rounds }, (_, round) => `ack ${round};`).join('').length

/** What may happen during a few turns to three rooms and three listeners. */
const three = fc.nat(2)
const post = fc.record({ does: fc.constant('post' as const), room: three, except: fc.option(three) })
const push = fc.record({ does: fc.constant('push' as const), who: three })
const move = fc.record({ does: fc.constantFrom('add' as const, 'delete' as const), room: three, who: three })
const end = fc.record({ does: fc.constant('turn' as const) })
const step = fc.oneof(
  { weight: 6, arbitrary: post },
  { weight: 3, arbitrary: push },
  { weight: 3, arbitrary: move },
  end,
)
const steps = fc.array(step, { maxLength: 80, size: 'max' })
type Step = ReturnType<typeof steps.generate>['value'][number]

test('[R-EDGE-5] whatever is posted, pushed, joined and left: as if everybody were told everything at once', async () => {
  await using here = await line()
  const play = async (script: readonly Step[]): Promise<void> => {
    const rooms = [0, 1, 2].map(() => ({ fanOut: new FanOut(), members: new Set<Listener>() }))
    const listeners = [0, 1, 2].map(() => new Listener(here))
    for (const [index, step] of script.entries()) await take(step, `${index};`, rooms, listeners)
    await turn()
    expect(listeners.map(({ heard }) => heard)).toEqual(listeners.map(({ expected }) => expected))
  }
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: 300 })
})

interface Room {
  readonly fanOut: FanOut
  readonly members: Set<Listener>
}

async function take(step: Step, word: string, rooms: readonly Room[], listeners: readonly Listener[]): Promise<void> {
  if (step.does === 'turn') return turn()
  const listener = 'who' in step ? listeners[step.who] : undefined
  const room = 'room' in step ? rooms[step.room] : undefined
  if (step.does === 'push') {
    listener?.queue.push(word)
    listener?.expect(word)
  } else if (step.does === 'post') {
    const except = step.except === null ? undefined : listeners[step.except]
    room?.fanOut.post(Buffer.from(word), except?.queue)
    for (const member of room?.members ?? []) if (member !== except) member.expect(word)
  } else if (listener !== undefined) {
    room?.fanOut[step.does](listener.queue)
    room?.members[step.does](listener)
  }
}

/** A queue over a stream in memory that is never behind, and what should have come out of it. */
class Listener {
  readonly queue: SendQueue
  heard = ''
  expected = ''

  constructor(here: Line) {
    const stream = new Writable({ write: (bytes, _encoding, done) => ((this.heard += bytes), done()) })
    this.queue = new SendQueue(stream, { ...here.ports, lagging: () => {} })
  }

  expect(word: string): void {
    this.expected += word
  }
}
