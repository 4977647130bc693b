// The Markdown that people write in a chat: what of the whole language is read, and how much of it in one message.

import { limits } from '@hubbub/protocol'
import { Marked, type MarkedToken, type Token, Tokenizer } from 'marked'

// Reading is synchronous and not re-entrant, so what one message has used up can stand here.
let depth = 0
let marks = 0

const usual = Tokenizer.prototype

/** Deeper than a few levels nobody meant it; what is left is shown as it was typed. */
function within<Found>(find: () => Found | undefined): Found | undefined {
  if (depth >= limits.markdown_depth_max) return undefined
  depth++
  try {
    return find()
  } finally {
    depth--
  }
}

/** Finding the end of emphasis looks through all that follows: a text that is nothing but marks would take seconds. */
function marked<Found>(src: string, find: () => Found | undefined): Found | undefined {
  if (!'*_~[!'.includes(src.charAt(0))) return undefined
  return ++marks > limits.markdown_marks_max ? undefined : within(find)
}

const never = (): undefined => undefined

const markdown = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    blockquote(src) {
      return within(() => usual.blockquote.call(this, src))
    },
    list(src) {
      return within(() => usual.list.call(this, src))
    },
    emStrong(src, masked, before) {
      return marked(src, () => usual.emStrong.call(this, src, masked, before))
    },
    del(src, masked, before) {
      return marked(src, () => usual.del.call(this, src, masked, before))
    },
    link(src) {
      return marked(src, () => usual.link.call(this, src))
    },
    // What would vanish, change its look by surprise, or bring HTML, is text.
    code: never,
    def: never,
    lheading: never,
    html: never,
    table: never,
    tag: never,
    reflink: never,
  },
})

export function tokensOf(text: string): Token[] {
  depth = 0
  marks = 0
  return markdown.lexer(text)
}

export type { MarkedToken as KnownToken, Token }
