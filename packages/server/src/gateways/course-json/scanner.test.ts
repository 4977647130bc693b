// The scanner: whole objects from any stream of bytes.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { ObjectScanner } from './scanner.ts'

const bytesMax = 65_536

interface Scan {
  readonly objects: string[]
  readonly refused: boolean
  readonly scanner: ObjectScanner
}

function scan(chunks: readonly (string | Uint8Array)[], max = bytesMax): Scan {
  const scanner = new ObjectScanner(max)
  const objects: string[] = []
  for (const chunk of chunks) {
    scanner.give(Buffer.from(chunk as string))
    for (let found = scanner.next(); found !== 'more'; found = scanner.next()) {
      if (found === 'refused') return { objects, refused: true, scanner }
      objects.push(found.object)
    }
  }
  return { objects, refused: false, scanner }
}

const everyByte = (text: string | Buffer): Uint8Array[] =>
  Array.from(Buffer.from(text as string), (byte) => Uint8Array.of(byte))

/** Objects as clients in ten languages write them. */
const written = fc
  .tuple(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), fc.constantFrom(undefined, 1, 4, '\t'))
  .map(([value, indent]) => JSON.stringify(value, null, indent))

const gap = fc.stringMatching(/^[ \t\r\n\v\f\0\ufeff]{0,5}$/)

describe('whole objects', () => {
  test('[R-COURSE-1] any objects with anything allowed between them are found the same in any fragmentation', () => {
    const stream = fc.array(fc.tuple(gap, written), { maxLength: 8 })
    const cuts = fc.array(fc.nat(), { maxLength: 12 })
    fc.assert(
      fc.property(stream, gap, cuts, (objects, end, places) => {
        const bytes = Buffer.from(objects.map(([before, object]) => before + object).join('') + end)
        const result = scan(pieces(bytes, places))
        expect(result.objects).toEqual(objects.map(([, object]) => object))
        expect(result.refused).toBe(false)
        expect(result.scanner.unfinished).toBe(false)
      }),
    )
  })

  test('[R-COURSE-1] one byte at a time', () => {
    const objects = ['{"type":"A","t":"}{\\"\\\\"}', '{\n  "ñ": {"b": [{}, "]"]}\n}', '{}']
    expect(scan(everyByte(objects.join('\r\n'))).objects).toEqual(objects)
  })

  test('[R-COURSE-1] an object ends with its own brace, whatever braces stand in its texts', () => {
    expect(scan(['{"a":"}}}"}{"b":"{{\\"{"}']).objects).toEqual(['{"a":"}}}"}', '{"b":"{{\\"{"}'])
  })
})

describe('what is no object', () => {
  test.each(['hello', '[1]', '"text"', '}', '1', 'null', '{} x'])('[R-COURSE-2] %s is refused', (text) => {
    expect(scan([text]).refused).toBe(true)
    expect(scan(everyByte(text)).refused).toBe(true)
  })

  test('[R-COURSE-3] an object over the limit is refused, in one piece and in many, and before its end is there', () => {
    const fits = `{"t":"${'x'.repeat(92)}"}`
    expect(fits.length).toBe(100)
    expect(scan([fits], 100).objects).toEqual([fits])
    expect(scan([fits], 99).refused).toBe(true)
    expect(scan(everyByte(fits), 99).refused).toBe(true)
    expect(scan(everyByte(fits.slice(0, 100)), 100).objects).toEqual([fits])
    expect(scan(['{', ...everyByte('['.repeat(200))], 100).refused).toBe(true)
  })

  test('[R-COURSE-3] white space between objects is no object of any size', () => {
    const scanned = scan([' '.repeat(1_000), '\n'.repeat(1_000), '{}'], 100)
    expect(scanned.objects).toEqual(['{}'])
  })

  test('an unfinished object is known as one', () => {
    expect(scan(['{"a":']).scanner.unfinished).toBe(true)
    expect(scan(['{} \n']).scanner.unfinished).toBe(false)
  })
})

describe('the framing', () => {
  test.each([
    [['{"a":1}\n'], 'newline'],
    [['{"a":1}\r\n'], 'newline'],
    [['{"a":1} \t\n{"b":2}'], 'newline'],
    [['{"a":1}'], 'old'],
    [['\n{"a":1}'], 'old'],
    [['{"a":\n1}'], 'old'],
    [['{"a":1}{"b":2}\n'], 'old'],
    [['{"a":1}{"b":2}', '\n'], 'old'],
    [['{"a":1}', '\n'], 'newline'],
    [['{"a":1}', ' ', '\r', '\n{"b":2}'], 'newline'],
    [['{"a":', '1}', '{"b":2}\n'], 'old'],
    [['{"a":1'], undefined],
  ])('[R-COURSE-4] %j is %s', (chunks, framing) => {
    expect(scan(chunks).scanner.framing).toBe(framing)
  })

  test('[R-COURSE-4] is known together with the first object', () => {
    const scanner = new ObjectScanner(bytesMax)
    scanner.give(Buffer.from('{"a":1}\n{"b":2}\n'))
    expect(scanner.next()).toEqual({ object: '{"a":1}' })
    expect(scanner.framing).toBe('newline')
  })
})

function pieces(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)
  return cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end))
}
