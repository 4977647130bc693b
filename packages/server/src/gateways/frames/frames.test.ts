// Tests of the frames wire over real sockets, byte for byte as its clients speak it.

import { limits } from '@hubbub/protocol'
import { world } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { World } from '@hubbub/testkit'
import { RawClient } from '../kit/fixtures.ts'
import { framesOf } from './frame-writer.ts'

let place: World
beforeAll(async () => void (place = await world()))
afterAll(() => place.close())

const client = (): RawClient => new RawClient(place.address)
const frame = (text: string): Buffer => framesOf(text, 32)

/** A client that is known because it has said something, and has heard itself. */
async function guest(text: string, size = 32): Promise<RawClient> {
  const one = client()
  await one.write(framesOf(text, size))
  await one.receives(size)
  return one
}

test('[R-FRAMES-1] [R-FRAMES-2] the 32 bytes of `hello` come back to everybody, the sender included', async () => {
  await using ann = await guest('ann')
  await using bob = client()
  const hello = Buffer.concat([Buffer.from('hello'), Buffer.alloc(27)])
  await bob.write(hello)
  expect(await bob.receives(32)).toEqual(hello)
  expect(await ann.receives(64)).toEqual(Buffer.concat([frame('ann'), hello]))
})

test('[R-FRAMES-2] an empty line is 32 NULs and is relayed too', async () => {
  await using ann = await guest('ann')
  await using bob = client()
  await bob.write(Buffer.alloc(32))
  expect(await bob.receives(32)).toEqual(Buffer.alloc(32))
  expect(await ann.receives(64)).toEqual(Buffer.concat([frame('ann'), Buffer.alloc(32)]))
})

test('[R-FRAMES-1] each connection has frames of the size of its own first', async () => {
  await using small = await guest('small')
  await using large = await guest('large', 256)
  await large.write(framesOf(`${'x'.repeat(40)}`, 256))
  const long = Buffer.concat([Buffer.from('x'.repeat(32)), frame('x'.repeat(8))])
  expect(await large.receives(512)).toEqual(Buffer.concat([framesOf('large', 256), framesOf('x'.repeat(40), 256)]))
  expect(await small.receives(128)).toEqual(Buffer.concat([frame('small'), frame('large'), long]))
})

test('[R-FRAMES-12] people of other wires are heard as bare text, and their coming and going not at all', async () => {
  await using ann = await guest('ann')
  await using nc = client()
  await nc.write('/nick carol\nzwei\n/away\n/create Tea Room\n/leave\ndrei\n/quit\n')
  await nc.ended()
  await ann.write(frame('ende'))
  expect(await ann.receives(frame('ende'))).toEqual(Buffer.concat(['ann', 'zwei', 'drei', 'ende'].map(frame)))
})

test('[R-FRAMES-4] one byte at a time is understood as well', async () => {
  await using ann = client()
  for (const byte of frame('slowly')) await ann.write(Buffer.of(byte))
  expect(await ann.receives(32)).toEqual(frame('slowly'))
})

test('[R-FRAMES-6] everything in one segment with FIN is said, the part of a frame at the end too', async () => {
  await using ann = await guest('ann')
  await using bob = client()
  bob.finish(Buffer.concat([frame('one'), frame('two'), Buffer.from('thr')]))
  await bob.ended()
  expect(await ann.receives(frame('thr'))).toEqual(Buffer.concat(['ann', 'one', 'two', 'thr'].map(frame)))
})

test('[R-FRAMES-7] a file is a line of text with its name, its size and where to fetch it', async () => {
  await using ann = await guest('ann')
  const { host, port } = place.address
  const url = `http://${host}:${port}/rooms/lobby/files?name=cat.png&body=look`
  const { file } = (await (await fetch(url, { method: 'POST', body: Buffer.alloc(20_480) })).json()) as {
    file: { url: string }
  }
  const received = String(await ann.receives('look')).replaceAll('\0', '')
  expect(received).toMatch(/^ann\S+ shared cat\.png \(20 KB\): http:/u)
  expect(received).toContain(`http://${host}:${port}${file.url}`)
  expect(ann.received.length % 32).toBe(0)
})

test('[R-FRAMES-8] what is meant for one person alone says who spoke', async () => {
  await using ann = await guest('who am I')
  await using nc = client()
  await nc.write('/nick dora\n/history 1\n')
  const name = /<(guest\d+)> who am I/u.exec(String(await nc.receives('who am I')))?.[1] ?? ''
  await nc.write(`/msg ${name} psst\n`)
  expect(String(await ann.receives('psst'))).toContain('dora to you: psst\0')
})

test('[R-FRAMES-10] what is refused is answered with a text that begins with an exclamation mark', async () => {
  await using refusing = await world({
    limits: { flood_empty_frames_max: 2, flood_burst_messages: 1, flood_messages_per_second: 1_000 },
  })
  await using ann = new RawClient(refusing.address)
  await ann.write(Buffer.alloc(32 * 2_000))
  expect(String(await ann.ended())).toContain('! Too much at once')
})

test('[R-FRAMES-9] empty frames beyond the flood rate are not relayed, and after a row of them the connection is closed', async () => {
  await using flooded = await world({ limits: { flood_burst_messages: 5, flood_messages_per_second: 1_000 } })
  await using ann = new RawClient(flooded.address)
  await ann.write(frame('ann'))
  await ann.receives(32)
  await using bob = new RawClient(flooded.address)
  await bob.write(Buffer.alloc(32 * (limits.flood_empty_frames_max * 40)))
  const received = await bob.ended()
  await ann.write(frame('still here'))
  expect((await ann.receives(frame('still here'))).length).toBeLessThan(32 * limits.flood_empty_frames_max * 20)
  expect(received.toString()).toContain('! Too much at once; slow down an')
})

test('[R-FRAMES-11] on a port for this wire a silent client hears what is said', async () => {
  await using hinting = await world({ listen: ['127.0.0.1:0=frames'], limits: { hint_silence_ms: 1 } })
  await using nc = new RawClient(hinting.address)
  await nc.write('/nick eve\n')
  await nc.receives('/help')
  await using silent = new RawClient(hinting.server.addresses[1] ?? hinting.address)
  await nc.receives('is here')
  await nc.write('hello\n')
  expect(await silent.receives(32)).toEqual(frame('hello'))
})
