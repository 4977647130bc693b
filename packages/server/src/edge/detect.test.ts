// The rules that bytes decide: TLS, course JSON, length-prefixed, frames, silence, the unknown and the limit.

import { describe, expect, test } from 'vitest'
import type { Decision } from './detect.ts'
import { always, arrive, everyByte, glue, hex, look, padded, raw, utf8 } from './detect/fixtures.ts'
import { COURSE_JSON, PLAIN_CHUNKS, PLAIN_LINES, TLS, UNKNOWN, frames, prefixed } from './detect/verdict.ts'

const afterQuiet = (bytes: Uint8Array): Decision => arrive(bytes, everyByte(bytes), 'quiet')

test('a connection that says nothing is never decided [R-DETECT-2]', () => {
  expect(look(raw(''))).toBe('more')
  expect(look(raw(''), { quiet: true })).toBe('more')
  expect(look(raw(''), { ended: true })).toEqual(UNKNOWN)
})

describe('TLS', () => {
  test.each(['16030100', '160300', '160301ffff', '160304'])('%s is a ClientHello [R-DETECT-4]', (bytes) =>
    expect(always(hex(bytes))).toEqual(TLS),
  )

  test.each(['1602', '160305', '1700'])('%s is none [R-DETECT-4]', (bytes) =>
    expect(always(hex(bytes))).toEqual(UNKNOWN),
  )

  test('two bytes are not enough [R-DETECT-4]', () => {
    expect(look(hex('16'))).toBe('more')
    expect(look(hex('1603'), { quiet: true })).toBe('more')
  })
})

describe('course JSON', () => {
  test.each([
    '{"type":"IDENTIFY","username":"bob"}',
    '{"type":"IDENTIFY","username":"bob"}\n{"type":"USERS"}\n',
    '\ufeff{"type":"IDENTIFY","username":"ñandú"}',
    ' \r\n\t{ "username" : "a}b" , "type" : "IDENTIFY" }',
    '\0\0{"type":"IDENTIFY","username":"bob"}\0\0',
    '\0{\n "type": "USERS" }',
    '\n\0 {"type":"USERS"}',
    '{\n  "type": "IDENTIFY",\n  "username": "bob"\n}\n',
    '{"type":"USERS"}',
    '{}',
    '{ } ',
    '{"a\\"}":1}',
    '{not json}',
    "{'type': 'IDENTIFY'}",
    '{}\0{"type":"USERS"}',
    `{"text":"${'x'.repeat(9000)}"`,
    `{"type":"IDENTIFY","username":"bob"}${'\0'.repeat(988)}`,
  ])('%.50j is course JSON [R-DETECT-9]', (text) => expect(always(utf8(text))).toEqual(COURSE_JSON))

  test('the first key decides as soon as no frame is possible: a newline, or 32 bytes without a NUL [R-DETECT-9]', () => {
    expect(look(raw('{"type":"IDENTIFY","username":"'))).toBe('more')
    expect(look(raw('{"type":"IDENTIFY","username":"b'))).toEqual(COURSE_JSON)
    expect(look(raw('{\n "type":'))).toEqual(COURSE_JSON)
  })

  test('a short object is certain when a newline or 32 bytes exclude a frame, or NULs stand before it [R-DETECT-9]', () => {
    expect(look(raw('{}'))).toBe('idle')
    expect(look(raw('{}\n'))).toEqual(COURSE_JSON)
    expect(look(raw('{}'.padEnd(32)))).toEqual(COURSE_JSON)
    expect(look(raw('\0\0{"type":'))).toEqual(COURSE_JSON)
    expect(always(raw(' \0 {"type":"USERS"}'))).toEqual(COURSE_JSON)
    expect(always(glue(padded(' ', 32), padded('{"a":1}', 32)))).toEqual(frames(32))
  })

  test('braces inside strings do not end an object [R-DETECT-9]', () => {
    expect(look(raw('{x:"}"\n'))).toBe('idle')
    expect(look(raw('{x:"\\"}"\n'))).toBe('idle')
    expect(look(raw('{x:"}"}\n'))).toEqual(COURSE_JSON)
    expect(look(raw('{x:{}\n'))).toBe('idle')
  })

  test('an object may take its time, and a cut one is refused in its own terms [R-DETECT-9]', () => {
    for (const part of ['{', '{ ', '{\n', '{\n  "ty', '{"type"', '{"type":"IDENT']) {
      expect(look(raw(part), { quiet: true })).toBe('more')
      expect(look(raw(part), { ended: true })).toEqual(COURSE_JSON)
    }
  })

  test('a text that only begins with a brace is chat once it falls quiet [R-DETECT-10]', () => {
    expect(look(raw('{hello\n'))).toBe('idle')
    expect(always(raw('{hello\n'))).toEqual(PLAIN_LINES)
    expect(always(raw('{"never closed\n'))).toEqual(PLAIN_LINES)
    expect(always(raw('{"well" said\n'))).toEqual(PLAIN_LINES)
    expect(always(raw('\0\0{hello'))).toEqual(UNKNOWN)
    expect(always(raw('{hello'))).toEqual(PLAIN_CHUNKS)
    expect(always(raw('{ a full frame of 32 characters '))).toEqual(frames(32))
    expect(look(raw(`{${'x'.repeat(2000)}\n`))).toEqual(PLAIN_LINES)
  })
})

describe('length-prefixed', () => {
  const body = (text: string, length = text.length) => glue(hex(length.toString(16).padStart(8, '0')), raw(text))

  test.each([
    hex('0000000d 7b2254657874223a226869227d'),
    body('{"Text":"hi"}', 123),
    body('{"Text":"21 characters of text"}', 32),
    body('{"Text":""}', 10),
    body('{ "Text":""}', 0x20202020 & 0x03ffffff),
    body('{\n "Text":"hi"}'),
    body('"Quit"'),
    body('{}'),
    body('{"Image":[137,80,78', 40_000_000),
  ])('%s has a JSON body [R-DETECT-11]', (bytes) => expect(always(bytes)).toEqual(prefixed('json')))

  test.each([hex('00000009 a1645465787462 6869'), hex('00000005 6451756974'), hex('00ffffff a1')])(
    '%s has a CBOR body [R-DETECT-12]',
    (bytes) => expect(always(bytes)).toEqual(prefixed('cbor')),
  )

  test.each([hex('0000000000000009 a16454657874626869'), hex('0000000000000001 60'), hex('0000000003ffffff a1')])(
    '%s has a CBOR body behind an 8-byte length [R-DETECT-12]',
    (bytes) => expect(always(bytes)).toEqual(prefixed('cbor', 8)),
  )

  test.each([hex('0000000e 00000000 0200000000000000 6869'), hex('00000020 02000000 05'), hex('0000007b 00000000')])(
    '%s has a bincode body [R-DETECT-13]',
    (bytes) => expect(always(bytes)).toEqual(prefixed('bincode')),
  )

  test('the length alone decides nothing, however long it stays alone [R-DETECT-14]', () => {
    for (const part of ['00', '0000000d', '03', '0000000000000009', '0000000e 000000'])
      expect(look(hex(part), { quiet: true })).toBe('more')
  })

  test.each([
    ['TPKT', '03000013 0ee00000'],
    ['SMB', '00000085 ff534d4272'],
    ['PostgreSQL', '00000008 04d2162f'],
    ['a text of another length', '00000006 6451756974'],
    ['an 8-byte length past all limits', '0000000004000000 a1'],
    ['a text of zeros and letters', '006869'.padEnd(20, '6a')],
  ])('%s opens like a length and is unknown [R-DETECT-23]', (_name, bytes) =>
    expect(always(hex(bytes))).toEqual(UNKNOWN),
  )

  test('three NULs and an object are no length of 123 [R-DETECT-15]', () => {
    expect(always(raw('\0\0\0{"type":"IDENTIFY","username":"bob"}'))).toEqual(COURSE_JSON)
    expect(always(raw('\0\0\0{{"Text":"hi"}'))).toEqual(prefixed('json'))
  })
})

describe('frames', () => {
  test.each([32, 64, 128, 255, 256, 512, 1024] as const)(
    'a padded text of %d bytes gives the size [R-DETECT-19]',
    (size) => {
      expect(always(padded('hello', size))).toEqual(frames(size))
      expect(always(glue(padded('hello', size), padded('there', size)))).toEqual(frames(size))
      expect(always(padded('x'.repeat(size - 1), size))).toEqual(frames(size))
    },
  )

  test('a first read of exactly one padded frame decides at once, other pieces wait [R-DETECT-19]', () => {
    expect(look(padded('hello', 32))).toBe('idle')
    expect(look(padded('hello', 32), { firstSegment: 32 })).toEqual(frames(32))
    expect(look(glue(padded('hello', 32), padded('', 32)), { firstSegment: 32 })).toEqual(frames(32))
    expect(look(padded('hello', 64), { firstSegment: 64 })).toEqual(frames(64))
    expect(look(glue(padded('hello', 32), padded('there', 32)), { firstSegment: 64 })).toEqual(frames(32))
    expect(look(padded('hello', 20), { firstSegment: 20 })).toBe('idle')
    expect(
      look(glue(raw('a full frame of 32 characters ...'.slice(0, 32)), padded('b', 32)), { firstSegment: 32 }),
    ).toEqual(frames(32))
  })

  test('empty frames after the first are counted by the smallest size that fits [R-DETECT-19]', () => {
    expect(always(glue(padded('hello', 96), padded('there', 32)))).toEqual(frames(32))
    expect(always(padded('hello', 4096))).toEqual(frames(32))
    expect(look(padded('hello', 1025))).toEqual(frames(32))
    expect(always(padded('x'.repeat(300), 4096))).toEqual(frames(512))
  })

  test('a part of a frame that falls quiet is still a frame [R-DETECT-18]', () => {
    expect(afterQuiet(raw('hello\0'))).toEqual(frames(32))
    expect(afterQuiet(padded('hello', 40))).toEqual(frames(64))
  })

  test.each(['hi\0hi', 'hi\0\n', `${'x'.repeat(1100)}\0`, ' \0 x'])('%.20j is no frame [R-DETECT-23]', (text) =>
    expect(always(raw(text))).toEqual(UNKNOWN),
  )

  test('32 NULs are an empty frame of 32, fewer decide nothing [R-DETECT-20]', () => {
    expect(always(new Uint8Array(32))).toEqual(frames(32))
    expect(always(new Uint8Array(64))).toEqual(frames(32))
    expect(always(glue(new Uint8Array(32), padded('{', 32)))).toEqual(frames(32))
    expect(look(new Uint8Array(31), { quiet: true })).toBe('more')
  })
})

test.each(['04', '15030100', 'hello\x01\n', 'ff01', '80 2e 01'])('%j is unknown [R-DETECT-23]', (text) =>
  expect(always(/^[0-9a-f ]+$/.test(text) ? hex(text) : raw(text))).toEqual(UNKNOWN),
)

test('what is undecided at the limit is unknown [R-DETECT-25]', () => {
  for (const opening of ['x', ' ', '{ ', 'NICK a\n', 'GET /', '\xe9'])
    expect(always(raw(opening.padEnd(9000, opening.at(0) === ' ' ? ' ' : 'x')))).toEqual(UNKNOWN)
  expect(always(raw(`${'x'.repeat(8190)}\n`))).toEqual(PLAIN_LINES)
  expect(always(raw(`${'x'.repeat(8192)}\n`))).toEqual(UNKNOWN)
})
