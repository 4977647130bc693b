// Bodies as lines and back, for any body.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { pieces, readText } from './text.ts'

const body = fc.string({ unit: fc.constantFrom('a', ' ', 'ä', '🦆', '\n', 'word '), maxLength: 400 })

test('[R-IRC-206] put together again the pieces of a body are the body, and no piece is much longer than a line', () => {
  fc.assert(
    fc.property(
      body,
      fc.array(fc.nat(400), { maxLength: 5 }),
      fc.integer({ min: 8, max: 60 }),
      (text, places, most) => {
        const wraps = [...new Set(places)].toSorted((one, other) => one - other)
        const cut = pieces({ body: text, wraps }, most)
        expect(cut.map((piece, at) => (at === 0 || piece.joins ? piece.text : `\n${piece.text}`)).join('')).toBe(text)
        for (const piece of cut) {
          expect([...piece.text].length).toBeLessThanOrEqual(most)
          expect(piece.text.isWellFormed()).toBe(true)
          expect(piece.joins && piece.text === '').toBe(false)
        }
      },
    ),
  )
})

test('[R-IRC-206] a body is cut behind a space where there is one near the end', () => {
  const words = 'eight888 '.repeat(9)
  expect(pieces({ body: words }, 20).map(({ text }) => text)).toEqual([
    ...Array(4).fill('eight888 eight888 '),
    'eight888 ',
  ])
})

test('[R-IRC-204] whatever is done in lines is read as it was done', () => {
  fc.assert(
    fc.property(body, (text) => {
      const lines = pieces({ body: text, kind: 'action' }, 450)
      const read = lines.map((line) => readText('PRIVMSG', line.text))
      expect(read.every(({ kind }) => kind === 'action')).toBe(true)
      expect(read.map((line, at) => (at === 0 || lines[at]?.joins ? line.body : `\n${line.body}`)).join('')).toBe(text)
    }),
  )
})
