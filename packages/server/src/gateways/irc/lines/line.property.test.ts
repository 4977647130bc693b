// Proves that lines are read and written soundly, whatever stands in them and however they were split on their way.

import { limits } from '@hubbub/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { LineReader, type Read } from '../intake/line-reader.ts'
import { escapeTag, formatLine, parseLine, unescapeTag } from './line.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('a', ':', ' ', '@', ';', '=', '\\', '\r', '\n', '\0', '+', '\u{1f44d}'),
    maxLength: 40,
  }),
)
const key = fc.stringMatching(/^\+?[a-z0-9-]{1,10}(?:\/[a-z0-9-]{1,10})?$/u)
const tags = fc.uniqueArray(fc.tuple(key, text), { selector: ([name]) => name, maxLength: 5 })
const verb = fc.stringMatching(/^[A-Z]{1,10}$|^\d{3}$/u)
const source = fc.option(fc.stringMatching(/^[a-z]{1,8}(?:![a-z]{1,8}@[a-z.]{1,8})?$/u), { nil: undefined })

/** What a parameter may be that comes back as it was given: only the last may be empty, begin with a colon or have spaces. */
const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((one) => !/^:|[ \0\r\n]/u.test(one))
const trailing = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !/[\0\r\n]/u.test(one))

test('[R-IRC-400] reading throws nothing, whatever the line; what is read is a verb in upper case, and whole parameters', () => {
  fc.assert(
    fc.property(text, (line) => {
      const read = parseLine(line)
      if (read === undefined) return
      expect(read.verb).not.toBe('')
      expect(read.verb).toBe(read.verb.toUpperCase())
      for (const param of read.params.slice(0, -1)) expect(param).toMatch(/^[^: ][^ ]*$/u)
    }),
    { numRuns: 2_000 },
  )
})

test('[R-IRC-400] what is written is read again as it was (RFC 1459, 2.3.1; IRCv3 message-tags)', () => {
  fc.assert(
    fc.property(tags, verb, fc.tuple(source, fc.array(word, { maxLength: 5 }), trailing), (given, name, rest) => {
      const [from, words, last] = rest
      const out = { verb: name, params: [...words, last], ...(from === undefined ? {} : { source: from }) }
      const written = formatLine(out, given)
      const line = parseLine(written.slice(0, -2))
      expect(line?.verb).toBe(name)
      expect(line?.params).toEqual(out.params)
      expect([...(line?.tags ?? [])]).toEqual(given)
    }),
    { numRuns: 2_000 },
  )
})

test('[R-IRC-400] whatever is written is one line that ends in CR LF, with all its parameters', () => {
  fc.assert(
    fc.property(tags, verb, fc.array(text, { maxLength: 6 }), (given, name, params) => {
      const written = formatLine({ verb: name, params, source: 'irc.test' }, given)
      expect(written).toMatch(/^[^\r\n]*\r\n$/u)
      expect(parseLine(written.slice(0, -2))?.params).toHaveLength(params.length)
    }),
    { numRuns: 2_000 },
  )
})

test('[R-IRC-400] values of tags are escaped and unescaped to what they were (message-tags, "Escaping values")', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(unescapeTag(escapeTag(value))).toBe(value)
      expect(escapeTag(value)).not.toMatch(/[ ;\r\n]/u)
    }),
  )
})

const bytes = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.uint8Array({ maxLength: 40 }) },
      {
        weight: 4,
        arbitrary: fc
          .constantFrom('\r\n', '\n', 'NICK a\r\n', '@a=b PRIVMSG #a :hi\r\n')
          .map((one) => Buffer.from(one)),
      },
      // Around each limit, and far beyond.
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(
            510,
            511,
            1_022,
            1_023,
            4_095,
            4_096,
            limits.irc_line_bytes_max,
            limits.irc_line_bytes_max + 1,
            20_000,
          )
          .map((length) => Buffer.alloc(length, 'a')),
      },
    ),
    { maxLength: 12 },
  )
  .map((all) => Buffer.concat(all))

test('[R-IRC-401] however the bytes are split on their way, the same lines are read, and no line is longer than its limit', () => {
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(30_000), { maxLength: 6 }), (all, cuts) => {
      const whole = readAll([all])
      const places = [0, ...cuts.map((cut) => Math.min(cut, all.length)).toSorted((a, b) => a - b), all.length]
      expect(readAll(places.slice(1).map((end, at) => all.subarray(places[at], end)))).toEqual(whole)
      const lines = whole.flatMap((one) => (one.is === 'line' || one.is === 'long' ? [one.text] : []))
      expect(lines.filter((line) => line === '' || line.includes('\n'))).toEqual([])
      expect(lines.filter((line) => Buffer.byteLength(line) > limits.irc_line_bytes_max)).toEqual([])
    }),
    { numRuns: 500, examples: [[Buffer.from([0, 13, 10]), []]] },
  )
})

/** Up to a line without end, after which nothing is read. */
function readAll(pieces: readonly Buffer[]): Read[] {
  const reader = new LineReader()
  const all = pieces.flatMap((piece) => [...reader.read(piece)])
  const end = all.findIndex(({ is }) => is === 'endless')
  return end < 0 ? all : all.slice(0, end + 1)
}
