// Tests of our own wire: requests, replies and events as frames.

import { afterAll, expect, test } from 'vitest'

import { house } from '../http/fixtures.ts'
import { clientFrame, frameClient, opcodes, person } from './fixtures.ts'

const place = await house()
afterAll(() => place[Symbol.asyncDispose]())

test('[R-WS-1] a request is answered under its id, with what it asked for or with why not', async () => {
  const client = await frameClient(place.at)
  client.ask(7, 'session.ping', {})
  expect(await client.isTold(({ re }) => re === 7)).toEqual({ re: 7, ok: { at: place.brain.clock.now() } })
  client.ask(8, 'message.send', { room: 'lobby', body: 'x' })
  expect(await client.isTold(({ re }) => re === 8)).toMatchObject({
    re: 8,
    error: { code: 'not-identified', retry: false },
  })
  client.send(clientFrame('{"id":9,"do":"session.ping"}'))
  expect(await client.isTold(({ re }) => re === 9)).toMatchObject({ ok: {} })
  client.socket.destroy()
})

test('[R-WS-2] replies come in the order of their requests, whatever each costs', async () => {
  const client = await person(place.at, 'ann')
  const asked = Array.from({ length: 60 }, (_, index) => index + 1)
  const kinds = [
    (id: number) => JSON.stringify({ id, do: 'message.send', with: { room: 'lobby', body: `${id}` } }),
    (id: number) => JSON.stringify({ id, do: 'nonsense' }),
    (id: number) => `{"id":${id},"do":5}`,
    (id: number) => JSON.stringify({ id, do: 'session.ping' }),
    (id: number) => JSON.stringify({ id, do: 'person.list' }),
  ]
  client.send(...asked.map((id) => clientFrame(kinds[id % kinds.length]?.(id) ?? '')))
  await client.isTold(({ re }) => re === 60)
  expect(client.told.flatMap(({ re }) => re ?? []).slice(1)).toEqual(asked)
  client.socket.destroy()
})

test.each([
  ['no JSON', '{"id":1,', null],
  ['no object', '[1]', null],
  ['null', 'null', null],
  ['no id', '{"do":"session.ping"}', null],
  ['a strange id', '{"id":-1,"do":"session.ping"}', null],
  ['no command', '{"id":5}', 5],
  ['an empty text', '', null],
  ['deep nesting', `${'['.repeat(30_000)}`, null],
])('[R-WS-3] %s is refused, and the connection goes on', async (_name, text, re) => {
  const client = await frameClient(place.at)
  client.send(clientFrame(text))
  client.ask(6, 'session.ping')
  await client.isTold((told) => told.re === 6)
  expect(client.told[0]).toMatchObject({ re, error: { code: 'bad-input' } })
  client.socket.destroy()
})

test('[R-WS-4] an unknown command is refused by name', async () => {
  const client = await frameClient(place.at)
  for (const [id, name] of ['no.such', 'constructor', '__proto__'].entries()) {
    client.ask(id, name)
    expect(await client.isTold(({ re }) => re === id)).toMatchObject({
      error: { code: 'unknown-command', subject: name },
    })
  }
  client.socket.destroy()
})

test('[R-WS-4] a command that carries bytes is pointed to HTTP', async () => {
  const client = await person(place.at, 'bea')
  client.ask(1, 'file.share', { room: 'lobby', name: 'a.txt' })
  const { error } = await client.isTold(({ re }) => re === 1)
  expect(error).toMatchObject({ code: 'bad-input', subject: expect.stringContaining('POST /rooms/') })
  client.socket.destroy()
})

test('[R-WS-5] everybody hears an event in the same frame, who caused it too', async () => {
  const [ann, bob] = [await person(place.at, 'cyd'), await person(place.at, 'dan')]
  ann.ask(1, 'message.send', { room: 'lobby', body: 'hëllo' })
  const isPosted = ({ on }: { on?: string }) => on === 'message.posted'
  const heard = { on: 'message.posted', data: expect.objectContaining({ room: 'lobby', body: 'hëllo' }) }
  expect(await bob.isTold(isPosted)).toEqual(heard)
  expect(await ann.isTold(isPosted)).toEqual(await bob.isTold(isPosted))
  expect(await ann.isTold(({ re }) => re === 1)).toMatchObject({ ok: { room: 'lobby' } })
  ann.socket.destroy()
  bob.socket.destroy()
})

test('[R-WS-6] a message in fragments is one message, and a ping between them is answered', async () => {
  const client = await frameClient(place.at)
  const [head, tail] = ['{"id":3,"do":"sess', 'ion.ping"}']
  client.send(
    clientFrame(head, { fin: false }),
    clientFrame('are you there', { opcode: opcodes.ping }),
    clientFrame(tail, { opcode: opcodes.continuation }),
  )
  await client.isTold(({ re }) => re === 3)
  expect(client.frames[0]).toEqual({ opcode: opcodes.pong, payload: Buffer.from('are you there') })
  client.socket.destroy()
})

test('[R-WS-6] bytes may come one at a time', async () => {
  const client = await frameClient(place.at)
  for (const byte of clientFrame('{"id":1,"do":"session.ping"}')) {
    await new Promise((resolve) => client.socket.write(Buffer.of(byte), resolve))
  }
  expect(await client.isTold(({ re }) => re === 1)).toMatchObject({ ok: {} })
  client.socket.destroy()
})
