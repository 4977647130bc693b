// Most of what people say has no Markdown in it: that is read here, at once, without the reader of Markdown.

import { withNames } from './names.ts'
import type { Block, Inline, Reading } from './tree.ts'

/** What could mean something in Markdown anywhere, or at the beginning of a line; what becomes a link by itself; control characters. */
const meaning = /[*_~`#>[\]!|<&\\]|:\/\/|www\.|\S@\S|(?:^|\n)(?:[^\S\n]|[-+=]|\d+[.)])|[^\S\n]\n|(?!\n)\p{Cc}/iu

/** Undefined for a text that may be Markdown. */
export function readPlain(text: string, reading: Reading): readonly Block[] | undefined {
  if (meaning.test(text)) return undefined
  return text
    .split(/\n{2,}/u)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ kind: 'paragraph', children: linesOf(paragraph.replaceAll(/^\n|\n$/gu, ''), reading) }))
}

function linesOf(paragraph: string, reading: Reading): Inline[] {
  return paragraph
    .split('\n')
    .flatMap((line, index) => [...(index === 0 ? [] : [{ kind: 'break' } as const]), ...withNames(line, reading)])
}
