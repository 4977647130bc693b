// Lines read and written (RFC 1459, 2.3.1; IRCv3 message-tags).

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { escapeTag, formatLine, parseLine, unescapeTag } from './line.ts'

describe('reading', () => {
  test.each([
    ['NICK bob', 'NICK', ['bob']],
    ['nick  bob', 'NICK', ['bob']],
    [':bob!b@h PRIVMSG #a :hello  there', 'PRIVMSG', ['#a', 'hello  there']],
    ['PRIVMSG #a :', 'PRIVMSG', ['#a', '']],
    ['PRIVMSG #a ::)', 'PRIVMSG', ['#a', ':)']],
    ['JOIN #a:b', 'JOIN', ['#a:b']],
    ['@a=b;c PING :x', 'PING', ['x']],
  ])('%j [R-IRC-3]', (text, verb, params) => {
    expect(parseLine(text)).toMatchObject({ verb, params })
  })

  test('a line without a verb is none [R-IRC-3]', () => {
    const lines = ['', ' ', '@a=b', '@a=b ', ':source', ':source ', ' :']
    expect(lines.filter((text) => parseLine(text) !== undefined)).toEqual([])
  })
})

test('a text always has a colon; other parameters where they need one [R-IRC-6]', () => {
  expect(formatLine({ verb: 'PRIVMSG', params: ['#a', 'hi'] })).toBe('PRIVMSG #a :hi\r\n')
  expect(formatLine({ verb: 'JOIN', params: ['#a'] })).toBe('JOIN #a\r\n')
  expect(formatLine({ verb: 'TOPIC', params: ['#a', ''] })).toBe('TOPIC #a :\r\n')
})

test('what cannot stand in the middle of a line is shown with `_`, or as `*` [R-IRC-6]', () => {
  expect(formatLine({ verb: '432', params: ['*', ':x', 'a b', '', 'No'] })).toBe('432 * _x a_b * No\r\n')
})

test('whatever the parameters say, there is one line, and it reads back the same [R-IRC-6]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = formatLine({ verb: 'PRIVMSG', params: ['#a', text] })
      expect(line.slice(0, -2)).not.toMatch(/[\r\n\0]/u)
      expect(parseLine(line.slice(0, -2))?.params[1]).toBe(text.replace(/[\0\r\n]+/gu, ' '))
    }),
  )
})

test('a tag’s value is read back as it was written, and a lone backslash at its end is dropped [R-IRC-6]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(unescapeTag(escapeTag(value))).toBe(value)
    }),
  )
  expect(unescapeTag('a\\:b\\sc\\\\d\\xe\\')).toBe('a;b c\\dxe')
})
