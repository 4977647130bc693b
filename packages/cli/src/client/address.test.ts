import { describe, expect, test } from 'vitest'

import { readAddress, showAddress, splitAddress } from './address.ts'

describe('addresses', () => {
  test('[R-CLI-1] without a word it is localhost:11111', () => {
    expect(readAddress(undefined)).toEqual({ host: 'localhost', port: 11_111 })
  })

  test.each([
    [['example.org'], 'example.org:11111'],
    [['example.org', '6000'], 'example.org:6000'],
    [['example.org:6000'], 'example.org:6000'],
    [[':6000'], 'localhost:6000'],
    [['::1'], '[::1]:11111'],
    [['::1', '6000'], '[::1]:6000'],
    [['[::1]:6000'], '[::1]:6000'],
    [['0.0.0.0', '0'], '0.0.0.0:0'],
  ] as const)('[R-CLI-1] %j is %s', ([host, port], shown) => {
    expect(showAddress(readAddress(host, port))).toBe(shown)
  })

  test.each([
    [['localhost:'], 'is not an address'],
    [['a b'], 'is not an address'],
    [['localhost', 'http'], 'is not a port'],
    [['localhost', '65536'], 'is not a port'],
    [['localhost:1', '2'], 'Which port'],
  ] as const)('[R-CLI-1] %j is refused in a sentence', ([host, port], says) => {
    expect(() => readAddress(host, port)).toThrow(says)
  })

  test('what was not typed stays open, for settings from elsewhere', () => {
    expect([splitAddress(undefined), splitAddress('0.0.0.0'), splitAddress(':1')]).toEqual([
      {},
      { host: '0.0.0.0' },
      { port: '1' },
    ])
  })
})
