// Bytes as lines (IRCv3 message-tags, "Size limit"; RFC 1459, 2.3), whatever pieces they come in.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { LineReader, type Read } from './line-reader.ts'

function readAll(pieces: readonly (Buffer | string)[]): Read[] {
  const reader = new LineReader()
  return pieces.flatMap((piece) => [...reader.read(Buffer.from(piece))])
}

const kinds = (reads: readonly Read[]) => reads.map(({ is }) => is)

describe('sizes', () => {
  test.each([
    ['a line of 512 bytes with its end', `PRIVMSG a :${'x'.repeat(499)}`, 'line'],
    ['one of 513', `PRIVMSG a :${'x'.repeat(500)}`, 'long'],
    ['one of 1,025', `PRIVMSG a :${'x'.repeat(1_012)}`, 'too-long'],
    ['tags of 4,096 with @ and space', `@+a=${'x'.repeat(4_091)} TAGMSG #a`, 'line'],
    ['tags of 4,097', `@+a=${'x'.repeat(4_092)} TAGMSG #a`, 'too-long'],
    ['tags and nothing else', `@+a=${'x'.repeat(4_092)}`, 'line'],
  ])('%s [R-IRC-1]', (_, text, is) => {
    expect(kinds(readAll([`${text}\r\nNEXT\r\n`]))).toEqual([is, 'line'])
  })

  test('a line without end is the last, in one piece or in many [R-IRC-1]', () => {
    const endless = 'x'.repeat(16_384)
    expect(kinds(readAll([`A\r\n${endless}\r\n`]))).toEqual(['line', 'endless'])
    expect(kinds(readAll(['A\r\n', ...endless])).slice(0, 2)).toEqual(['line', 'endless'])
  })
})

test('what is not UTF-8 is told as such, with what can be read of it [R-IRC-2]', () => {
  expect(readAll([Buffer.from('@label=x PRIVMSG #a :caf\xe9\r\n', 'latin1')])).toEqual([
    { is: 'not-utf8', text: '@label=x PRIVMSG #a :caf\ufffd' },
  ])
})

test('CR LF, LF alone and several CR end a line; empty lines are nothing [R-IRC-3]', () => {
  expect(readAll(['A\r\n\r\nB\n\nC\r\r\nD'])).toEqual(['A', 'B', 'C'].map((text) => ({ is: 'line', text })))
})

test('lines are the same whatever pieces they come in [R-IRC-3]', () => {
  const line = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 700 }))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.array(fc.nat(2_000), { maxLength: 8 }), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\r\n`).join(''))
      const places = [0, ...cuts.filter((at) => at < bytes.length).toSorted((one, other) => one - other), bytes.length]
      const pieces = places.slice(1).map((end, at) => bytes.subarray(places[at], end))
      expect(readAll(pieces)).toEqual(readAll([bytes]))
    }),
  )
})
