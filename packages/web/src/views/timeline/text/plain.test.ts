// Tests of what is read without Markdown: it is what the reader of Markdown would have made of it.

import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'

import { readMarkdown } from './markdown.ts'
import { readPlain } from './plain.ts'

const reading = { origin: 'http://localhost:11111', names: ['bob'] }

test.each(['hello', 'two\nlines', 'two\n\nparagraphs', 'hello @bob', 'שלום', '1 and 2', 'a - b + c'])(
  '[R-WEBTL-18] %j reads the same either way',
  (text) => {
    expect(readPlain(text, reading)).toEqual(readMarkdown(text, reading))
  },
)

test.each([
  '*a*',
  '- a',
  '1. a',
  'http://a.b',
  'www.a.b',
  'a@b.c',
  '    code',
  '# a',
  '> a',
  'a\n---',
  '`a`',
  '&amp;',
  'a  \nb',
])('[R-WEBTL-18] %j may be Markdown', (text) => {
  expect(readPlain(text, reading)).toBeUndefined()
})

test('[R-WEBTL-18] whatever is read without Markdown is as Markdown has it', () => {
  const word = fc.oneof(
    fc.constantFrom('hello', '@bob', 'a.b', ':-)', '\n', '\n\n', ' ', '1.', '-', '=', 'x'),
    fc.string({ maxLength: 4 }),
  )
  const isRight = (text: string): boolean => {
    const plain = readPlain(text, reading)
    return plain === undefined || isDeepStrictEqual(plain, readMarkdown(text, reading))
  }
  const all = fc.property(fc.array(word, { maxLength: 12 }), (words) => isRight(words.join('')))
  const { counterexample } = fc.check(all, { numRuns: 3_000 })
  expect(counterexample).toBeNull()
})
