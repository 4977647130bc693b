// What is shown of long texts, in one line, and large.

import { limits } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { isEmojiOnly } from './emoji.ts'
import { beginningOf, oneLine } from './excerpt.ts'

test('a very long text is cut between words until somebody wants all of it [R-WEBTL-14]', () => {
  const text = 'words and more '.repeat(500)
  const beginning = beginningOf(text) ?? ''
  expect(beginning.length).toBeLessThanOrEqual(limits.message_shown_chars + 2)
  expect(text.startsWith(beginning.slice(0, -2))).toBe(true)
  expect(beginning).toMatch(/(?:words|and|more) …$/u)
})

test('so is one of very many lines, and one without a word [R-WEBTL-14]', () => {
  expect(beginningOf('a\n'.repeat(500))?.split('\n').length).toBeLessThanOrEqual(limits.message_shown_lines)
  expect(beginningOf('x'.repeat(5_000))?.length).toBeLessThanOrEqual(limits.message_shown_chars + 2)
  expect(beginningOf('😄'.repeat(5_000))?.isWellFormed()).toBe(true)
})

test('what is only a little too long is shown whole [R-WEBTL-14]', () => {
  expect(beginningOf('x'.repeat(limits.message_shown_chars + 10))).toBeUndefined()
  expect(beginningOf('short')).toBeUndefined()
})

test('a quote is one line without the marks that begin lines [R-WEBTL-13]', () => {
  expect(oneLine('> so\n\n# he\tsaid\n```ts\nlet a')).toBe('so he said let a')
  expect(oneLine('x'.repeat(5_000))).toHaveLength(limits.quote_chars)
})

test.each(['🎉', '❤️ 👍🏽', '👨‍👩‍👧‍👦', '🇨🇿🇪🇸', '1️⃣', '🎉'.repeat(limits.large_emoji_max)])(
  '%s is shown large [R-WEBTL-15]',
  (text) => expect(isEmojiOnly(text)).toBe(true),
)

test.each(['', ' ', '1', '#', 'a🎉', '🎉!', '🎉'.repeat(limits.large_emoji_max + 1)])(
  '%j is not [R-WEBTL-15]',
  (text) => expect(isEmojiOnly(text)).toBe(false),
)
