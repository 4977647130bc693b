// Proves how fast somebody may speak: a burst at once, then so many a second, and never a refusal.

import { limits } from '@hubbub/protocol'
import { manualClock } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { floodGate } from './flood.ts'

const { flood_burst_messages: burst, flood_messages_per_second: perSecond } = limits

test('[R-EDGE-30] a burst passes at once, then the reading waits until there is room for more', async () => {
  const clock = manualClock()
  const gate = floodGate(clock, limits, true)
  for (let message = 0; message < burst; message++) expect(gate.take(1)).toBeUndefined()
  let passed = false
  const waiting = gate.take(2)?.then(() => (passed = true))
  clock.advance(2_000 / perSecond - 1)
  await Promise.resolve()
  expect(passed).toBe(false)
  clock.advance(1)
  await waiting
  expect(gate.take(1)).toBeInstanceOf(Promise)
})

test('[R-EDGE-30] who was quiet for long has one burst again and no more', () => {
  const clock = manualClock()
  const gate = floodGate(clock, limits, true)
  expect(gate.take(burst)).toBeUndefined()
  clock.advance(3_600_000)
  expect(gate.take(burst)).toBeUndefined()
  expect(gate.take(1)).toBeInstanceOf(Promise)
})

test('[R-EDGE-30] a clock that is set back takes nothing away', () => {
  const times = [10_000, 10_000, 4_000]
  const gate = floodGate({ ...manualClock(), now: () => times.shift() ?? 4_000 }, limits, true)
  expect(gate.take(burst - 1)).toBeUndefined()
  expect(gate.take(1)).toBeUndefined()
})

test('[R-EDGE-31] with the limits off everything passes', () => {
  const gate = floodGate(manualClock(), limits, false)
  expect(gate.take(1_000_000)).toBeUndefined()
})
