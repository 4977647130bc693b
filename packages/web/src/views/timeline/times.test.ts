// Days in words.

import { expect, test } from 'vitest'

import { dayText, listText } from './times.ts'

const now = new Date(2026, 10, 21, 9).getTime()

test('today and yesterday are words, other days dates, and of other years the year is said [R-WEBTL-8]', () => {
  expect(dayText(now - 60_000, now, 'en')).toBe('Today')
  expect(dayText(now, now, 'cs')).toBe('Dnes')
  expect(dayText(new Date(2026, 10, 20, 23, 59).getTime(), now, 'fr')).toBe('Hier')
  expect(dayText(new Date(2026, 9, 1).getTime(), now, 'es')).toMatch(/^Jueves.*1 de octubre$/u)
  expect(dayText(new Date(2025, 9, 1).getTime(), now, 'en')).toMatch(/2025/u)
})

test('names are listed as the language does', () => {
  expect(listText(['alice', 'bob'], 'en')).toBe('alice and bob')
  expect(listText(['alice', 'bob', 'eva'], 'es')).toBe('alice, bob y eva')
})
