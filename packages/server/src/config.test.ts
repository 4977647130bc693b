// Proves where settings come from, which of them wins, and that a mistake is named with the place where it was made.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

import { readConfig } from './config.ts'
import { StartError } from './start-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'hubbub-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(text: string): string {
  const path = join(folder, 'hubbub.toml')
  writeFileSync(path, text)
  return path
}

function complaint(read: () => unknown): string {
  try {
    read()
  } catch (cause) {
    return cause instanceof StartError ? cause.message.replaceAll(`${folder}/`, '') : 'another error'
  }
  return 'no complaint'
}

test('[R-SERVER-1] without a word it listens on localhost:11111 and keeps its data beside it', () => {
  expect(readConfig({}, {})).toEqual({
    host: 'localhost',
    port: 11_111,
    data: './hubbub-data',
    listen: [],
    log: 'info',
    floodLimits: true,
    origins: [],
    limits: {},
  })
})

test('[R-SERVER-2] flags win over the environment, and that over the file', () => {
  const config = file(
    'host = "a"\nport = 1\ndata = "d"\nlisten = ["6000=frames"]\norigins = ["https://a.b"]\nflood_limits = false\n[limits]\nping_every_ms = 5',
  )
  const env = { HUBBUB_CONFIG: config, HUBBUB_HOST: 'b', HUBBUB_PORT: '2', HUBBUB_LISTEN: '7000, 7001=plain' }
  expect(readConfig({ config }, {})).toMatchObject({ host: 'a', port: 1, data: 'd', listen: ['6000=frames'] })
  expect(readConfig({}, env)).toMatchObject({ host: 'b', port: 2, data: 'd', listen: ['7000', '7001=plain'] })
  const all = readConfig({ host: 'c', port: '3', listen: ['8000'], log: 'debug' }, env)
  expect(all).toMatchObject({ host: 'c', port: 3, data: 'd', listen: ['8000'], log: 'debug', floodLimits: false })
  expect(all.limits).toEqual({ ping_every_ms: 5 })
  expect(all.origins).toEqual(['https://a.b'])
})

test.each([
  ['port = "11111"', 'hubbub.toml: port: a port is a whole number'],
  ['port = 70000', 'hubbub.toml: port: ports end at 65535'],
  ['host = 7', 'hubbub.toml: host: this is a text in quotes'],
  ['listen = "6000"', 'hubbub.toml: listen: this is a list of texts, such as ["6000=frames"]'],
  ['log = "loud"', 'hubbub.toml: log: this is one of debug, info, warn, error, silent'],
  ['prot = 1', 'hubbub.toml: prot: there is no such setting'],
  ['[limits]\npings = 1', 'hubbub.toml: limits.pings: there is no such setting'],
  ['[limits]\nping_every_ms = -1', 'hubbub.toml: limits.ping_every_ms: a limit is not below zero'],
])('[R-SERVER-3] the file says %j', (text, says) => {
  expect(complaint(() => readConfig({ config: file(text) }, {}))).toBe(says)
})

test('[R-SERVER-3] a file that is no TOML, or not there, is named', () => {
  expect(complaint(() => readConfig({ config: file('port = ') }, {}))).toMatch(/^hubbub\.toml: .*TOML/u)
  expect(complaint(() => readConfig({ config: join(folder, 'none.toml') }, {}))).toMatch(/^none\.toml: ENOENT/u)
})

test('[R-SERVER-3] flags and the environment are named as they are written', () => {
  expect(complaint(() => readConfig({ port: 'x' }, {}))).toBe('--port: a port is a whole number')
  expect(complaint(() => readConfig({}, { HUBBUB_PORT: '1e3' }))).toBe('HUBBUB_PORT: a port is a whole number')
  expect(complaint(() => readConfig({ log: 'loud' }, {}))).toMatch(/^--log: this is one of/u)
})
