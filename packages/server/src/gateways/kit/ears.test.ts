// Proves that a wire's form is written once for all who hear it, and that a form decides whether one hears oneself.

import type { Heard, HeardEvent } from '@hubbub/core'
import { type EventName, eventNames, events } from '@hubbub/protocol'
import { expect, test, vi } from 'vitest'

import { line, turn } from '../../edge/fixtures.ts'
import type { Outbound } from '../gateway.ts'
import { earsOf, outletOf } from './ears.ts'

const posted = (body: string): Heard => ({
  name: 'message.posted',
  payload: { ...events['message.posted'].example, body },
  backlog: false,
})

/** A form that shows what is said, in capitals or not, and nothing else. */
function table(show: Outbound<Form>['message.posted']): Outbound<Form> {
  const silent = Object.fromEntries(eventNames.map((name) => [name, 'silent'])) as Record<EventName, 'silent'>
  return { ...silent, 'message.posted': show, 'session.closing': () => null }
}

interface Form {
  readonly loud: boolean
}

const shout = ({ payload }: HeardEvent<'message.posted'>, { loud }: Form): string =>
  loud ? payload.body.toUpperCase() : payload.body

test('[R-EDGE-28] an event is encoded once for an audience, however many listen', async () => {
  await using here = await line()
  const show = vi.fn<typeof shout>(shout)
  const outlet = outletOf({ table: table(show), form: { loud: true }, toOrigin: true })
  const audience = outlet.audience()
  const peers = await here.peers(3)
  for (const { connection } of peers) audience.add(earsOf(connection, outlet))
  expect(audience.size).toBe(3)
  audience.post(posted('né'))
  for (const peer of peers) expect(await peer.until('É')).toBe('NÉ')
  expect(show).toHaveBeenCalledTimes(1)
})

test('[R-EDGE-28] what is silent, or nothing this time, costs nothing', async () => {
  await using here = await line()
  const outlet = outletOf({ table: table(shout), form: { loud: false }, toOrigin: true })
  const audience = outlet.audience()
  const peer = await here.peer()
  const write = vi.spyOn(peer.ours, 'write')
  const ears = earsOf(peer.connection, outlet)
  audience.add(ears)
  for (const name of ['room.created', 'session.closing'] as const) {
    const heard = { name, payload: events[name].example, backlog: false } as Heard
    expect(outlet.encode(heard)).toBeNull()
    audience.post(heard)
    ears.tell(heard)
  }
  await turn()
  expect(write).not.toHaveBeenCalled()
})

test.each([
  ['always', true, 'own other '],
  ['never', false, 'other '],
  ['only of some events', (name: EventName) => name === 'message.posted', 'own other '],
  ['of no such event', (name: EventName) => name !== 'message.posted', 'other '],
])('[R-EDGE-29] the form decides whether one hears oneself: %s', async (_when, toOrigin, heard) => {
  await using here = await line()
  const outlet = outletOf({ table: table(shout), form: { loud: false }, toOrigin })
  const audience = outlet.audience()
  const [speaker, other] = await here.two()
  const origin = earsOf(speaker.connection, outlet)
  audience.add(origin)
  audience.add(earsOf(other.connection, outlet))
  audience.post(posted('own '), origin)
  audience.post(posted('other '))
  expect(await speaker.until('other ')).toBe(heard)
  expect(await other.until('other ')).toBe('own other ')
})

test('[R-EDGE-29] an origin that listens in another form does not matter here', async () => {
  await using here = await line()
  const [quiet, loud] = [false, true].map((is) =>
    outletOf({ table: table(shout), form: { loud: is }, toOrigin: false }),
  )
  if (quiet === undefined || loud === undefined) throw new Error('two forms were made')
  const audience = quiet.audience()
  const [speaker, other] = await here.two()
  audience.add(earsOf(other.connection, quiet))
  audience.post(posted('hello'), earsOf(speaker.connection, loud))
  expect(await other.until('hello')).toBe('hello')
})

test('[R-EDGE-2] what is told to one alone stands in its place among what all hear; `end` lets go after it', async () => {
  await using here = await line()
  const outlet = outletOf({ table: table(shout), form: { loud: false }, toOrigin: true })
  const audience = outlet.audience()
  const peer = await here.peer()
  const ears = earsOf(peer.connection, outlet)
  audience.add(ears)
  audience.post(posted('1'))
  ears.tell(posted('2'))
  audience.post(posted('3'))
  audience.delete(ears)
  audience.post(posted('4'))
  await ears.drained()
  ears.end()
  await new Promise((resolve) => peer.socket.once('end', resolve))
  expect(peer.received()).toBe('123')
})
