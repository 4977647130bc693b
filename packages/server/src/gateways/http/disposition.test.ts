// Tests of file names in headers, both ways.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { disposition, namedIn } from './disposition.ts'

test('[R-HTTP-26] a name leaves as plain ASCII and, beside it, in full', () => {
  expect(disposition('attachment', 'naïve "plan" 100%.txt')).toBe(
    `attachment; filename="na_ve _plan_ 100_.txt"; filename*=UTF-8''na%C3%AFve%20%22plan%22%20100%25.txt`,
  )
})

test('[R-HTTP-26] no name can end the header or begin another parameter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(disposition('inline', name)).toMatch(
        /^inline; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/u,
      )
      expect(namedIn(disposition('inline', `${name}.`))).toBe(`${name.toWellFormed()}.`)
    }),
  )
})

const latin1 = (text: string) => Buffer.from(text).toString('latin1')

test.each([
  [`attachment; filename="cat.png"`, 'cat.png'],
  [`attachment; filename=cat.png`, 'cat.png'],
  [`attachment; filename="a \\"b\\".txt"`, 'a "b".txt'],
  [`attachment; filename="x.txt"; filename*=UTF-8''na%C3%AFve.txt`, 'naïve.txt'],
  [`attachment; filename="x.txt"; filename*=UTF-8''%zz`, 'x.txt'],
  [`attachment; filename="${latin1('naïve.txt')}"`, 'naïve.txt'],
  [`attachment; filename="na\u00efve.txt"`, 'naïve.txt'],
  [`attachment`, undefined],
  [undefined, undefined],
])('[R-HTTP-10] the name in %s', (header, name) => {
  expect(namedIn(header)).toBe(name)
})
