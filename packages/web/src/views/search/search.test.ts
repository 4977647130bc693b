import fc from 'fast-check'
import { expect, test } from 'vitest'

import { nextQuestion, withPage } from './asking.ts'
import { snippetOf } from './marks.ts'
import { formatQuery, parseQuery, questionOf, withFilter } from './query.ts'

test('filters are typed among the words [R-WEBCO-20]', () => {
  expect(parseQuery('in:dev from:alice before:2026-10-01 has:file  two words')).toEqual({
    words: 'two words',
    room: 'dev',
    from: 'alice',
    before: '2026-10-01',
    hasFile: true,
  })
  expect(parseQuery('late IN:#dev-talk from:"@Ann Lee" after:2026-02-28')).toEqual({
    words: 'late',
    room: 'dev-talk',
    from: 'Ann Lee',
    after: '2026-02-28',
  })
  expect(parseQuery('in:one in:two')).toEqual({ words: '', room: 'two' })
})

test.each(['before:yesterday', 'after:2026-02-30', 'has:wings', 'in:', 'from:@', 'https://example.org', 'in:"', 'a:b'])(
  '%j is no filter but a word [R-WEBCO-20]',
  (word) => {
    expect(parseQuery(word)).toEqual({ words: word })
  },
)

test('what is read and written again is the same [R-WEBCO-21]', () => {
  const part = fc.oneof(
    fc.constantFrom('in:', 'from:', 'before:', 'after:', 'has:file', '2026-10-01', ' ', '"', '#', '@', ':'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const query = parseQuery(parts.join(''))
      expect(parseQuery(formatQuery(query))).toEqual(query)
    }),
  )
})

test('a filter is set and taken away beside the words [R-WEBCO-21]', () => {
  const query = parseQuery('in:dev hello')
  expect(formatQuery(withFilter(query, 'from', 'Ann Lee'))).toBe('in:dev from:"Ann Lee" hello')
  expect(formatQuery(withFilter(query, 'room', ''))).toBe('hello')
})

test('days are the reader’s own, and the day itself is left out [R-WEBCO-22]', () => {
  expect(questionOf(parseQuery('x before:2026-10-01 after:2026-09-01'))).toMatchObject({
    text: 'x',
    beforeAt: new Date(2026, 9, 1).getTime(),
    afterAt: new Date(2026, 8, 2).getTime() - 1,
  })
  expect(questionOf(parseQuery('has:file'))).toMatchObject({ hasFile: true })
  expect(questionOf(parseQuery('  '))).toBeUndefined()
})

test('the words are marked wherever they stand, with or without accents and case [R-WEBCO-23]', () => {
  expect(snippetOf('A Café, a cafe', 'cafe')).toEqual([
    { text: 'A ', isMarked: false },
    { text: 'Café', isMarked: true },
    { text: ', a ', isMarked: false },
    { text: 'cafe', isMarked: true },
  ])
  expect(snippetOf('cargo, go', 'go').filter(({ isMarked }) => isMarked)).toHaveLength(1)
  expect(snippetOf('nothing\nhere', 'word')).toEqual([{ text: 'nothing here', isMarked: false }])
})

test('of a long text a piece around the first word is shown, never half a character [R-WEBCO-23]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 900 }), fc.string({ maxLength: 900 }), (before, after) => {
      const body = `${before} needle ${after}`
      const pieces = snippetOf(body, 'needle')
      const text = pieces.map((piece) => piece.text).join('')
      expect(pieces.some((piece) => piece.isMarked && piece.text === 'needle')).toBe(true)
      expect(text.isWellFormed() || !body.isWellFormed()).toBe(true)
      expect(text.length).toBeLessThan(250)
    }),
  )
})

const entry = (room: string, seq: number, at: number) => ({
  room,
  seq,
  at,
  author: { id: 1, name: 'alice' },
  body: 'x',
})

test('the next page begins with what was said at the same moment, and shows each message once [R-WEBCO-24]', () => {
  const first = { entries: [entry('dev', 9, 500), entry('tea', 3, 400)], more: true }
  expect(nextQuestion({ text: 'x' }, first)).toEqual({ text: 'x', beforeAt: 401 })
  expect(nextQuestion({ text: 'x' }, { entries: [], more: false })).toEqual({ text: 'x' })
  const page = { entries: [entry('tea', 3, 400), entry('dev', 8, 400), entry('dev', 7, 300)], more: true }
  const both = withPage(first, page)
  expect(both.entries.map(({ room, seq }) => `${room} ${seq}`)).toEqual(['dev 9', 'tea 3', 'dev 8', 'dev 7'])
  expect(both.more).toBe(true)
  expect(withPage(both, { entries: page.entries, more: true }).more).toBe(false)
})
