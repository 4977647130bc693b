// What a message's text becomes: Markdown in a small tree, nothing dangerous, nothing lost.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readMarkdown } from './markdown.ts'
import type { Block, Inline, Item, Reading } from './tree.ts'

const here: Reading = { origin: 'https://chat.example', names: ['bob', 'Ann Lee'] }

const read = (text: string) => readMarkdown(text, here)
const inline = (text: string): readonly Inline[] => {
  const [block] = read(text)
  return block !== undefined && 'children' in block && block.kind !== 'quote' ? block.children : []
}
const words = (text: string): Inline => ({ kind: 'text', text })

/** All that somebody can read of a tree, or follow. */
function shown(block: Block | Inline | Item): string {
  const parts: string[] = []
  if ('number' in block) parts.push(`${block.number}. `)
  if ('language' in block) parts.push(block.language, '\n')
  if ('text' in block) parts.push(block.text)
  if ('children' in block) parts.push(...block.children.map(shown))
  if ('items' in block) parts.push(...block.items.map(shown))
  if ('target' in block) parts.push(' ', block.target.href, ' ', block.title ?? '')
  return parts.join('')
}

function linksIn(block: Block | Inline | Item): string[] {
  const below =
    'children' in block ? block.children.flatMap(linksIn) : 'items' in block ? block.items.flatMap(linksIn) : []
  return 'target' in block ? [block.target.href, ...below] : below
}

function depthOf(block: Block | Inline | Item): number {
  const below = 'children' in block ? block.children : 'items' in block ? block.items : []
  return 1 + Math.max(0, ...below.map(depthOf))
}

test('bold, italic, strike and code [R-WEBTL-1]', () => {
  expect(inline('**a** *b* ~~c~~ `d`')).toEqual([
    { kind: 'strong', children: [words('a')] },
    words(' '),
    { kind: 'emphasis', children: [words('b')] },
    words(' '),
    { kind: 'strike', children: [words('c')] },
    words(' '),
    { kind: 'code', text: 'd' },
  ])
})

test('blocks of code, quotes, lists and headings [R-WEBTL-1]', () => {
  expect(read('```ts\nlet a = 1\n\n  b\n```')).toEqual([{ kind: 'code', language: 'ts', text: 'let a = 1\n\n  b' }])
  expect(read('> a\n> b')).toEqual([
    { kind: 'quote', children: [{ kind: 'paragraph', children: [words('a'), { kind: 'break' }, words('b')] }] },
  ])
  expect(read('- a\n- b')).toMatchObject([{ kind: 'list', ordered: false, items: [{}, {}] }])
  expect(read('## a')).toEqual([{ kind: 'heading', children: [words('a')] }])
})

test('numbers of a list are those that were typed [R-WEBTL-1]', () => {
  expect(read('7. a\n7. b\n3. c')).toMatchObject([
    { ordered: true, items: [{ number: 7 }, { number: 7 }, { number: 3 }] },
  ])
})

test('lines break where they were broken [R-WEBTL-1]', () => {
  expect(inline('a\nb')).toEqual([words('a'), { kind: 'break' }, words('b')])
  expect(inline('&amp; &#x6a;')).toEqual([words('&amp; &#x6a;')])
})

test('HTML, tables, definitions and pictures from elsewhere are shown as they were typed, or as a link [R-WEBTL-2]', () => {
  for (const text of ['<b>a</b>', '<script>a</script>', '|a|b|\n|-|-|\n|1|2|', '[a]: b', '    a']) {
    expect(read(text).map(shown).join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''))
    expect(read(text).every(({ kind }) => kind === 'paragraph')).toBe(true)
  }
  expect(inline('![cat](https://a.example/cat.png)')).toMatchObject([{ kind: 'link', children: [words('cat')] }])
})

test.each([
  ['https://a.example/x_y_z?q=1', 'https://a.example/x_y_z?q=1'],
  ['(see https://a.example/b).', 'https://a.example/b'],
  ['www.a.example', 'http://www.a.example/'],
  ['ann@a.example', 'mailto:ann@a.example'],
  ['irc://irc.a.example/room!', 'irc://irc.a.example/room'],
  ['<ircs://a.example>', 'ircs://a.example'],
  ['[here](https://a.example "why")', 'https://a.example/'],
])('%s leads to %s [R-WEBTL-3]', (text, href) => {
  expect(read(text).flatMap(linksIn)).toEqual([href])
})

test.each([
  '[a](javascript:alert(1))',
  '[a](&#x6a;avascript:alert(1))',
  '[a](java\tscript:alert(1))',
  '[a](data:text/html,b)',
  '[a](file:///etc/passwd)',
  '[a](//evil.example)',
  '[a](other/path)',
  '<vbscript:a>',
  'ftp://a.example/b',
  'javascript:alert(1)',
])('%s leads nowhere, and is shown [R-WEBTL-3]', (text) => {
  expect(read(text).flatMap(linksIn)).toEqual([])
  expect(read(text).map(shown).join('')).toBe(text)
})

test('a link into a room of this server opens inside [R-WEBTL-4]', () => {
  expect(inline('https://chat.example/r/lobby/42')).toMatchObject([{ target: { inside: '/r/lobby/42' } }])
  expect(inline('[there](/r/lobby)')).toMatchObject([{ target: { inside: '/r/lobby' } }])
  for (const text of [
    'https://chat.example/files/a/b',
    'https://other.example/r/lobby/42',
    'http://chat.example/r/a',
  ]) {
    expect(inline(text)).not.toMatchObject([{ target: { inside: expect.anything() } }])
  }
})

test('names of people whom it speaks to, and of rooms [R-WEBTL-5]', () => {
  expect(inline('hi @Bob, @ann lee and @carol in #dev-talk')).toEqual([
    words('hi '),
    { kind: 'mention', text: '@Bob' },
    words(', '),
    { kind: 'mention', text: '@ann lee' },
    words(' and @carol in '),
    { kind: 'room', text: '#dev-talk', slug: 'dev-talk' },
  ])
  expect(inline('me@bob @bobby a#b')).toEqual([words('me@bob @bobby a#b')])
})

test('marks of other programs for colours are left out [R-WEBTL-1]', () => {
  expect(inline('\u0002a\u0002 \u000304,01b\u000f')).toEqual([words('a b')])
})

// oxlint-disable-next-line no-control-regex
const colours = /\u0003\d{1,2}(?:,\d{1,2})?/gu

// Letters, digits and everything that means something to Markdown.
const parts = ['~~', '```', '- ', '1. ', 'http://', 'javascript:', '@bob', '#x', '[a](', '- [x] ', '    ', 'www.a.b']
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...'aZ7 \n\t*_`>#[]()!<\\|&"@', ...parts), { maxLength: 60 }).map((some) => some.join('')),
)

test('no letter and no digit of any text is lost, nothing leads to a bad place, and nothing is too deep [R-WEBTL-6]', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const blocks = read(text)
      const all = blocks.map(shown).join('\n')
      let at = 0
      // A colour is a control character with digits, and no part of the words.
      for (const [letter] of text.replaceAll(colours, '').matchAll(/[a-z0-9]/giu)) {
        at = all.indexOf(letter, at) + 1
        expect(at, `${letter} of ${JSON.stringify(text)} in ${JSON.stringify(all)}`).toBeGreaterThan(0)
      }
      for (const href of blocks.flatMap(linksIn)) expect(href).toMatch(/^(?:https?|mailto|ircs?):/u)
      expect(Math.max(0, ...blocks.map(depthOf))).toBeLessThan(40)
    }),
    { numRuns: 500 },
  )
})

test.each([
  '>',
  '> - ',
  '1. ',
  '*_a',
  '[',
  '![',
  '_a',
  '**a',
  '`',
  '](',
  '~~a',
  'www.a.b(',
  '<',
  '\\',
  'a\n-\n',
  '- a\n  ',
])('a long text of %j is read at once [R-WEBTL-6]', (part) => {
  const text = part.repeat(16_384 / part.length)
  const before = performance.now()
  const blocks = read(text)
  expect(performance.now() - before).toBeLessThan(1_000)
  expect(blocks.length).toBeGreaterThan(0)
})
