// The ambiguous cases a to j of wires/detection.md, each by its letter (j, the mixed run, is detect.slow.test.ts).

import { describe, expect, test } from 'vitest'
import type { Verdict } from './detect.ts'
import { always, arrive, everyByte, glue, hex, look, padded, raw, utf8 } from './detect/fixtures.ts'

const frames32: Verdict = { wire: 'frames', size: 32 }
const http: Verdict = { wire: 'http' }
const lines: Verdict = { wire: 'plain', telnet: false, chunks: false }
const chunks: Verdict = { wire: 'plain', telnet: false, chunks: true }

/** What the first client of each wire says, whole. */
const FIRST_WORDS: readonly (readonly [name: string, bytes: Uint8Array, verdict: Verdict])[] = [
  ['TLS', hex('160301020001'), { wire: 'tls' }],
  ['SSH', raw('SSH-2.0-OpenSSH_9.2p1\r\n'), { wire: 'ssh' }],
  ['HTTP', raw('GET / HTTP/1.1\r\nHost: a\r\n\r\n'), http],
  ['IRC', raw('CAP LS 302\r\nNICK bob\r\nUSER bob 0 * :Bob\r\n'), { wire: 'irc' }],
  ['PROXY', raw('PROXY TCP4 192.0.2.7 192.0.2.8 4711 11111\r\n'), { wire: 'proxy' }],
  ['course JSON', utf8('{"type":"IDENTIFY","username":"bob"}'), { wire: 'course-json' }],
  ['frames', padded('hello', 32), frames32],
  [
    'length-prefixed',
    hex('0000000d 7b2254657874223a226869227d'),
    { wire: 'length-prefixed', body: 'json', prefixBytes: 4 },
  ],
  ['lines', raw('hello\n'), lines],
  ['telnet', hex('fffb1f 68690d0a'), { wire: 'plain', telnet: true, chunks: false }],
  ['chunks', raw('hello'), chunks],
  [
    'seed 004',
    raw('Message 1 from client\nMessage 2 from client\nMessage 3 from client\nMessage 4 from client\n!Disconnect'),
    lines,
  ],
]

describe('case a', () => {
  test.each([
    'GET /',
    'GET / HTTP/1.1',
    'NICK bob',
    'CAP LS 302',
    'QUIT',
    '{',
    '{}',
    '{"a":1}',
    '{"type":"USERS"}',
    'SSH-2.0-',
    'SSH-2.0-x',
    'PROXY TCP4 1',
    'POST',
  ])('a frame of 32 whose text is %j is a frame [R-DETECT-18]', (text) => {
    expect(always(padded(text, 32))).toEqual(frames32)
    expect(always(glue(padded(text, 32), padded('NICK bob', 32)))).toEqual(frames32)
  })

  test('a newline before the NUL decides against frames [R-DETECT-18]', () =>
    expect(always(raw('hello\n\0\0\0'))).toEqual(lines))
})

test('case b: 32 bytes of text wait, for a newline, a NUL or quiet [R-DETECT-24]', () => {
  const full = raw('exactly thirty-two bytes of text')
  expect(look(full)).toBe('idle')
  expect(look(full, { firstSegment: 32 })).toBe('idle')
  expect(always(full)).toEqual(frames32)
  expect(always(glue(full, raw('\n')))).toEqual(lines)
  expect(always(glue(full, raw(' and more')))).toEqual(chunks)
})

test('case c: an empty first line is 32 NULs, an 8-byte length, or a bare newline [R-DETECT-12] [R-DETECT-20] [R-DETECT-22]', () => {
  expect(always(new Uint8Array(32))).toEqual(frames32)
  expect(always(hex('0000000000000009a16454657874626869'))).toEqual({
    wire: 'length-prefixed',
    body: 'cbor',
    prefixBytes: 8,
  })
  expect(always(raw('\n'))).toEqual(lines)
  expect(always(raw('\r\n'))).toEqual(lines)
})

test('case d: `GET a coffee` is a chat line [R-DETECT-6]', () => {
  expect(always(raw('GET a coffee\n'))).toEqual(lines)
  expect(always(raw('GET a coffee'))).toEqual(chunks)
})

test('case e: `NICK who?` is a chat line, and a legal nick waits for a second command [R-DETECT-16] [R-DETECT-17]', () => {
  expect(always(raw('NICK who?\n'))).toEqual(lines)
  expect(look(raw('NICK who\n'))).toBe('more')
  expect(always(raw('NICK who\nis there\n'))).toEqual(lines)
  expect(always(raw('NICK who\nUSER who 0 * :Who\n'))).toEqual({ wire: 'irc' })
})

test('case f: pretty-printed JSON over several lines is course JSON, with pauses between the lines too [R-DETECT-9]', () => {
  const pretty = utf8(JSON.stringify({ type: 'IDENTIFY', username: 'bob' }, null, 2))
  expect(always(pretty)).toEqual({ wire: 'course-json' })
  for (const cut of everyByte(pretty).slice(0, 8)) expect(look(pretty.subarray(0, cut), { quiet: true })).toBe('more')
})

test.each(FIRST_WORDS)('case g: %s whole in one segment with its end [R-DETECT-1]', (_name, bytes, verdict) => {
  expect(look(bytes, { ended: true })).toEqual(verdict)
  expect(look(bytes, { ended: true, quiet: true, firstSegment: bytes.length })).toEqual(verdict)
})

test.each(FIRST_WORDS)('case h: %s one byte at a time [R-DETECT-1]', (_name, bytes, verdict) => {
  expect(arrive(bytes, everyByte(bytes), 'quiet')).toEqual(verdict)
})

test.each([
  'NICK bob\r\nUSER bob 0 * :Bob\r\n',
  '{"type":"IDENTIFY","username":"bob"}',
  'hello\n!Disconnect',
  '\0\0\0\r{"Text":"hi"}',
])('case i: a request whose body is %j stays HTTP [R-DETECT-6]', (body) =>
  expect(always(raw(`POST / HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`))).toEqual(http),
)
