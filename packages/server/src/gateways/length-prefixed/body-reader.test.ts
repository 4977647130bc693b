// Tests of cutting a stream into bodies, and of what is kept of those that are not complete.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { cut } from '../kit/fixtures.ts'
import { type Body, BodyMemory, BodyReader } from './body-reader.ts'
import { prefixed } from './fixtures.ts'

function readerOf(options: { prefixBytes?: 4 | 8; bodyBytesMax?: number; memory?: BodyMemory } = {}): BodyReader {
  return new BodyReader({ prefixBytes: 4, bodyBytesMax: 1_000_000, memory: new BodyMemory(10_000_000), ...options })
}

/** Copies, because a body is good only until the next one is asked for. */
function read(reader: BodyReader, ...pieces: Uint8Array[]): Body[] {
  const found: Body[] = []
  for (const piece of pieces) {
    for (const body of reader.read(Buffer.from(piece))) found.push(typeof body === 'string' ? body : Buffer.from(body))
  }
  return found
}

test('[R-PREFIXED-1] however a stream is cut, the bodies are the same', () => {
  const sent = ['{"Text":"hi"}', '', 'x'.repeat(300), 'y'].map((text) => Buffer.from(text))
  const stream = Buffer.concat(sent.map(prefixed))
  fc.assert(
    fc.property(cut(stream), (pieces) => {
      expect(read(readerOf(), ...pieces)).toEqual(sent)
    }),
  )
})

test('[R-PREFIXED-1] one byte at a time', () => {
  const stream = prefixed(Buffer.from('{"Text":"hi"}'))
  expect(read(readerOf(), ...Array.from(stream, (byte) => Buffer.of(byte)))).toEqual([Buffer.from('{"Text":"hi"}')])
})

test('[R-PREFIXED-12] a length of eight bytes', () => {
  const stream = Buffer.concat([Buffer.alloc(4), prefixed(Buffer.from('abc'))])
  expect(read(readerOf({ prefixBytes: 8 }), stream.subarray(0, 7), stream.subarray(7))).toEqual([Buffer.from('abc')])
  expect(read(readerOf({ prefixBytes: 8 }), Buffer.alloc(8, 0xff))).toEqual(['too-large'])
})

test('[R-PREFIXED-11] a body that is announced too large is refused before it comes, and nothing more is read', () => {
  const reader = readerOf({ bodyBytesMax: 100 })
  expect(read(reader, prefixed(Buffer.alloc(100)), Buffer.of(0, 0, 0, 101), prefixed(Buffer.from('a')))).toEqual([
    Buffer.alloc(100),
    'too-large',
  ])
  expect(read(reader, prefixed(Buffer.from('b')))).toEqual([])
})

test('[R-PREFIXED-11] what all connections keep together is bounded, and given back', () => {
  const memory = new BodyMemory(150_000)
  const [first, second] = [readerOf({ memory }), readerOf({ memory })]
  const large = prefixed(Buffer.alloc(100_000))
  expect(read(first, large.subarray(0, 90_000))).toEqual([])
  expect(read(second, large.subarray(0, 90_000))).toEqual(['busy'])
  expect(read(second, large)).toEqual([])
  const third = readerOf({ memory })
  expect(read(third, prefixed(Buffer.alloc(140_000)))).toHaveLength(1) // whole at once: not kept
  expect(read(first, large.subarray(90_000))).toHaveLength(1)
  expect(read(third, large.subarray(0, 99_000))).toEqual([])
  third.close()
  third.close()
  expect(read(first, large.subarray(0, 99_000), large.subarray(99_000))).toHaveLength(1)
  expect(memory.take(150_000)).toBe(true)
})

test('[R-PREFIXED-11] who announces much and sends little costs little', () => {
  const memory = new BodyMemory(70_000)
  expect(read(readerOf({ memory }), Buffer.of(0, 0x0f, 0, 0), Buffer.alloc(65_536))).toEqual([])
  expect(memory.take(10_000)).toBe(false)
  expect(memory.take(70_000 - 65_536)).toBe(true)
})

test('[R-PREFIXED-11] what is closed while a body is being handled is given back once', () => {
  const memory = new BodyMemory(100_000)
  const reader = readerOf({ memory })
  const large = prefixed(Buffer.alloc(80_000))
  read(reader, large.subarray(0, 10))
  for (const body of reader.read(Buffer.from(large.subarray(10)))) {
    expect(body).toHaveLength(80_000)
    reader.close()
  }
  expect(memory.take(100_000)).toBe(true)
  expect(memory.take(1)).toBe(false)
})
