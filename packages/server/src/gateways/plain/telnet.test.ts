// Tests of taking telnet's bytes out of a stream, however it is cut.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { cut } from '../kit/fixtures.ts'
import { Telnet } from './telnet.ts'

function read(...pieces: Uint8Array[]): { text: string; answer: number[] } {
  const telnet = new Telnet()
  const parts = pieces.map((piece) => telnet.read(Buffer.from(piece)))
  return {
    text: Buffer.concat(parts.map(({ text }) => text)).toString('latin1'),
    answer: parts.flatMap(({ answer }) => [...answer]),
  }
}

const bytes = (...parts: (string | number)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part, 'latin1'))))

test('[R-PLAIN-5] text without telnet is untouched', () => {
  expect(read(bytes('hello\nwörld\n'))).toEqual({ text: 'hello\nwörld\n', answer: [] })
})

test('[R-PLAIN-5] carriage returns are no part of a line: CR LF and CR NUL are newlines', () => {
  expect(read(bytes('one\r\ntwo\r\0three\rfour\n')).text).toBe('one\ntwo\nthreefour\n')
})

test('[R-PLAIN-5] whatever is offered or asked is refused, and refusals are not answered', () => {
  const { text, answer } = read(
    bytes('a', 0xff, 0xfb, 0x1f, 0xff, 0xfd, 0x03, 'b', 0xff, 0xfc, 0x01, 0xff, 0xfe, 0x01, 'c'),
  )
  expect(text).toBe('abc')
  expect(answer).toEqual([0xff, 0xfe, 0x1f, 0xff, 0xfc, 0x03])
})

test('[R-PLAIN-5] an interrupt with its timing mark is answered, so that telnet shows text again', () => {
  expect(read(bytes(0xff, 0xf4, 0xff, 0xfd, 0x06, 'x'))).toEqual({ text: 'x', answer: [0xff, 0xfc, 0x06] })
})

test('[R-PLAIN-5] subnegotiations are skipped, with IAC IAC inside them', () => {
  expect(read(bytes('a', 0xff, 0xfa, 0x18, 0, 'xterm', 0xff, 0xff, 'y', 0xff, 0xf0, 'b')).text).toBe('ab')
})

test('[R-PLAIN-5] IAC IAC is the byte itself', () => {
  expect(read(bytes('a', 0xff, 0xff, 'b')).text).toBe('a\xffb')
})

test('[R-PLAIN-5] however the bytes are cut, text and answers are the same', () => {
  const byte = fc.oneof(fc.constantFrom(0xff, 0xff, 0xfa, 0xf0, 0xfb, 0xfd, 0x0d, 0x0a, 0), fc.nat(255))
  const stream = fc.array(byte, { maxLength: 60 }).map((list) => Buffer.from(list))
  fc.assert(
    fc.property(
      stream.chain((whole) => fc.tuple(fc.constant(whole), cut(whole))),
      ([whole, pieces]) => {
        expect(read(...pieces)).toEqual(read(whole))
      },
    ),
  )
})
