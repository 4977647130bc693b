// What holds for every stream and every fragmentation: one verdict, never taken back, never an error, bounded work.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BYTES_MAX, arrive, dice, everyByte, glue, look, raw } from './detect/fixtures.ts'
import { STREAMS, WIRES } from './detect/streams.fixtures.ts'
import type { Stream } from './detect/words.fixtures.ts'

/** A generated stream of one of the wires; the seed in a failure makes it again. */
const streams = fc
  .record({ name: fc.constantFrom(...WIRES), seed: fc.nat() })
  .map(({ name, seed }): Stream => STREAMS[name](dice(seed)))
const cutsOf = fc.array(fc.nat({ max: 90 }), { maxLength: 12 }).map((cuts) => cuts.toSorted((a, b) => a - b))
const stops = fc.constantFrom('quiet', 'ended')

/** Bytes that many rules care about, so that random streams come near them. */
const PIECES = [
  '\0',
  '\0\0\0',
  '\n',
  '\r\n',
  ' ',
  '{',
  '}',
  '"',
  ':',
  '\\',
  'GET /',
  ' HTTP/1.1',
  'NICK bob',
  'CAP LS',
  'SSH-2.0-',
  'PROXY UNKNOWN',
  '\xa1',
  '\xff',
  '\xfb',
  '\x01',
  '\x16',
  '\x03',
  'é',
  'x',
  '\xef\xbb\xbf',
  '\0'.repeat(27),
  'y'.repeat(32),
]
const pieced = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => raw(pieces.join('')))
const anything = fc.oneof(
  pieced,
  fc.uint8Array({ maxLength: 80 }),
  streams.map(({ bytes }) => bytes),
)

test.each(WIRES)('%s: every fragmentation gets the verdict [R-DETECT-1]', (name) => {
  fc.assert(
    fc.property(fc.nat(), cutsOf, stops, (seed, cuts, stop) => {
      const { bytes, verdict } = STREAMS[name](dice(seed))
      expect(
        arrive(
          bytes,
          cuts.filter((cut) => cut < bytes.length),
          stop,
        ),
      ).toEqual(verdict)
    }),
    { numRuns: 150 },
  )
})

test('any bytes at all: whole and in pieces are the same [R-DETECT-1]', () => {
  fc.assert(
    fc.property(anything, cutsOf, stops, (bytes, cuts, stop) => {
      const whole = arrive(bytes, [], stop)
      expect(
        arrive(
          bytes,
          cuts.filter((cut) => cut < bytes.length),
          stop,
        ),
      ).toEqual(whole)
      expect(arrive(bytes, everyByte(bytes).slice(0, 200), stop)).toEqual(whole)
    }),
    { numRuns: 2000 },
  )
})

test('what is certain stays certain with every further byte, and quiet decides only what is idle [R-DETECT-3]', () => {
  fc.assert(
    fc.property(anything, anything, (first, second) => {
      const before = look(first)
      const certain = typeof before === 'object'
      const later = [look(glue(first, second)), look(glue(first, second), { quiet: true, ended: true })]
      expect(certain ? later : []).toEqual(certain ? [before, before] : [])
      const quiet = look(first, { quiet: true })
      expect(before === 'idle' ? typeof quiet : quiet).toEqual(before === 'idle' ? 'object' : before)
      expect(look(first, { ended: true })).toBeTypeOf('object')
    }),
    { numRuns: 3000 },
  )
})

test('a pause anywhere in the first message misroutes none of the wires that have their own shape [R-DETECT-26]', () => {
  const shaped = fc
    .constantFrom('tls', 'length-prefixed', 'course-json')
    .chain((name) => fc.nat().map((seed) => STREAMS[name](dice(seed))))
  fc.assert(
    fc.property(shaped, fc.nat({ max: 60 }), ({ bytes, verdict }, cut) => {
      fc.pre(cut < bytes.length && (verdict.wire !== 'course-json' || bytes[0] === 0x7b))
      expect(['more', verdict]).toContainEqual(look(bytes.subarray(0, cut), { quiet: true }))
    }),
    { numRuns: 1000 },
  )
})

describe('work', () => {
  const long = (opening: string, repeated: string): Uint8Array => raw(opening.padEnd(BYTES_MAX, repeated))
  const worst = [
    ...['{', '{"', ' ', '\n', '\0', 'x', '{"a', '\xff', '\0\0\0\x0e', ' \0', '\x16\x03'].map((text) =>
      long(text, text.slice(-1)),
    ),
    ...[' ', '\n', '\0', '{', ' {'].map((text) => long('{', text)),
    ...['/', ' /', ' ', ' HTTP/1.1'].map((text) => long('GET /', text)),
    ...['\n', '\r', ' x', ':', ' :', ' '].map((text) => long('NICK a\nWEBIRC a b c d', text)),
  ]

  test.each(worst.map((stream) => ({ stream })))(
    'one byte at a time up to the limit costs little: %# [R-DETECT-25]',
    ({ stream }) => {
      const begin = performance.now()
      for (const cut of everyByte(stream)) look(stream.subarray(0, cut))
      const each = (performance.now() - begin) / BYTES_MAX
      expect(each).toBeLessThan(0.3) // milliseconds, over ten times what it takes: this is against a quadratic slip
    },
  )

  test('a line as long as the limit, and many megabytes in one read, cost no more [R-DETECT-25]', () => {
    const lines = worst.map((bytes) => glue(bytes.subarray(0, BYTES_MAX - 40), raw(' HTTP/1.1 \n')))
    const image = glue(raw('\x02\x00\x00\x00{"Image":['), new Uint8Array(32 * 1024 * 1024).fill(0x31))
    for (const bytes of [...lines, image]) {
      const begin = performance.now()
      for (let times = 0; times < 20; times++) look(bytes)
      expect((performance.now() - begin) / 20).toBeLessThan(5) // milliseconds
    }
  })
})
