// The rules that a line of text decides: SSH, HTTP, the PROXY header, IRC, and plain text with its near misses.

import { describe, expect, test } from 'vitest'
import type { Decision } from './detect.ts'
import { always, arrive, everyByte, hex, look, raw, utf8 } from './detect/fixtures.ts'
import {
  COURSE_JSON,
  HTTP,
  IRC,
  PLAIN_CHUNKS,
  PLAIN_LINES,
  PLAIN_TELNET,
  PROXY,
  SSH,
  frames,
} from './detect/verdict.ts'

const afterQuiet = (bytes: Uint8Array): Decision => arrive(bytes, everyByte(bytes), 'quiet')
const afterEnd = (bytes: Uint8Array): Decision => arrive(bytes, everyByte(bytes), 'ended')

describe('SSH', () => {
  test.each(['SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n', 'SSH-1.99-x\n', 'SSH-2.0-x\r\n', 'SSH-2.0-slow'])(
    '%j is SSH [R-DETECT-5]',
    (text) => expect(always(raw(text))).toEqual(SSH),
  )

  test('a NUL may still come until the line ends or 32 bytes are there [R-DETECT-5]', () => {
    expect(look(raw('SSH-2.0-hello'))).toBe('idle')
    expect(look(raw(`SSH-2.0-${'x'.repeat(24)}`))).toEqual(SSH)
  })
})

describe('HTTP', () => {
  test.each([
    'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET / HTTP/1.0\n\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'GET http://localhost:11111/ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\n\r\n',
    'CONNECT example.org:443 HTTP/1.1\r\n\r\n',
    'POST /rooms/a b/files HTTP/1.1\r\n\r\n',
    'SPELL /wand HTTP/1.1\r\n\r\n',
    'GET HTTP/1.1\n',
    '\r\nGET / HTTP/1.1\r\n\r\n',
    `GET /${'long/'.repeat(1500)} HTTP/1.1\r\n\r\n`,
  ])('%.60j is HTTP [R-DETECT-6]', (text) => expect(always(raw(text))).toEqual(HTTP))

  test.each([
    'GET a coffee\n',
    'GET /\n',
    'I speak HTTP/1.1\n',
    'GET / HTTP/2.0\n',
    'HTTP/1.1\n',
    'get some HTTP/1.1\n',
  ])('%j is chat [R-DETECT-6]', (text) => expect(always(raw(text))).toEqual(PLAIN_LINES))

  test.each([
    'POST /',
    'GET /a/long/path',
    'GET / HT',
    'GET / HTTP/1.1',
    'GET / HTTP/1.1\r',
    'GET http://a/',
    `PUT /${'x'.repeat(3000)}`,
  ])('%.40j may pause and is never chat [R-DETECT-7]', (text) => expect(look(raw(text), { quiet: true })).toBe('more'))

  test('a line that can no longer become a request is chat when it falls quiet [R-DETECT-7]', () => {
    expect(afterQuiet(raw('GET / was slow'))).toEqual(PLAIN_CHUNKS)
    expect(afterQuiet(raw('GET / HTTP/1.1 is old'))).toEqual(PLAIN_CHUNKS)
    expect(afterEnd(raw('GET /'))).toEqual(PLAIN_CHUNKS)
    expect(afterEnd(raw('GET / HTTP/1.1'))).toEqual(HTTP)
  })
})

describe('PROXY header', () => {
  test.each([
    raw('PROXY TCP4 192.0.2.7 192.0.2.8 4711 11111\r\nhello\n'),
    raw('PROXY TCP6 ::1 ::1 4711 11111\r\n'),
    raw('PROXY UNKNOWN\r\n'),
    hex('0d0a0d0a000d0a515549540a 2111000c'),
  ])('%s is a header [R-DETECT-8]', (bytes) => expect(always(bytes)).toEqual(PROXY))

  test.each(['PROXY servers are slow\n', 'PROXY TCP\n', `PROXY TCP4 ${'1'.repeat(100)}\n`])(
    '%j is chat [R-DETECT-8]',
    (text) => expect(always(raw(text))).toEqual(PLAIN_LINES),
  )

  test('a header that pauses is waited for, also when it began like two empty lines [R-DETECT-8]', () => {
    expect(look(raw('PROXY TCP4 192.0'), { quiet: true })).toBe('more')
    expect(look(hex('0d0a0d0a00'), { quiet: true })).toBe('more')
    expect(look(hex('0d0a0d0a'), { quiet: true })).toEqual(PLAIN_LINES)
  })
})

describe('IRC', () => {
  test.each([
    'CAP LS 302\r\n',
    'cap ls\n',
    'CAP REQ :sasl server-time\r\n',
    'CAP END\r\n',
    'NICK bob\r\nUSER bob 0 * :Bob\r\n',
    'nick bob\nuser bob 0 * bob\n',
    'USER bob "" "host" :\r\nNICK :[b]o_b\r\n',
    'NICK zoë\r\nUSER zoë 8 x :Zoë\r\n',
    'PASS secret\r\nNICK bob\r\n',
    `PASS ${'token'.repeat(900)}\r\nUSER a 0 * :${'x'.repeat(2000)}\r\n`,
    'PASS :two words\r\n\r\nCAP LS 302\r\n',
    'NICK bob\r\nAUTHENTICATE PLAIN\r\n',
    'WEBIRC password gateway example.org 2001:db8::7 :secure\r\n',
    'QUIT\r\n',
    'QUIT :gone\r\n',
    'NICK bob\nQUIT\n',
    '\r\nNICK bob\r\nUSER a 0 * :a\r\n',
    '@label=x CAP LS 302\r\n',
    '@label=x;+a=b NICK bob\r\n@label=y USER a 0 * :a\r\n',
    ':bob!b@example.org NICK bob\r\nUSER a 0 * :a\r\n',
    '@time=1 :bob QUIT\r\n',
    'AUTHENTICATE PLAIN\r\nCAP END\r\n',
    'USER a 0 * :a\r\nPASS x\r\nNICK bob\r\n',
    'PING :cookie\r\nNICK bob\r\n',
    'NICK bob\r\nPING 1\r\n',
    'NICK :\r\nUSER u s e r\r\n',
    'NICK *\r\nUSER u s e r\r\n',
    `NICK ${'雨'.repeat(32)}\r\nUSER ame 0 * :${'雨'.repeat(40)}\r\n`,
    `USER ame 0 * :a\r\nNICK ${'🙂'.repeat(32)}\r\n`,
    'NICK bob\r\nAWAY :not here\r\n',
    'NICK bob\r\nAWAY *\r\nUSER a 0 * :a\r\n',
    'NICK bob\r\nAWAY\r\n',
  ])('%.60j is IRC [R-DETECT-16]', (text) => expect(always(utf8(text))).toEqual(IRC))

  test.each([
    'NICK who?\n',
    'NICK is my name\n',
    'nick\n',
    'user friendly\n',
    'USER\n',
    'CAP it\n',
    'PASS me the salt\n',
    'quit smoking\n',
    'WEBIRC is a good idea\n',
    'WEBIRC is a very good idea\n',
    'WEBIRC this looks so faded\n',
    ' NICK bob\nUSER a 0 * :a\n',
    'constructor\n',
    'NICK bob\nsays hi\n',
    'PASS x\nUSER friendly\n',
    'user friendly interfaces are good\nyes\n',
    '@bob quit\n',
    ':D quit\n',
    '@bob=ann nick is gone\n',
    'ping\n',
    'ping bob\nare you there\n',
    'NICK\n',
    'away\nNICK bob\n',
    'NICK bob\naway for lunch\n',
    'POST / of the week\nNICK bob\nUSER a 0 * :a\n',
  ])('%j is chat [R-DETECT-16] [R-DETECT-17]', (text) => expect(always(utf8(text))).toEqual(PLAIN_LINES))

  test('NICK, USER and PASS alone wait for the second line without end [R-DETECT-17]', () => {
    for (const text of ['NICK bob\r\n', 'PING x\r\n', 'USER a 0 * :a\r\n', 'PASS x\r\n\r\n', 'NICK bob\r\nUSER a 0'])
      expect(look(raw(text), { quiet: true })).toBe('more')
    expect(afterEnd(raw('NICK bob\r\n'))).toEqual(PLAIN_LINES)
    expect(afterEnd(raw('NICK bob\r\nUSER a 0 * :a'))).toEqual(IRC)
  })
})

describe('plain', () => {
  test.each(['fffb1ffffd03', 'fffd', 'fffe01', 'fffc01 4e49434b20'])('%s is telnet [R-DETECT-21]', (bytes) =>
    expect(always(hex(bytes))).toEqual(PLAIN_TELNET),
  )

  test('a single ff waits, and may be a letter [R-DETECT-21]', () => {
    expect(look(hex('ff'), { quiet: true })).toBe('more')
    expect(always(raw('\xffes\n'))).toEqual(PLAIN_LINES)
    expect(always(raw('\xff\xff\n'))).toEqual(PLAIN_LINES)
  })

  test.each([
    'hello\n',
    'hello\r\nthere',
    '\n',
    '\r\n\r\n',
    '-\n',
    'ñandú 🙂\n',
    '\x1b[Aup\n',
    '\x07\n',
    '\n\0\0\n',
    '[1]\n',
    'a\n\0\0\x01',
  ])('%j are lines [R-DETECT-22]', (text) => expect(always(utf8(text))).toEqual(PLAIN_LINES))

  test('latin1 is text too, and a newline ends any length [R-DETECT-22]', () => {
    expect(always(raw('\xe9t\xe9\n'))).toEqual(PLAIN_LINES)
    expect(always(raw(`${'x'.repeat(5000)}\n`))).toEqual(PLAIN_LINES)
    expect(look(raw(`${' '.repeat(3000)}\n`))).toEqual(PLAIN_LINES)
  })

  test('an empty line waits for what follows it [R-DETECT-22]', () => {
    expect(look(raw('\n'))).toBe('idle')
    expect(always(raw('\n{"type":"USERS"}'))).toEqual(COURSE_JSON)
    expect(always(raw('\nhello'))).toEqual(PLAIN_LINES)
  })

  test('without a newline each read is a message, but 32 bytes are a full frame [R-DETECT-24]', () => {
    expect(always(raw('hello'))).toEqual(PLAIN_CHUNKS)
    expect(always(raw('!Disconnect'))).toEqual(PLAIN_CHUNKS)
    expect(always(raw('x'.repeat(31)))).toEqual(PLAIN_CHUNKS)
    expect(always(raw('x'.repeat(32)))).toEqual(frames(32))
    expect(always(raw('x'.repeat(33)))).toEqual(PLAIN_CHUNKS)
    expect(always(raw('GET /'.padEnd(32, 'x')))).toEqual(frames(32))
    expect(always(raw('x'.repeat(64)))).toEqual(PLAIN_CHUNKS)
  })
})
