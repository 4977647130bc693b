import type { Asked, Message } from '@hubbub/protocol'
import { say, testBrain } from '@hubbub/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'

type Span = Omit<Asked<'message.history'>, 'room' | 'events'>

test('[R-MESSAGE-28] a history with events has topics and lasting signals at their times, and they count', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  await alice.do('room.create', { name: 'Tea' })
  const told: { at: number; shown: string }[] = []
  const clock = () => brain.clock.advance(1_000)
  for (const n of [1, 2, 3]) {
    clock()
    await alice.do('room.topic', { room: 'tea', topic: `topic ${n}` })
    told.push({ at: brain.clock.now(), shown: `topic ${n}` })
    // The clock stands still: what follows is later all the same.
    const { at } = await say(alice, `said ${n}`, { room: 'tea' })
    told.push({ at, shown: `said ${n}` })
    const signal = await alice.do('message.signal', { room: 'tea', tags: { n: `${n}` }, lasting: true })
    told.push({ at: signal.at, shown: `signal ${n}` })
  }
  const page = async (span: Span) => {
    const { entries, events = [], more } = await alice.do('message.history', { room: 'tea', events: true, ...span })
    const shown = [
      ...entries.map(({ at, body }: Message) => ({ at, shown: body })),
      ...events.map(({ at, topic, tags }) => ({ at, shown: topic ?? `signal ${tags?.['n']}` })),
    ]
    return { shown: shown.toSorted((one, other) => one.at - other.at), more }
  }
  expect(new Set(told.map(({ at }) => at)).size).toBe(told.length)
  await expect(page({})).resolves.toEqual({ shown: told, more: false })
  await expect(page({ limit: 2 })).resolves.toEqual({ shown: told.slice(-2), more: true })
  await expect(page({ after: 2, limit: 2 })).resolves.toEqual({ shown: told.slice(5, 7), more: true })
  await expect(page({ before: 2 })).resolves.toEqual({ shown: told.slice(0, 4), more: false })
  await expect(page({ around: 2, limit: 1 })).resolves.toEqual({ shown: told.slice(4, 5), more: true })
  await expect(page({ around: 2, limit: 4 })).resolves.toEqual({ shown: told.slice(2, 6), more: true })
  await expect(page({ around: 99, limit: 4 })).resolves.toEqual({ shown: told.slice(-2), more: true })
  const { entries } = await alice.do('message.history', { room: 'tea', limit: 2 })
  expect(entries.map(({ body }) => body)).toEqual(['said 2', 'said 3'])
})

test('[R-MESSAGE-28] whatever is between two times comes once, from the end that is asked for', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  await alice.do('room.create', { name: 'Tea' })
  const begin = brain.clock.now()
  for (let n = 1; n <= 12; n++) {
    brain.clock.advance(10)
    if (n % 3 === 0) await alice.do('room.topic', { room: 'tea', topic: `${n}` })
    else await say(alice, `${n}`, { room: 'tea' })
  }
  const time = fc.integer({ min: 0, max: 13 })
  const spans = fc.record({ first: time, last: time, limit: fc.integer({ min: 1, max: 14 }), newest: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(spans, async ({ first, last, limit, newest }) => {
      const from = newest ? 'newest' : 'oldest'
      const bounds = { afterAt: begin + first * 10, beforeAt: begin + last * 10, from, limit } as const
      const read = await alice.do('message.history', { room: 'tea', events: true, ...bounds })
      const ns = [...read.entries.map(({ at }) => at), ...(read.events ?? []).map(({ at }) => at)]
      const all = Array.from({ length: 12 }, (_, i) => i + 1).filter((n) => n > first && n < last)
      const wanted = newest ? all.slice(-limit) : all.slice(0, limit)
      expect(ns.map((at) => (at - begin) / 10).toSorted((one, other) => one - other)).toEqual(wanted)
      expect(read.more).toBe(wanted.length < all.length)
    }),
    { numRuns: 60 },
  )
})

test('[R-MESSAGE-29] a lasting signal is told with the time that it is kept under, others are not kept', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Tea' })
  await bob.do('room.join', { room: 'tea' })
  const tags = { a: 'b' }
  const signal = (more: Partial<Asked<'message.signal'>>) => alice.do('message.signal', { room: 'tea', tags, ...more })
  const { at } = await say(alice, 'hello', { room: 'tea' })
  const kept = await signal({ lasting: true })
  await signal({})
  await signal({ lasting: true, least: 'moderator' })
  expect(kept.at).toBe(at + 1)
  const by = { id: alice.entered.person.id, name: 'alice' }
  const { payload } = await bob.hears('message.signal')
  expect(payload).toEqual({ room: 'tea', author: by, tags, lasting: true, ...kept })
  const { events } = await bob.do('message.history', { room: 'tea', events: true })
  expect(events).toEqual([{ at: kept.at, by, tags }])
})
