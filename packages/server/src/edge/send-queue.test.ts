// Proves how writes leave: paced where a client needs it, bounded always, and with a farewell for who cannot keep up.

import { once } from 'node:events'
import { expect, test, vi } from 'vitest'

import type { Reader } from './connection.ts'
import { FanOut } from './fan-out.ts'
import { line, turn } from './fixtures.ts'

const quiet: Reader = { data: () => {}, ended: () => {}, closed: () => {} }

test('[R-EDGE-1] own messages of a turn leave in one write, at the end of it', async () => {
  await using here = await line()
  const peer = await here.peer()
  const write = vi.spyOn(peer.ours, 'write')
  peer.connection.queue.push('a')
  peer.connection.queue.push(Buffer.from('b'))
  peer.connection.queue.push('')
  expect(write).not.toHaveBeenCalled()
  expect(await peer.until('b')).toBe('ab')
  expect(write).toHaveBeenCalledTimes(1)
})

test('[R-EDGE-1] large pieces are not copied together, and still keep their order', async () => {
  await using here = await line()
  const room = new FanOut()
  const peer = await here.peer()
  room.add(peer.connection.queue)
  const large = 'x'.repeat(200_000)
  room.post(Buffer.from(large))
  peer.connection.queue.push('own')
  room.post(Buffer.from('after'))
  expect(await peer.until('after')).toBe(`${large}ownafter`)
})

test('[R-EDGE-7] paced `each`, every message has a write of its own', async () => {
  await using here = await line()
  const room = new FanOut()
  const peer = await here.peer()
  peer.connection.queue.pace('each')
  room.add(peer.connection.queue)
  const write = vi.spyOn(peer.ours, 'write')
  room.post(Buffer.from('1'))
  room.post(Buffer.from('2'))
  peer.connection.queue.push('3')
  expect(await peer.until('3')).toBe('123')
  expect(write.mock.calls.map(([bytes]) => String(bytes))).toEqual(['1', '2', '3'])
})

test('[R-EDGE-8] paced `paced`, there is a pause after every message', async () => {
  await using here = await line()
  const { clock, limits } = here.ports
  const room = new FanOut()
  const peer = await here.peer()
  peer.connection.queue.pace('paced')
  room.add(peer.connection.queue)
  const writtenAt: number[] = []
  vi.spyOn(peer.ours, 'write').mockImplementation(() => writtenAt.push(clock.now()) > 0)

  for (const message of ['1', '2', '3']) room.post(Buffer.from(message))
  await turn()
  clock.advance(limits.paced_write_gap_ms)
  peer.connection.queue.push('4')
  await turn()
  clock.advance(100)
  peer.connection.queue.push('5')
  await turn()

  const gaps = writtenAt.slice(1).map((at, index) => at - (writtenAt[index] ?? 0))
  expect(writtenAt).toHaveLength(5)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(limits.paced_write_gap_ms)
})

test('[R-EDGE-8] what waits for its pause is sent before a polite end', async () => {
  await using here = await line()
  const peer = await here.peer()
  const ended = once(peer.socket, 'end')
  peer.connection.queue.pace('paced')
  for (const message of ['1', '2', '3']) peer.connection.queue.push(message)
  peer.connection.end()
  expect(await peer.until('1')).toBe('1')
  here.ports.clock.advance(here.ports.limits.paced_write_gap_ms)
  expect(await peer.until('2')).toBe('12')
  here.ports.clock.advance(here.ports.limits.paced_write_gap_ms)
  await ended
  expect(peer.received()).toBe('123')
})

/** Posts to a room until somebody who does not read has more waiting than fits into the system's own buffers. */
async function fillUp(room: FanOut, stuck: { readonly writableLength: number }, bytes: number): Promise<number> {
  let posted = 0
  while (stuck.writableLength === 0) {
    room.post(Buffer.alloc(bytes, 'x'))
    posted += 1
    await turn()
  }
  return posted
}

test('[R-EDGE-9] who does not read is told one last thing and let go; the others hear everything', async () => {
  await using here = await line({ connection_send_bytes_max: 300_000 })
  const room = new FanOut()
  const [quick, stuck] = [await here.peer(), await here.peer({ paused: true })]
  const lagging = vi.fn<() => string>(() => 'come back')
  const closed = vi.fn<() => void>()
  quick.connection.read(quiet)
  stuck.connection.read({ ...quiet, lagging, closed })
  for (const { connection } of [quick, stuck]) room.add(connection.queue)

  let posted = await fillUp(room, stuck.ours, 100_000)
  let most = 0
  while (lagging.mock.calls.length === 0) {
    room.post(Buffer.alloc(100_000, 'x'))
    posted += 1
    await turn()
    most = Math.max(most, stuck.ours.writableLength)
  }
  expect(most).toBeLessThanOrEqual(400_000 + 'come back'.length) // the bound beyond the largest message
  for (let more = 0; more < 50; more++) room.post(Buffer.alloc(100_000, 'x'))
  expect((await quick.bytes((posted + 50) * 100_000)).length).toBe((posted + 50) * 100_000)
  expect(stuck.ours.writableLength).toBeLessThanOrEqual(most)
  expect(lagging).toHaveBeenCalledTimes(1)

  expect(closed).not.toHaveBeenCalled()
  here.ports.clock.advance(here.ports.limits.connection_close_ms)
  await once(stuck.ours, 'close')
  expect(closed).toHaveBeenCalledTimes(1)
})

test('[R-EDGE-9] who reads on after all gets what was written, the last words and the end', async () => {
  await using here = await line({ connection_send_bytes_max: 300_000 })
  const room = new FanOut()
  const stuck = await here.peer({ paused: true })
  const told = new Promise<void>((resolve) =>
    stuck.connection.read({ ...quiet, lagging: () => (resolve(), 'come back') }),
  )
  room.add(stuck.connection.queue)
  const filling = setInterval(() => room.post(Buffer.alloc(100_000, 'x')))
  await told
  clearInterval(filling)
  const chunks: Buffer[] = []
  stuck.socket.on('data', (chunk) => chunks.push(chunk))
  await once(stuck.socket, 'end')
  const received = Buffer.concat(chunks).toString()
  expect(received.replace(/^x*/u, '')).toBe('come back')
  expect((received.length - 'come back'.length) % 100_000).toBe(0)
})

test('[R-EDGE-10] one message of any size is no lagging, nor is what comes while it is on its way', async () => {
  await using here = await line({ connection_send_bytes_max: 1_000 })
  const peer = await here.peer({ paused: true })
  const lagging = vi.fn<() => null>(() => null)
  peer.connection.read({ ...quiet, lagging })
  const file = Buffer.alloc(20_000_000, 'x')
  peer.connection.queue.push(file)
  await turn()
  expect(peer.ours.writableLength).toBeGreaterThan(1_000_000)
  peer.connection.queue.push('and a word')
  await turn()
  expect(lagging).not.toHaveBeenCalled()
  peer.connection.queue.push(Buffer.alloc(1_000, 'y'))
  await turn()
  expect(lagging).toHaveBeenCalled()
})

test('[R-EDGE-10] a large message that has left counts no more', async () => {
  await using here = await line({ connection_send_bytes_max: 1_000 })
  const peer = await here.peer()
  const lagging = vi.fn<() => string>(() => 'enough')
  peer.connection.read({ ...quiet, lagging })
  peer.connection.queue.push(Buffer.alloc(20_000_000, 'x'))
  await peer.bytes(20_000_000)
  await peer.connection.queue.drained()
  peer.connection.queue.push('once more')
  expect(await peer.until('once more')).toHaveLength(20_000_009)
  for (let reply = 0; reply < 20; reply++) peer.connection.queue.push('x'.repeat(100))
  await peer.until('enough')
  expect(lagging).toHaveBeenCalledTimes(1)
})

test('[R-EDGE-9] replies alone cannot pass the bound, even within one turn', async () => {
  await using here = await line({ connection_send_bytes_max: 1_000 })
  const peer = await here.peer()
  const lagging = vi.fn<() => string>(() => 'enough')
  peer.connection.read({ ...quiet, lagging })
  for (let reply = 0; reply < 1_000; reply++) peer.connection.queue.push('x'.repeat(100))
  expect(await peer.until('enough')).toBe('enough')
})

test('[R-EDGE-10] a whole turn of the room, however much, goes to who was not behind', async () => {
  await using here = await line({ connection_send_bytes_max: 1_000 })
  const room = new FanOut()
  const peer = await here.peer()
  peer.connection.read(quiet)
  room.add(peer.connection.queue)
  for (let message = 0; message < 1_000; message++) room.post(Buffer.alloc(100, 'x'))
  expect(await peer.bytes(100_000)).toBe('x'.repeat(100_000))
})

test('[R-EDGE-11] `drained` waits while half of the limit or more waits, and never for somebody who is gone', async () => {
  await using here = await line({ connection_send_bytes_max: 1_000_000 })
  const peer = await here.peer({ paused: true })
  const { queue } = peer.connection
  let drained = false
  await queue.drained()
  queue.push(Buffer.alloc(20_000_000, 'x'))
  const waiting = queue.drained().then(() => (drained = true))
  await turn()
  expect(drained).toBe(false)
  peer.socket.resume()
  await waiting

  peer.socket.pause()
  queue.push(Buffer.alloc(20_000_000, 'x'))
  const gone = queue.drained()
  await turn()
  peer.socket.destroy()
  await gone
})

test('[R-EDGE-11] `drained` counts what waits for its pause', async () => {
  await using here = await line({ connection_send_bytes_max: 100 })
  const { clock, limits } = here.ports
  const peer = await here.peer()
  const { queue } = peer.connection
  queue.pace('paced')
  for (let message = 0; message < 6; message++) queue.push('0123456789')
  let drained = false
  const waiting = queue.drained().then(() => (drained = true))
  await turn()
  expect(drained).toBe(false)
  for (let message = 0; message < 3; message++) {
    clock.advance(limits.paced_write_gap_ms)
    await turn()
  }
  await waiting

  for (let message = 0; message < 6; message++) queue.push('0123456789')
  const gone = queue.drained()
  await turn()
  peer.socket.destroy()
  peer.connection.destroy()
  await gone
})

test('[R-EDGE-9] after the end nothing is queued any more', async () => {
  await using here = await line()
  const peer = await here.peer()
  peer.connection.queue.push('last')
  peer.connection.end()
  peer.connection.queue.push('never')
  await once(peer.socket, 'end')
  expect(peer.received()).toBe('last')
})
