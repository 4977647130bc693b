import { manualClock } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { Attempts } from './attempts.ts'

test('[R-ACCOUNT-7] attempts are counted for each subject, in windows of their own, and taken back', () => {
  const clock = manualClock()
  const attempts = new Attempts({ clock, countMax: 2, windowMs: 1_000, subjectsMax: 10 })
  const takeBack = attempts.take(['a', 'x'])
  attempts.take(['b', 'x'])
  expect(() => attempts.take(['c', 'x'])).toThrow(expect.objectContaining({ code: 'too-many-attempts' }))
  takeBack()
  attempts.take(['c', 'x'])
  attempts.take(['a'])
  clock.advance(1_000)
  attempts.take(['a', 'x'])
})

test('[R-ACCOUNT-7] the memory of attempts has an end', () => {
  const attempts = new Attempts({ clock: manualClock(), countMax: 1, windowMs: 1_000, subjectsMax: 2 })
  for (const subject of ['a', 'b', 'c']) attempts.take([subject])
  attempts.take(['a'])
  expect(() => attempts.take(['c'])).toThrow(expect.objectContaining({ code: 'too-many-attempts' }))
})
