import type { Ban } from '@hubbub/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { fullMask, globFits, isListed, maskFits } from './mask.ts'

const bob = { author: { name: 'Bob', account: 'bobby' }, user: 'bb', host: 'k3v9.hubbub', address: '203.0.113.7' }

test.each([
  ['bob', 'bob!*@*'],
  ['*@host', '*!*@host'],
  ['bb@', '*!bb@*'],
  ['bob!bb', 'bob!bb@*'],
  ['!@', '*!*@*'],
  ['account:bobby', 'account:bobby'],
  ['203.0.113.0/24', '203.0.113.0/24'],
  ['2001:db8::/32', '2001:db8::/32'],
])('[R-PERSON-16] the mask %j is %j in full', (mask, full) => {
  expect(fullMask(mask)).toBe(full)
})

test.each([
  ['BOB!*@*', true],
  ['b?b!*@*', true],
  ['*!*@203.0.113.7', true],
  ['*!*@*.HUBBUB', true],
  ['b!*@*', false],
  ['account:BOBBY', true],
  ['account:b*', true],
  ['account:bob', false],
  ['203.0.113.0/24', true],
  ['203.0.112.0/23', true],
  ['203.0.114.0/24', false],
  ['203.0.113.7', true],
  ['203.0.113.8', false],
  ['2001:db8::/32', false],
])('[R-PERSON-16] whether %j is a mask of Bob!bb@k3v9.hubbub from 203.0.113.7: %j', (mask, fits) => {
  expect(maskFits(mask, bob)).toBe(fits)
})

test('[R-PERSON-16] a range of IPv6 is told from its bits, and an account mask never meets guests', () => {
  const guest = { author: { name: 'bob' }, user: 'u', host: '', address: '2001:db8:1::7' }
  expect(['2001:db8::/32', '2001:db8:1::/48', '2001:DB8:1::7', '::/0'].map((mask) => maskFits(mask, guest))).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['2001:db9::/32', '2001:db8:1::8', 'account:*'].map((mask) => maskFits(mask, guest))).toEqual([
    false,
    false,
    false,
  ])
})

test('[R-PERSON-16] a ban is over at its time', () => {
  const ban: Ban = { mask: 'bob!*@*', list: 'ban', by: 'alice', at: 0, until: 10 }
  const listed = (now: number) => isListed([ban], 'ban', { one: bob, now })
  expect([listed(9), listed(10), listed(11)]).toEqual([true, false, false])
  expect(isListed([ban], 'mute', { one: bob, now: 0 })).toBe(false)
})

test('[R-PERSON-16] a pattern fits what a regular expression of it fits', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '*', '?'), maxLength: 8 })
  fc.assert(
    fc.property(pattern, text, (mask, name) => {
      const source = mask.replaceAll('*', '.*').replaceAll('?', '.')
      expect(globFits(mask, name)).toBe(new RegExp(`^${source}$`, 'u').test(name))
    }),
    { numRuns: 2_000 },
  )
})

test('[R-PERSON-16] a hostile pattern takes no time', () => {
  const began = performance.now()
  for (let i = 0; i < 1_000; i++) expect(globFits(`${'*a'.repeat(90)}*b`, 'a'.repeat(130))).toBe(false)
  expect(performance.now() - began).toBeLessThan(1_000)
})
