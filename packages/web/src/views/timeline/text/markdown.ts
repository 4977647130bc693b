// Reads a message's text, which may be Markdown, into a small tree: no HTML, no address that is not safe, and no word lost.

import { type KnownToken, type Token, tokensOf } from './lexer.ts'
import { targetOf } from './links.ts'
import { withNames } from './names.ts'
import type { Block, Inline, Item, Reading } from './tree.ts'

type Of<Type extends KnownToken['type']> = Extract<KnownToken, { type: Type }>

type Rows<Made> = { readonly [Name in KnownToken['type']]?: (token: Of<Name>, about: About) => readonly Made[] }

interface About extends Reading {
  /** Within a link: another link in it could not be followed. */
  readonly linked?: true
}

// What some programs write between the letters for colours and weights: no part of the words.
// oxlint-disable-next-line no-control-regex
const controls = /\u0003(?:\d{1,2}(?:,\d{1,2})?)?|[\u0000-\u0008\u000b-\u001f\u007f]/gu

export function readMarkdown(text: string, reading: Reading): readonly Block[] {
  const plain = text.replaceAll('\r\n', '\n').replaceAll(controls, '')
  try {
    return blocksOf(tokensOf(plain), reading)
  } catch {
    // Whatever the lexer cannot read is shown as it was typed.
    return [{ kind: 'paragraph', children: [{ kind: 'text', text: plain }] }]
  }
}

const blocks: Rows<Block> = {
  space: () => [],
  hr: () => [{ kind: 'rule' }],
  heading: (token, about) => [{ kind: 'heading', children: inlinesOf(token.tokens, about) }],
  paragraph: (token, about) => [{ kind: 'paragraph', children: inlinesOf(token.tokens, about) }],
  text: (token, about) => [{ kind: 'paragraph', children: inlinesOf(token.tokens ?? [token], about) }],
  code: ({ text, lang = '' }) => [{ kind: 'code', text, language: lang }],
  blockquote: (token, about) => [{ kind: 'quote', children: blocksOf(token.tokens, about) }],
  list: ({ ordered, items }, about) => [{ kind: 'list', ordered, items: items.map((item) => itemOf(item, about)) }],
}

const inlines: Rows<Inline> = {
  // As it was typed: `&amp;` is five letters here.
  text: (token, about) => (token.tokens ? inlinesOf(token.tokens, about) : plainText(token.raw, about)),
  escape: ({ text }) => [{ kind: 'text', text }],
  checkbox: ({ raw }) => [{ kind: 'text', text: raw }],
  br: () => [{ kind: 'break' }],
  codespan: ({ text }) => [{ kind: 'code', text }],
  strong: (token, about) => [{ kind: 'strong', children: inlinesOf(token.tokens, about) }],
  em: (token, about) => [{ kind: 'emphasis', children: inlinesOf(token.tokens, about) }],
  del: (token, about) => [{ kind: 'strike', children: inlinesOf(token.tokens, about) }],
  link: linkOf,
  // A picture from somewhere else is not fetched: that would tell them who reads this.
  image: linkOf,
}

function blocksOf(tokens: readonly Token[], about: About): Block[] {
  return tokens.flatMap((token) => {
    const row = rowOf(blocks, token.type)
    return row?.(token, about) ?? [{ kind: 'paragraph', children: inlinesOf([token], about) }]
  })
}

function inlinesOf(tokens: readonly Token[], about: About): Inline[] {
  return tokens.flatMap((token) => rowOf(inlines, token.type)?.(token, about) ?? [{ kind: 'text', text: token.raw }])
}

// A row's key and its token come from the same `type`, which the compiler cannot see across the union.
function rowOf<Made>(rows: Rows<Made>, type: string): ((token: Token, about: About) => readonly Made[]) | undefined {
  return Object.hasOwn(rows, type) ? (rows[type as KnownToken['type']] as ReturnType<typeof rowOf<Made>>) : undefined
}

function plainText(text: string, about: About): readonly Inline[] {
  return about.linked ? [{ kind: 'text', text }] : withNames(text, about)
}

function itemOf({ raw, tokens }: Of<'list_item'>, about: About): Item {
  const number = /^\s*(\d{1,9})[.)]/u.exec(raw)?.[1]
  return { ...(number === undefined ? {} : { number: Number(number) }), children: blocksOf(tokens, about) }
}

/** A link that leads nowhere good is shown as it was typed. */
function linkOf({ raw, href, title, tokens }: Of<'link'> | Of<'image'>, about: About): readonly Inline[] {
  const target = about.linked ? undefined : targetOf(href, about.origin)
  if (target === undefined) return [{ kind: 'text', text: raw }]
  const words = inlinesOf(tokens, { ...about, linked: true })
  const children: readonly Inline[] = words.length === 0 ? [{ kind: 'text', text: href }] : words
  return [{ kind: 'link', target, ...(title ? { title } : {}), children }]
}
