// Proves that a connection reads no faster than its wire, hears the end where it belongs, and always ends itself.

import { EventEmitter, once } from 'node:events'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'

import type { Reader } from './connection.ts'
import { line, turn } from './fixtures.ts'

interface Recorder extends Reader {
  /** What happened, in order. */
  readonly story: string[]
  /** Resolves once so much has happened. */
  has(length: number): Promise<string[]>
}

function recorder(more: Partial<Reader> = {}): Recorder {
  const story: string[] = []
  const changes = new EventEmitter()
  const add = (event: string): void => {
    story.push(event)
    changes.emit('change')
  }
  return {
    story,
    async has(length) {
      while (story.length < length) await once(changes, 'change')
      return story
    },
    data: (bytes) => add(bytes.toString()),
    ended: () => add('ended'),
    closed: () => add('closed'),
    ...more,
  }
}

const closing = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('close', resolve))

test('[R-EDGE-12] the first bytes come again to the next reader, after `read` has returned, and the end after them', async () => {
  await using here = await line()
  const peer = await here.peer()
  const first = recorder({ data: (bytes) => peer.connection.putBack(bytes) })
  peer.connection.read(first)
  peer.socket.end('hello')
  await once(peer.ours, 'data')
  const second = recorder()
  await turn()
  peer.connection.read(second)
  expect(second.story).toEqual([])
  expect(await second.has(2)).toEqual(['hello', 'ended'])
  expect(first.story).toEqual([])
})

test('[R-EDGE-12] an end that the first reader was told is told again to the next', async () => {
  await using here = await line()
  const peer = await here.peer()
  const seen: Buffer[] = []
  const looked = new Promise<void>((resolve) =>
    peer.connection.read(recorder({ data: (bytes) => void seen.push(bytes), ended: resolve })),
  )
  peer.socket.end('all there is')
  await looked
  peer.connection.putBack(Buffer.concat(seen))
  const next = recorder()
  peer.connection.read(next)
  expect(await next.has(2)).toEqual(['all there is', 'ended'])
})

test('[R-EDGE-13] while a reader is busy nothing is read, neither bytes nor the end', async () => {
  await using here = await line()
  const peer = await here.peer()
  const busy = Promise.withResolvers<void>()
  const reader = recorder()
  peer.connection.read({
    ...reader,
    data: (bytes) => (reader.data(bytes), reader.story.length === 1 ? busy.promise : undefined),
  })
  peer.socket.write('1')
  expect(await reader.has(1)).toEqual(['1'])
  peer.socket.end('2')
  for (let turns = 0; turns < 20; turns++) await turn()
  expect(reader.story).toEqual(['1'])
  busy.resolve()
  expect(await reader.has(3)).toEqual(['1', '2', 'ended'])
})

test('[R-EDGE-14] who does not read what it asked for is not read from', async () => {
  await using here = await line({ connection_send_bytes_max: 10_000_000 })
  const peer = await here.peer({ paused: true })
  const reader = recorder()
  const ask = (bytes: Buffer): void => {
    void reader.data(bytes)
    peer.connection.queue.push(Buffer.alloc(8_000_000, 'x'))
  }
  peer.connection.read({ ...reader, data: ask })
  peer.socket.write('more')
  await reader.has(1)
  peer.socket.write('more')
  for (let turns = 0; turns < 50; turns++) await turn()
  expect(reader.story).toEqual(['more'])
  peer.socket.resume()
  expect(await reader.has(2)).toEqual(['more', 'more'])
})

test('[R-EDGE-15] after the other side has ended it can still be answered', async () => {
  await using here = await line()
  const peer = await here.peer()
  peer.connection.read(recorder({ ended: () => (peer.connection.queue.push('goodbye'), peer.connection.end()) }))
  peer.socket.end()
  await once(peer.socket, 'end')
  expect(peer.received()).toBe('goodbye')
})

test('[R-EDGE-16] `end` sends what is queued, ignores what still comes, and cuts off who does not let go', async () => {
  await using here = await line()
  const peer = await here.peer()
  const reader = recorder()
  peer.connection.read(reader)
  peer.connection.queue.push('last words')
  peer.connection.end()
  peer.connection.end()
  const socket = peer.socket
  socket.allowHalfOpen = true
  socket.write('but I')
  await once(socket, 'end')
  expect(peer.received()).toBe('last words')
  here.ports.clock.advance(here.ports.limits.connection_close_ms - 1)
  await turn()
  expect(peer.ours.destroyed).toBe(false)
  here.ports.clock.advance(1)
  await closing(peer.ours)
  expect(reader.story).toEqual(['closed'])
})

test('[R-EDGE-17] a connection that is reset is closed, once, and is no error', async () => {
  await using here = await line()
  const peer = await here.peer()
  const reader = recorder()
  peer.connection.read(reader)
  await turn()
  peer.socket.resetAndDestroy()
  await closing(peer.ours)
  peer.connection.queue.push('nobody is there')
  peer.connection.end()
  peer.connection.destroy()
  await turn()
  expect(reader.story).toEqual(['closed'])
  expect(here.errors).toEqual([])
})

test('[R-EDGE-17] who begins to read a connection that is gone already is told so', async () => {
  await using here = await line()
  const peer = await here.peer()
  peer.socket.resetAndDestroy()
  peer.ours.resume()
  await closing(peer.ours)
  const reader = recorder()
  peer.connection.read(reader)
  await turn()
  expect(reader.story).toEqual(['closed'])
})

test.each([
  [
    'throws',
    () => {
      throw new Error('a mistake of ours')
    },
  ],
  ['rejects', () => Promise.reject(new Error('a mistake of ours'))],
])('[R-EDGE-18] a wire that %s costs its own connection and nothing else', async (_how, data) => {
  await using here = await line()
  const [bad, good] = await here.two()
  bad.connection.read(recorder({ data }))
  const reader = recorder()
  good.connection.read(reader)
  bad.socket.write('x')
  await closing(bad.ours)
  good.socket.write('still here')
  expect(await reader.has(1)).toEqual(['still here'])
  expect(here.errors).toHaveLength(1)
})

test('[R-EDGE-19] a released socket gives its first bytes again, then the rest', async () => {
  await using here = await line()
  const peer = await here.peer()
  const released = Promise.withResolvers<string>()
  peer.connection.read(
    recorder({
      data(bytes) {
        peer.connection.putBack(bytes)
        const socket = peer.connection.release()
        let text = ''
        socket.on('data', (chunk) => (text += chunk))
        socket.on('end', () => released.resolve(text))
      },
    }),
  )
  peer.socket.write('first ')
  await turn()
  peer.socket.end('rest')
  expect(await released.promise).toBe('first rest')
})

test('a connection knows both its ends', async () => {
  await using here = await line()
  const peer = await here.peer()
  expect(peer.connection.remote).toBe(`127.0.0.1:${peer.socket.localPort}`)
  expect(peer.connection.local).toEqual({ host: '127.0.0.1', port: peer.socket.remotePort })
})
