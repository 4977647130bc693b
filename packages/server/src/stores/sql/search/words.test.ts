import fc from 'fast-check'
import { expect, test } from 'vitest'

import { foldText, indexQuery, matcherOf, wordsOf } from './words.ts'

test.each([
  ['ŽLUŤOUČKÝ', 'zlutoucky'],
  ['Straße', 'strasse'],
  ['ﬁne Ⅷ', 'fine viii'],
  ['ÅNGSTRÖM', 'angstrom'],
  ['İstanbul ılık', 'istanbul ilik'],
  ['한국', '한국'],
  ['が', 'が'],
  ['ｶﾞ', 'ガ'],
  ['أحمد', 'احمد'],
  ['a\u200db', 'ab'],
])('%j is looked for as %j [R-STORE-55]', (text, folded) => expect(foldText(text)).toBe(folded))

test('what is made alike stays so when it is made alike again [R-STORE-55]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text))
    }),
  )
})

test('words come apart at white space of every kind, each once [R-STORE-55]', () => {
  expect(wordsOf(' One\u3000two\n\tONE ')).toEqual(['one', 'two'])
  expect(wordsOf('\0 "a\0b')).toEqual(['"ab'])
  expect(wordsOf(' ')).toEqual([])
  expect(matcherOf([])('anything')).toBe(true)
})

test('the index is asked for runs of three characters that cover each word, or begin with a shorter one [R-STORE-55]', () => {
  const runs: Record<string, readonly string[] | undefined> = { 'go': ['goa', 'go '], 'xq': [], '👍': [] }
  const query = (...words: string[]) => indexQuery(words, (word) => runs[word])
  expect(query('needles', 'go')).toBe('"nee" AND "dle" AND "les"')
  expect(query('a"b')).toBe('"a""b"')
  expect(query('👍👍👍👍')).toBe('"👍👍👍"')
  expect(query('go', 'e', 'xq')).toBe('("goa" OR "go ") AND ("xq ")')
  expect(query('👍')).toBe('("👍  ")')
  expect(query('e')).toBeUndefined()
  expect(query()).toBeUndefined()
})
