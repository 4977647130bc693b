// How large files and pictures are said and shown to be.

import { expect, test } from 'vitest'

import { bytesText, shownRatio, shownWidth, sized } from './sizes.ts'

test('a picture has its box before it comes: its own shape, never too large, never a thread [R-WEBTL-16]', () => {
  expect(shownWidth({ width: 100, height: 50 })).toBe(100)
  expect(shownWidth({ width: 4_000, height: 3_000 })).toBeLessThan(500)
  expect(shownWidth({ width: 1_000, height: 4_000 })).toBe(85)
  expect(shownWidth({ width: 1, height: 10_000 })).toBe(48)
  expect(shownRatio({ width: 400, height: 300 })).toBeCloseTo(4 / 3)
  expect(shownRatio({ width: 10_000, height: 1 })).toBe(4)
})

test('a smaller size is asked for beside the signature [R-WEBTL-16]', () => {
  expect(sized({ url: '/files/a/b.png?t=c' }, 'medium')).toBe('/files/a/b.png?t=c&size=medium')
  expect(sized({ url: '/files/a/b.png' }, 'large')).toBe('/files/a/b.png?size=large')
})

test('bytes are said in units that people read [R-WEBTL-17]', () => {
  expect(bytesText(0, 'en')).toBe('0 bytes')
  expect(bytesText(41, 'en')).toBe('41 bytes')
  expect(bytesText(20_480, 'en')).toBe('20.5 kB')
  expect(bytesText(104_857_600, 'en')).toBe('105 MB')
  expect(bytesText(1_500, 'cs').replaceAll(/\s/gu, ' ')).toBe('1,5 kB')
})
