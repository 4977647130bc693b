// Tests of what flows on our own wire: order, back pressure, slow listeners, signs of life, resume.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { house } from '../http/fixtures.ts'
import { WebSocketActor, websocketActor } from './actor.ts'
import { clientFrame, type Frame, frameClient, type FrameClient, opcodes, person } from './fixtures.ts'

const say = (id: number, body: string): Buffer =>
  clientFrame(JSON.stringify({ id, do: 'message.send', with: { room: 'lobby', body } }))

test('[R-WS-12] thousands of requests in one piece are all done, in order, and none is refused', async () => {
  await using place = await house()
  const client = await person(place.at, 'ann')
  const asked = Array.from({ length: 3_000 }, (_, index) => index + 1)
  client.send(...asked.map((id) => say(id, 'x')))
  await client.isTold(({ re }) => re === 3_000)
  const replies = client.told.filter(({ re }) => re !== undefined && re !== 0)
  expect(replies.map(({ re }) => re)).toEqual(asked)
  expect(replies.map(({ ok }) => ok?.['seq'])).toEqual(asked)
  client.socket.destroy()
})

test('[R-WS-12] who speaks too fast is read more slowly', async () => {
  await using place = await house({
    floodLimits: true,
    limits: { flood_burst_messages: 5, flood_messages_per_second: 10 },
  })
  const client = await person(place.at, 'ann')
  client.send(...[1, 2, 3, 4, 5, 6, 7].map((id) => clientFrame(JSON.stringify({ id, do: 'session.ping' }))))
  await client.isTold(({ re }) => re === 5)
  const other = await person(place.at, 'bob')
  expect(client.told.map(({ re }) => re).filter(Number)).toEqual([1, 2, 3, 4, 5])
  place.brain.clock.advance(100)
  await client.isTold(({ re }) => re === 6)
  place.brain.clock.advance(100)
  await client.isTold(({ re }) => re === 7)
  client.socket.destroy()
  other.socket.destroy()
})

test('[R-WS-13] a listener who does not keep up is told to come back, and others hear everything', async () => {
  await using place = await house({ limits: { connection_send_bytes_max: 100_000 } })
  const slow = await person(place.at, 'slow')
  slow.socket.pause()
  const [ann, bob] = [await person(place.at, 'ann'), await person(place.at, 'bob')]
  let count = 0
  while (![...place.sockets].some((socket) => socket.writableEnded)) {
    count += 10
    ann.send(...Array.from({ length: 10 }, (_, index) => say(count - 9 + index, 'x'.repeat(16_000))))
    await ann.isTold(({ re }) => re === count)
  }
  slow.socket.resume()
  expect(await slow.closed()).toBe(1013)
  expect(slow.told.at(-1)).toMatchObject({ on: 'session.closing', data: { reason: 'lagging' } })
  await bob.isTold(({ data }) => data?.['seq'] === count)
  const seqs = (client: FrameClient): unknown[] => client.told.flatMap(({ data }) => data?.['seq'] ?? [])
  expect(seqs(bob)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  expect(seqs(slow)).toEqual(seqs(bob).slice(0, seqs(slow).length))
  ann.socket.destroy()
  bob.socket.destroy()
})

const isPing = ({ opcode }: Frame): boolean => opcode === opcodes.ping

async function roundTrip(client: FrameClient, id: number): Promise<void> {
  client.ask(id, 'session.ping')
  await client.isTold(({ re }) => re === id)
}

test('[R-WS-14] who answers no ping twice is cut off, who answers stays', async () => {
  await using place = await house()
  const [silent, alive] = [await frameClient(place.at), await frameClient(place.at)]
  const { ping_every_ms } = place.brain.ports.limits
  for (let round = 1; round <= 3; round++) {
    place.brain.clock.advance(ping_every_ms)
    await roundTrip(alive, round)
    expect(alive.frames.filter(isPing)).toHaveLength(round)
    alive.send(clientFrame('', { opcode: opcodes.pong }))
    await roundTrip(alive, round + 10)
  }
  expect(await silent.closed()).toBeUndefined()
  expect(silent.frames.filter(isPing)).toHaveLength(2)
  alive.socket.destroy()
})

test('[R-WS-15] a client that was torn away comes back and hears exactly what it missed', async () => {
  await using place = await house()
  const [ann, bob] = [await websocketActor(place.at, 'ann'), await websocketActor(place.at, 'bob')]
  await bob.say('before')
  await ann.hears('before')
  ann.drop()
  for (const text of ['one', 'two', 'three']) await bob.say(text)
  await ann.resume()
  await bob.say('after')
  await ann.hears('after')
  expect(ann.heard.map(({ text }) => text)).toEqual(['before', 'one', 'two', 'three', 'after'])
  await Promise.all([ann.leave(), bob.leave()])
})

test('[R-WS-15] a test person shares a file and leaves', async () => {
  await using place = await house()
  const [ann, bob] = [await websocketActor(place.at, 'ann'), await websocketActor(place.at, '')]
  await ann.share({ name: 'a.txt', bytes: Buffer.from('hello') })
  expect(await bob.hears(/^a\.txt \/files\//u)).toMatchObject({ from: 'ann' })
  const waiting = bob.hears('never')
  await bob.leave()
  await expect(waiting).rejects.toThrow('closed')
  await expect(new WebSocketActor(place.at).hears('x')).rejects.toThrow('closed')
  ann.drop()
})

test('[R-WS-16] frames of all kinds leave whole and in order', async () => {
  await using place = await house()
  const [ann, bob] = [await person(place.at, 'ann'), await person(place.at, 'bob')]
  for (let id = 1; id <= 200; id++) {
    ann.send(say(id, 'x'.repeat(id)))
    if (id % 10 === 0) ann.send(clientFrame(`${id}`, { opcode: opcodes.ping }))
    bob.send(say(id, 'y'.repeat(200 - id)))
  }
  await Promise.all([ann.isTold(({ re }) => re === 200), bob.isTold(({ re }) => re === 200)])
  await ann.isTold(({ data }) => data?.['seq'] === 400)
  const pongs = ann.frames.filter(({ opcode }) => opcode === opcodes.pong).map(({ payload }) => Number(payload))
  expect(pongs).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 10))
  expect(ann.told.flatMap(({ data }) => data?.['seq'] ?? [])).toEqual(
    Array.from({ length: 400 }, (_, index) => index + 1),
  )
  ann.socket.destroy()
  bob.socket.destroy()
})

const anyFrame = fc
  .record({
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .record({ id: fc.nat(), do: fc.string(), with: fc.jsonValue() })
        .map((value) => Buffer.from(JSON.stringify(value))),
    ),
    opcode: fc.nat({ max: 15 }),
    fin: fc.boolean(),
    masked: fc.boolean(),
  })
  .map(({ payload, ...options }) => clientFrame(payload, options))

test('[R-WS-17] nothing that anybody sends harms anybody else', async () => {
  await using place = await house()
  const other = await frameClient(place.at)
  let id = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(anyFrame, fc.uint8Array({ maxLength: 100 })), { maxLength: 8 }),
      async (pieces) => {
        const client = await frameClient(place.at)
        client.send(...pieces)
        client.socket.end()
        await client.closed()
        await roundTrip(other, ++id)
      },
    ),
    { numRuns: 150 },
  )
  expect(other.told.map(({ re }) => re)).toEqual(Array.from({ length: id }, (_, index) => index + 1))
  other.socket.destroy()
})
