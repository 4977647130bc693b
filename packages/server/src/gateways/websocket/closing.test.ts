// Tests of how connections of our own wire begin and end.

import { expect, test } from 'vitest'

import { house, type HouseOptions } from '../http/fixtures.ts'
import { clientFrame, frameClient, opcodes, person } from './fixtures.ts'

test('[R-WS-7] a page of another site is not let in; one of ours, an allowed one, and no page are', async () => {
  await using place = await house({ origins: ['https://friend.example'] })
  const comes = (...headers: string[]) => frameClient(place.at, headers).then((client) => client.socket.destroy())
  const own = `Origin: http://${place.at.host}:${place.at.port}`
  for (const header of [own, 'Origin: https://friend.example', 'X-Nothing: 1']) await comes(header)
  for (const origin of ['https://evil.example', 'null', `${own.slice(8)}.evil.example`]) {
    await expect(comes(`Origin: ${origin}`)).rejects.toThrow('HTTP/1.1 403 Forbidden')
  }
})

test('[R-WS-7] a handshake that is none is refused', async () => {
  await using place = await house()
  await expect(frameClient(place.at, ['Sec-WebSocket-Version: 99'])).rejects.toThrow('HTTP/1.1 400 ')
})

const small: HouseOptions = { limits: { frame_bytes_max: 1_000 } }

test.each([
  ['a binary message', clientFrame('x', { opcode: opcodes.binary }), 1003],
  ['a text that is not UTF-8', clientFrame(Buffer.of(0xc3, 0x28)), 1007],
  ['a message that is too long', clientFrame('x'.repeat(1_001)), 1009],
  ['fragments that are too long together', fragments('x'.repeat(600), 'x'.repeat(600)), 1009],
  ['a frame without a mask', clientFrame('x', { masked: false }), 1002],
  ['a continuation of nothing', clientFrame('x', { opcode: opcodes.continuation }), 1002],
  ['a kind of frame that there is not', clientFrame('x', { opcode: 5 }), 1002],
])('[R-WS-8] %s ends the connection with its code', async (_name, bytes, code) => {
  await using place = await house(small)
  const client = await frameClient(place.at)
  client.send(bytes)
  const { payload } = await client.hears(({ opcode }) => opcode === opcodes.close)
  expect(payload.readUInt16BE(0)).toBe(code)
  client.send(clientFrame(payload, { opcode: opcodes.close }))
  expect(await client.closed()).toBe(code)
})

function fragments(first: string, second: string): Buffer {
  return Buffer.concat([clientFrame(first, { fin: false }), clientFrame(second, { opcode: opcodes.continuation })])
}

test('[R-WS-9] a client that closes is answered, and its person may come back', async () => {
  await using place = await house()
  const client = await person(place.at, 'ann')
  client.send(clientFrame(Buffer.of(0x03, 0xe9), { opcode: opcodes.close }))
  expect(await client.closed()).toBe(1001)
  expect(place.brain.chat.people.byName('ann')).toBeDefined()
})

test('[R-WS-9] nothing follows our close frame', async () => {
  await using place = await house()
  const [ann, bob] = [await person(place.at, 'ann'), await person(place.at, 'bob')]
  ann.send(
    clientFrame('{"id":1,"do":"message.send","with":{"room":"lobby","body":"last"}}'),
    clientFrame('x', { opcode: opcodes.binary }),
    clientFrame('{"id":2,"do":"session.ping"}'),
  )
  for (let id = 1; id <= 5; id++) bob.ask(id, 'message.send', { room: 'lobby', body: `${id}` })
  await bob.isTold(({ re }) => re === 5)
  await ann.hears(({ opcode }) => opcode === opcodes.close)
  ann.socket.end()
  await ann.closed()
  expect(ann.frames.at(-1)?.opcode).toBe(opcodes.close)
  bob.socket.destroy()
})

test('[R-WS-10] who leaves is answered and then let go, and their name is free', async () => {
  await using place = await house()
  const client = await person(place.at, 'ann')
  client.ask(1, 'session.leave')
  await client.isTold(({ re }) => re === 1)
  const { payload } = await client.hears(({ opcode }) => opcode === opcodes.close)
  expect(payload.readUInt16BE(0)).toBe(1000)
  client.socket.end()
  await client.closed()
  const again = await person(place.at, 'ann')
  again.socket.destroy()
})

test('[R-WS-11] a server that stops says so, and lets nobody in', async () => {
  await using place = await house()
  const client = await person(place.at, 'ann')
  place.brain.chat.close()
  const closed = place.doors.websocket.close()
  const { data } = await client.isTold(({ on }) => on === 'session.closing')
  expect(data).toMatchObject({ reason: 'shutdown' })
  await expect(frameClient(place.at)).rejects.toThrow('HTTP/1.1 503 ')
  const { payload } = await client.hears(({ opcode }) => opcode === opcodes.close)
  client.send(clientFrame(payload, { opcode: opcodes.close }))
  expect(await client.closed()).toBe(1001)
  expect(client.told.filter(({ on }) => on === 'session.closing')).toHaveLength(1)
  await closed
})

test('[R-WS-11] a door that closes alone says the same', async () => {
  await using place = await house()
  const client = await person(place.at, 'ann')
  const closed = place.doors.websocket.close()
  expect(await client.isTold(({ on }) => on === 'session.closing')).toMatchObject({ data: { reason: 'shutdown' } })
  client.socket.end()
  expect(await client.closed()).toBe(1001)
  await closed
})
