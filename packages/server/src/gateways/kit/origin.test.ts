// Tests of who may act: pages of this address, allowed ones, and everybody who is no browser.

import { expect, test } from 'vitest'

import { isOwnPage } from './origin.ts'

const host = 'chat.example.org:11111'

test.each([
  [{ host }, true],
  [{ host, origin: 'http://chat.example.org:11111' }, true],
  [{ host, origin: 'https://chat.example.org:11111' }, true],
  [{ host: 'CHAT.example.org:11111', origin: 'http://chat.example.org:11111' }, true],
  [{ host, origin: 'https://friend.example' }, true],
  [{ host, 'sec-fetch-site': 'same-origin' }, true],
  [{ host, 'sec-fetch-site': 'none' }, true],
  [{ host, 'sec-fetch-site': 'cross-site' }, false],
  [{ host, 'sec-fetch-site': 'same-site' }, false],
  [{ host, origin: 'http://chat.example.org' }, false],
  [{ host, origin: 'https://evil.example' }, false],
  [{ host, origin: 'http://chat.example.org:11111.evil.example' }, false],
  [{ host, origin: 'null' }, false],
  [{ host, origin: 'file://' }, false],
  [{ host, origin: '' }, false],
  [{ origin: 'https://evil.example' }, false],
])('[R-HTTP-16] %o: %s', (headers, own) => {
  expect(isOwnPage(headers, ['https://friend.example'])).toBe(own)
})
