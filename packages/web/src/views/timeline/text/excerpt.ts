// The beginning of a very long message, and a message in one line.

import { limits } from '@hubbub/protocol'

/** The beginning of a text that is too long to be shown at once; undefined when it can be shown whole. */
export function beginningOf(text: string): string | undefined {
  const end = Math.min(endOfLines(text), limits.message_shown_chars)
  // Hiding the last few words would cost more than it saves.
  if (text.length <= end * 1.25) return undefined
  const cut = text.slice(0, end)
  const word = cut.search(/\s\S*$/u)
  return `${word > end / 2 ? cut.slice(0, word) : cut.replace(/[\uD800-\uDBFF]$/u, '')} …`
}

function endOfLines(text: string): number {
  let end = -1
  for (let line = 0; line < limits.message_shown_lines; line++) {
    end = text.indexOf('\n', end + 1)
    if (end < 0) return text.length
  }
  return end
}

/** A message in one line, for a quote: what was said, without marks of Markdown that begin its lines. */
export function oneLine(text: string): string {
  const shown = text.slice(0, limits.quote_chars * 2)
  const plain = shown.replaceAll(/^\s*(?:>+|#{1,6}|```\w*)\s*/gmu, '').replaceAll(/\s+/gu, ' ')
  return [...plain.trim()].slice(0, limits.quote_chars).join('')
}
