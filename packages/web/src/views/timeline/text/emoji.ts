// Whether somebody said nothing but emoji: those are shown larger.

import { limits } from '@hubbub/protocol'

const emoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[\d#*]\uFE0F?\u20E3)/u

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export function isEmojiOnly(text: string): boolean {
  const tidy = text.replaceAll(/\s+/gu, '')
  // A flag or a family takes up to a dozen code units and more; beyond that nobody needs to count.
  if (tidy === '' || tidy.length > limits.large_emoji_max * 16) return false
  const signs = [...segmenter.segment(tidy)]
  return signs.length <= limits.large_emoji_max && signs.every(({ segment }) => emoji.test(segment))
}
