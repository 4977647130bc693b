// Tests of `Range` headers: which bytes they ask for, and that no header can ask for others than there are.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readRange } from './range.ts'

const part = (start: number, end: number) => ({ kind: 'part', start, end })

test.each([
  ['bytes=0-0', part(0, 1)],
  ['bytes=2-4', part(2, 5)],
  ['bytes=7-', part(7, 10)],
  ['bytes=-3', part(7, 10)],
  ['bytes=-99', part(0, 10)],
  ['bytes=5-99999999999999999999', part(5, 10)],
  ['Bytes=1-1', part(1, 2)],
])('[R-HTTP-20] a single range is a part: %s', (header, asked) => {
  expect(readRange(header, 10)).toEqual(asked)
})

test.each(['bytes=10-', 'bytes=10-20', 'bytes=-0', `bytes=${'9'.repeat(400)}-`])(
  '[R-HTTP-22] a range that begins after the end cannot be had: %s',
  (header) => {
    expect(readRange(header, 10)).toEqual({ kind: 'unsatisfiable' })
  },
)

test.each([
  undefined,
  '',
  'bytes',
  'bytes=',
  'bytes=-',
  'bytes=4-2',
  'bytes=0-1,3-4',
  'lines=1-2',
  'bytes=a-b',
  'bytes=-1-2',
])('[R-HTTP-23] anything else asks for the whole file: %s', (header) => {
  expect(readRange(header, 10)).toEqual({ kind: 'whole' })
})

test('[R-HTTP-20] no range reaches outside of the file', () => {
  const number = fc.oneof(fc.constant(''), fc.nat().map(String), fc.bigInt({ min: 0n }).map(String))
  fc.assert(
    fc.property(number, number, fc.nat({ max: 1_000 }), (first, last, bytes) => {
      const asked = readRange(`bytes=${first}-${last}`, bytes)
      if (asked.kind !== 'part') return
      expect(asked.start).toBeGreaterThanOrEqual(0)
      expect(asked.start).toBeLessThan(asked.end)
      expect(asked.end).toBeLessThanOrEqual(bytes)
    }),
  )
})
