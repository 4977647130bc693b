// Tests of the address that a client used to reach us.

import { expect, test } from 'vitest'

import { defaultSettings } from '../../settings.ts'
import { addressOf, authority, siteAt, siteFor } from './address.ts'

const otherwise = { host: '127.0.0.1', port: 11_111 }

test.each([
  ['chat.example.org', { host: 'chat.example.org', port: 80 }, 'chat.example.org'],
  ['localhost:11111', { host: 'localhost', port: 11_111 }, 'localhost:11111'],
  ['[::1]:8080', { host: '::1', port: 8_080 }, '[::1]:8080'],
  ['<script>', otherwise, '127.0.0.1:11111'],
  ['a b', otherwise, '127.0.0.1:11111'],
  [undefined, otherwise, '127.0.0.1:11111'],
])('[R-HTTP-3] %s', (host, address, written) => {
  expect(addressOf(host, otherwise)).toEqual(address)
  expect(authority(address)).toBe(written)
})

test.each([
  ['chat.example.org', 'https', 'https://chat.example.org'],
  ['chat.example.org:80', 'https', 'https://chat.example.org:80'],
  ['chat.example.org:443', 'http', 'http://chat.example.org:443'],
  ['[2001:db8::7]', 'http', 'http://[2001:db8::7]'],
] as const)('[R-HTTP-40] the site of %s over %s', (host, scheme, site) => {
  expect(siteAt(addressOf(host, otherwise, scheme), scheme)).toBe(site)
})

test.each([
  [undefined, false, 'http://192.0.2.1:4711'],
  [undefined, true, 'https://192.0.2.1:4711'],
  ['https://chat.example.org', false, 'https://chat.example.org'],
  ['http://chat.example.org', true, 'http://chat.example.org'],
])('[R-CONFIG-11] where %s is published, links for who came encrypted (%s) lead to %s', (url, encrypted, site) => {
  const settings = () => (url === undefined ? defaultSettings : { ...defaultSettings, url })
  const connection = { local: { host: '192.0.2.1', port: 6_697 }, encrypted }
  expect(siteFor(connection, { settings, pagesPort: () => 4_711 })).toBe(site)
})
