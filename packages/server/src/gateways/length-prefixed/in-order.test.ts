// Tests of keeping events in order while some of them are made ready.

import type { Audience, Heard, Listener } from '@hubbub/core'
import { expect, test } from 'vitest'

import type { WireOutlet } from '../kit/ears.ts'
import { inOrder, type Prepare } from './in-order.ts'

const listener: Listener = {
  outlet: { audience: () => undefined as never },
  tell: () => {},
  drained: () => Promise.resolve(),
  end: () => {},
}

const said = (body: string): Heard => ({
  name: 'message.posted',
  payload: { room: 'lobby', seq: 1, at: 0, author: { id: 1, name: 'ann' }, body },
  backlog: false,
})
const bodyOf = (heard: Heard): string => (heard.name === 'message.posted' ? heard.payload.body : heard.name)

/** An audience that keeps what it is told; bodies that end in `?` wait until the test lets them go. */
function place({ waitingMax = 100, listeners = [listener] } = {}) {
  const told: string[] = []
  const held = new Map<string, () => void>()
  const asked: string[] = []
  const inside: Audience = {
    size: listeners.length,
    add: () => {},
    delete: () => {},
    post: (heard) => void told.push(bodyOf(heard)),
  }
  const outlet: WireOutlet = { encode: () => null, audience: () => inside }
  const prepare: Prepare = (heard) => {
    const body = bodyOf(heard)
    asked.push(body)
    return body.endsWith('?') ? new Promise((resolve) => held.set(body, resolve)) : undefined
  }
  const audience = inOrder(outlet, prepare, waitingMax).audience()
  const letGo = async (body: string): Promise<void> => {
    held.get(body)?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { told, asked, letGo, post: (...bodies: string[]) => bodies.forEach((body) => audience.post(said(body))) }
}

test('[R-PREFIXED-9] what needs nothing is told at once; what comes after something that does waits for it', async () => {
  const { told, asked, letGo, post } = place()
  post('a', 'b?', 'c', 'd?', 'e')
  expect(told).toEqual(['a'])
  await letGo('b?')
  expect(told).toEqual(['a', 'b?', 'c'])
  post('f')
  await letGo('d?')
  expect(told).toEqual(['a', 'b?', 'c', 'd?', 'e', 'f'])
  post('g')
  expect(told.at(-1)).toBe('g')
  expect(asked).toEqual(['a', 'b?', 'c', 'd?', 'e', 'f', 'g'])
})

test('[R-PREFIXED-9] when too much waits it is told as it is, still in order', async () => {
  const { told, letGo, post } = place({ waitingMax: 3 })
  post('a?', 'b', 'c')
  expect(told).toEqual([])
  post('d', 'e')
  expect(told).toEqual(['a?', 'b', 'c', 'd', 'e'])
  await letGo('a?')
  post('f')
  expect(told.at(-1)).toBe('f')
})

test('[R-PREFIXED-9] nothing is made ready where nobody listens', () => {
  const { asked, told, post } = place({ listeners: [] })
  post('a?', 'b')
  expect([asked, told]).toEqual([[], []])
})
