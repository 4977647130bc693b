// Proves where settings come from, which of them wins, and that a mistake is named with the place where it was made.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

import { readConfig, rereadConfig } from './config.ts'
import { defaultSettings } from './settings.ts'
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
    trustedProxies: [],
    limits: {},
    files: {
      files_bytes_per_person_max: 10 * 2 ** 30,
      files_bytes_max: 100 * 2 ** 30,
      disk_free_bytes_min: 512 * 2 ** 20,
      file_link_ms: 7 * 86_400_000,
    },
    settings: defaultSettings,
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
  [
    'name = "my server"',
    'hubbub.toml: name: a server has a name like chat.example.org, up to 63 letters, digits, dots and dashes',
  ],
  ['guests = "no"', 'hubbub.toml: guests: this is true or false'],
  [
    'trusted_proxies = ["10.0.0.0/33"]',
    'hubbub.toml: trusted_proxies.0: this is an address, or a range such as 10.0.0.0/8',
  ],
  ['[accounts]\nhash = "md5"', 'hubbub.toml: accounts.hash: this is argon2id or test-only'],
  ['[accounts]\nregistraton = false', 'hubbub.toml: accounts.registraton: there is no such setting'],
  [
    '[[operators]]\nname = "a"\npassword_hash = "secret"',
    'hubbub.toml: operators.0.password_hash: this is what `hubbub hash-password` prints',
  ],
  ['[[operators]]\nname = "a"', 'hubbub.toml: operators.0.password_hash: this is a text in quotes'],
  ['url = "chat.example.org"', 'hubbub.toml: url: this is an address without a path, such as https://chat.example.org'],
  [
    'url = "https://example.org/chat"',
    'hubbub.toml: url: this is an address without a path, such as https://chat.example.org',
  ],
  ['url = "ftp://a.b"', 'hubbub.toml: url: this is an address without a path, such as https://chat.example.org'],
  ['[audit]\nkept_days = -1', 'hubbub.toml: audit.kept_days: this is not below zero'],
  ['[irc.sts]\nport = 6697', 'hubbub.toml: irc.sts.duration_s: this is a whole number'],
  ['motd_file = "/none/of/them"', "motd_file: ENOENT: no such file or directory, open '/none/of/them'"],
  ['[files]\ntotal = 7', 'hubbub.toml: files.total: this is a size in quotes, such as "10 GiB"'],
  ['[files]\ntotal = "7"', 'hubbub.toml: files.total: this is a size with its unit, such as "500 MB" or "10 GiB"'],
  ['[files]\nlink_days = 0', 'hubbub.toml: files.link_days: a day is the least'],
  ['[limits]\nfiles_bytes_max = 7', 'hubbub.toml: limits.files_bytes_max: this is one of the settings in [files]'],
  ['[tls]\nkey = "a.pem"', 'tls.key: a key needs its certificate, tls.cert'],
])('[R-SERVER-3] the file says %j', (text, says) => {
  expect(complaint(() => readConfig({ config: file(text) }, {}))).toBe(says)
})

test.each(['rfc1459', 'rfc1459-strict', 'ASCII', ''])('[R-CONFIG-10] names are not compared by %j', (mapping) => {
  const says = 'hubbub.toml: irc.casemapping: this is "ascii": the rooms and people of all wires share their names'
  expect(complaint(() => readConfig({ config: file(`[irc]\ncasemapping = "${mapping}"`) }, {}))).toContain(says)
  expect(readConfig({ config: file('[irc]\ncasemapping = "ascii"') }, {}).settings).toEqual(defaultSettings)
})

test.each(['https://chat.example.org', 'http://192.0.2.7:8080', 'https://[2001:db8::7]', 'https://chat.example.org/'])(
  '[R-CONFIG-11] %s can be where people open it',
  (url) => {
    const { settings } = readConfig({ config: file(`url = "${url}"`) }, {})
    expect(settings.url).toBe(url.replace(/\/$/u, ''))
  },
)

test('[R-SERVER-3] a file that is no TOML, or not there, is named', () => {
  expect(complaint(() => readConfig({ config: file('port = ') }, {}))).toMatch(/^hubbub\.toml: .*TOML/u)
  expect(complaint(() => readConfig({ config: join(folder, 'none.toml') }, {}))).toMatch(/^none\.toml: ENOENT/u)
})

test('[R-SERVER-3] flags and the environment are named as they are written', () => {
  expect(complaint(() => readConfig({ port: 'x' }, {}))).toBe('--port: a port is a whole number')
  expect(complaint(() => readConfig({}, { HUBBUB_PORT: '1e3' }))).toBe('HUBBUB_PORT: a port is a whole number')
  expect(complaint(() => readConfig({ log: 'loud' }, {}))).toMatch(/^--log: this is one of/u)
})

test('[R-CONFIG-1] everything that an operator decides can be written in the file', () => {
  const config = readConfig({
    config: file(`
      name = "chat.example.org"
      network = "Example"
      motd = "Welcome.\\nBe kind.\\n"
      password = "open sesame"
      guests = false
      trusted_proxies = ["127.0.0.1", "10.0.0.0/8"]
      [[operators]]
      name = "admin"
      password_hash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"
      [tls]
      cert = "cert.pem"
      key = "key.pem"
      [accounts]
      registration = false
      before_connect = false
      email_required = true
      always_on = false
      hash = "test-only"
      [history]
      enabled = false
      kept_days = 9
      [audit]
      kept_days = 10
      [files]
      per_person = "500 MB"
      total = "1.5 TiB"
      free_disk = "0 B"
      link_days = 30
      [irc]
      auto_join = false
      corrections = false
      replay_lines_max = 5
      multiline_bytes_max = 6
      multiline_lines_max = 7
      sts = { port = 6697, duration_s = 8, preload = true }`),
  })
  expect(config.tls).toEqual({ cert: 'cert.pem', key: 'key.pem' })
  expect(config.trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8'])
  expect(config.files).toEqual({
    files_bytes_per_person_max: 500_000_000,
    files_bytes_max: 1.5 * 2 ** 40,
    disk_free_bytes_min: 0,
    file_link_ms: 30 * 86_400_000,
  })
  expect(config.settings).toEqual({
    name: 'chat.example.org',
    network: 'Example',
    motd: ['Welcome.', 'Be kind.'],
    password: 'open sesame',
    operators: [{ name: 'admin', passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA' }],
    guests: false,
    accounts: { registration: false, beforeConnect: false, emailRequired: true, alwaysOn: false, hash: 'test-only' },
    history: { enabled: false, keptDays: 9 },
    audit: { keptDays: 10 },
    irc: {
      autoJoin: false,
      corrections: false,
      replayLinesMax: 5,
      multilineBytesMax: 6,
      multilineLinesMax: 7,
      sts: { port: 6697, durationS: 8, preload: true },
    },
  })
})

test('[R-CONFIG-2] the message of the day may be a file, and one file may hold certificate and key', () => {
  const motd = join(folder, 'motd.txt')
  writeFileSync(motd, 'Hello,\r\n\r\nyou.\n')
  const config = readConfig({ config: file(`motd_file = "${motd}"\n[tls]\ncert = "both.pem"`) }, {})
  expect(config.settings.motd).toEqual(['Hello,', '', 'you.'])
  expect(config.tls).toEqual({ cert: 'both.pem', key: 'both.pem' })
  writeFileSync(motd, 'x'.repeat(70_000))
  expect(complaint(() => readConfig({ config: file(`motd_file = "${motd}"`) }, {}))).toBe(
    'motd: 65536 bytes are the most',
  )
})

test('[R-CONFIG-3] flags say the most needed of it, and leave the rest of their tables to the file', () => {
  const config = file('name = "a.example"\n[tls]\ncert = "a.pem"\nkey = "b.pem"\n[accounts]\nalways_on = false')
  const flags = {
    config,
    network: 'Net',
    motd: 'Hi',
    password: 'x',
    tlsCert: 'c.pem',
    guests: false,
    registration: false,
  }
  const { settings, tls } = readConfig(flags, {})
  expect(settings).toMatchObject({ name: 'a.example', network: 'Net', motd: ['Hi'], password: 'x', guests: false })
  expect(settings.accounts).toMatchObject({ registration: false, alwaysOn: false })
  expect(tls).toEqual({ cert: 'c.pem', key: 'b.pem' })
  // What a flag turns off is on without it, whatever the command line's library says.
  expect(readConfig({ guests: true, registration: true }, {}).settings).toEqual(defaultSettings)
  expect(complaint(() => readConfig({ name: 'a b' }, {}))).toMatch(/^--name: /u)
  expect(complaint(() => readConfig({ tlsCert: '' }, {}))).toBe('--tls-cert: this cannot be empty')
})

test('[R-CONFIG-4] read again, it tells what counts at once and what waits for the next start', () => {
  const config = file('port = 1\nnetwork = "Old"')
  const first = readConfig({ config }, {})
  file('port = 2\nnetwork = "New"\n[limits]\nping_every_ms = 5\n[files]\nlink_days = 3')
  const again = rereadConfig({ config }, first)
  expect(again.settings?.network).toBe('New')
  expect(again.waiting).toEqual(['port', 'limits', 'files'])
  expect(again.file).toBe('hubbub.toml')
})
