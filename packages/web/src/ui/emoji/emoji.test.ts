import fc from 'fast-check'
import english from 'emojibase-data/en/compact.json' with { type: 'json' }
import codes from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' }
import spanish from 'emojibase-data/es/compact.json' with { type: 'json' }
import { expect, test } from 'vitest'

import { emojiOf } from './data.ts'
import { columns, groupsOf, rowsOf } from './groups.ts'
import { findEmoji } from './search.ts'

const all = emojiOf(english, codes)
const signs = (text: string, most = 5): readonly string[] => findEmoji(all, text, most).map(({ sign }) => sign)

test('all emoji are there once, in their order, without the parts that are none by themselves [R-WEBCO-17]', () => {
  expect(all.length).toBeGreaterThan(1_800)
  expect(new Set(all.map(({ sign }) => sign)).size).toBe(all.length)
  expect(all[0]).toMatchObject({ sign: '😀', codes: ['grinning'] })
  expect(all.some(({ sign }) => sign === '🏻')).toBe(false)
})

test('an emoji is found by its code, by what it shows and by its tags, a whole code first [R-WEBCO-18]', () => {
  expect(signs('tada')[0]).toBe('🎉')
  expect(signs(':+1:')[0]).toBe('👍️')
  expect(signs('heart')[0]).toBe('❤️')
  expect(signs('thumbs up', 1)).toEqual(['👍️'])
  expect(signs('qqqq')).toEqual([])
  expect(signs('  ')).toEqual([])
})

test('it is found in the reader’s language too, with or without accents [R-WEBCO-18]', () => {
  const inSpanish = emojiOf(spanish, codes)
  expect(findEmoji(inSpanish, 'corazon rojo')[0]?.sign).toBe('❤️')
  expect(findEmoji(inSpanish, 'Corazón rojo')[0]?.sign).toBe('❤️')
  expect(findEmoji(inSpanish, 'tada')[0]?.sign).toBe('🎉')
})

test('no text makes the search fail, and what it finds has every word [R-WEBCO-18]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      expect(findEmoji(all, text).length).toBeLessThanOrEqual(all.length)
    }),
    { numRuns: 50 },
  )
})

test('the groups hold every emoji in rows of one width, and what was used last stands first [R-WEBCO-19]', () => {
  const groups = groupsOf(all, ['🎉', 'not an emoji'])
  expect(groups[0]).toMatchObject({ name: 'recent', rows: [[{ sign: '🎉' }]] })
  expect(groups.slice(1).flatMap(({ rows }) => rows.flat())).toHaveLength(all.length)
  expect(rowsOf(all).every((row) => row.length <= columns)).toBe(true)
  expect(groupsOf(all, [])[0]?.name).toBe('group0')
})
