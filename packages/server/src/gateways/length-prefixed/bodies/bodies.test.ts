// Tests of bodies in their encodings: as observed, as other encoders write them, and as nobody should.

import { decode, encode } from 'cborg'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { type Dialect, type Opening, readBody, type Spoken, usualDialect, writeMessage } from '../dialect.ts'
import { Unreadable } from './said.ts'
import { atOnce, inTurns } from './steps.ts'

const jsonOpening: Opening = { body: 'json', prefixBytes: 4 }
const cborOpening: Opening = { body: 'cbor', prefixBytes: 4 }
const bincodeOpening: Opening = { body: 'bincode', prefixBytes: 4 }

const fromJson = (text: string) => atOnce(readBody(Buffer.from(text), jsonOpening))
const fromCbor = (value: unknown) => atOnce(readBody(Buffer.from(encode(value)), cborOpening))
const write = (said: Spoken, dialect: Partial<Dialect> = {}) =>
  atOnce(writeMessage(said, { ...usualDialect, ...dialect }))
const listed = (bytes: Uint8Array): number[] => [...bytes]

const hi: Spoken = { key: 'Text', user: 'bob', text: 'hi' }
const png = Uint8Array.of(137, 80, 78, 71)

test('[R-PREFIXED-1] the observed bytes are written', () => {
  expect(write(hi)).toEqual(Buffer.concat([Buffer.of(0, 0, 0, 0x0d), Buffer.from('{"Text":"hi"}')]))
  expect(String(write({ key: 'Image', user: null, bytes: png })).slice(4)).toBe('{"Image":[137,80,78,71]}')
  expect(String(write({ key: 'File', user: null, name: 'a.txt', bytes: Buffer.from('he') })).slice(4)).toBe(
    '{"File":["a.txt",[104,101]]}',
  )
  expect(write(hi, { body: 'cbor' }).toString('hex')).toBe('00000009a1645465787462' + '6869')
})

test('[R-PREFIXED-1] the observed bodies are read', () => {
  expect(fromJson('{"Text":"hola"}')).toEqual({ key: 'Text', text: 'hola' })
  expect(fromJson('{"Image":[137,80,78,71]}')).toEqual({ key: 'Image', bytes: png })
  expect(fromJson('{"File":["a.txt",[104,101]]}')).toEqual({
    key: 'File',
    name: 'a.txt',
    bytes: Uint8Array.of(104, 101),
  })
  expect(fromJson('{"Register":"bob"}')).toEqual({ key: 'Register', name: 'bob' })
  expect(fromJson(' {\n"Text" : "a \\"quoted\\\\\\" \\u00e9" }\n')).toEqual({ key: 'Text', text: 'a "quoted\\" é' })
  expect(fromJson('{ "Image" : [ 0 , 255\t] }')).toEqual({ key: 'Image', bytes: Uint8Array.of(0, 255) })
  expect(fromJson('{"Image":[]}')).toEqual({ key: 'Image', bytes: new Uint8Array() })
  expect(fromJson('"hi"')).toEqual({ key: 'Text', text: 'hi' })
})

test('[R-PREFIXED-3] bodies of later stages carry the user', () => {
  expect(fromJson('{"Text":["bob","hi"]}')).toEqual({ key: 'Text', user: 'bob', text: 'hi' })
  expect(fromJson('{"Text":[null,"hi"]}')).toEqual({ key: 'Text', user: null, text: 'hi' })
  expect(fromJson('{"Image":["bob",[1,2]]}')).toEqual({ key: 'Image', user: 'bob', bytes: Uint8Array.of(1, 2) })
  expect(fromJson('{"File":[null,"a.txt",[1]]}')).toEqual({
    key: 'File',
    user: null,
    name: 'a.txt',
    bytes: Uint8Array.of(1),
  })
  expect(String(write(hi, { shape: 'named' })).slice(4)).toBe('{"Text":["bob","hi"]}')
  expect(String(write({ ...hi, user: null }, { shape: 'named' })).slice(4)).toBe('{"Text":[null,"hi"]}')
})

test.each<[what: string, body: string]>([
  ['nothing', ''],
  ['no JSON', 'hello'],
  ['no end', '{"Text":"hi"'],
  ['more after the end', '{"Text":"hi"}}'],
  ['two keys', '{"Text":"hi","Image":[1]}'],
  ['an unknown key', '{"Quit":null}'],
  ['a key of every object', '{"toString":"hi"}'],
  ['bytes for a text', '{"Text":[1,2]}'],
  ['a text too many', '{"Text":["a","b","c"]}'],
  ['a text for bytes', '{"Image":"hi"}'],
  ['a number that is no byte', '{"Image":[256]}'],
  ['a negative number', '{"Image":[-1]}'],
  ['a fraction', '{"Image":[1.5]}'],
  ['a missing number', '{"Image":[1,]}'],
  ['an exponent', '{"Image":[1e2]}'],
  ['a list in the numbers', '{"Image":[[1],2]}'],
  ['very deep lists', `{"File":${'['.repeat(50_000)}`],
  ['very deep objects', '{"Text":'.repeat(50_000)],
  ['a control character', '{"Text":"\u0001"}'],
  ['no such escape', '{"Text":"\\x"}'],
  ['a text that no room takes', `{"Text":"${'x'.repeat(200_000)}"}`],
  ['null', 'null'],
])('[R-PREFIXED-10] JSON cannot be read: %s', (_, body) => {
  expect(() => fromJson(body)).toThrow(Unreadable)
})

test.each<[what: string, value: unknown]>([
  ['two keys', { Text: 'hi', Image: [1] }],
  ['an unknown key', { Nothing: 'hi' }],
  ['a number that is no byte', { Image: [256] }],
  ['too many texts', { Image: ['a', 'b', 'c', 'd'] }],
  ['no key', [1, 2]],
  ['a map in the map', { Image: { a: 1 } }],
  ['a number', 17],
])('[R-PREFIXED-10] CBOR cannot be read: %s', (_, value) => {
  expect(() => fromCbor(value)).toThrow(Unreadable)
})

test('[R-PREFIXED-10] CBOR that announces more than there is reserves no memory', () => {
  const huge = Buffer.from('a165496d6167659affffffff01', 'hex')
  expect(() => atOnce(readBody(huge, cborOpening))).toThrow(Unreadable)
  expect(() => atOnce(readBody(Buffer.from('a165496d6167659bffffffffffffffff', 'hex'), cborOpening))).toThrow(
    Unreadable,
  )
})

test('[R-PREFIXED-2] CBOR is read as another encoder writes it, and written as another decoder reads it', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
  expect(fromCbor({ Text: 'grüße' })).toEqual({ key: 'Text', text: 'grüße' })
  expect(fromCbor({ Image: listed(bytes) })).toEqual({ key: 'Image', bytes })
  expect(fromCbor({ Image: bytes })).toEqual({ key: 'Image', bytes: Buffer.from(bytes) })
  expect(fromCbor({ File: ['a.txt', [1, 24, 255]] })).toEqual({
    key: 'File',
    name: 'a.txt',
    bytes: Uint8Array.of(1, 24, 255),
  })
  expect(fromCbor({ Text: [null, 'hi'] })).toEqual({ key: 'Text', user: null, text: 'hi' })
  expect(fromCbor({ Register: 'bob' })).toEqual({ key: 'Register', name: 'bob' })
  const written = write({ key: 'File', user: 'bob', name: 'é'.repeat(200), bytes }, { body: 'cbor', shape: 'named' })
  expect(decode(written.subarray(4))).toEqual({ File: ['bob', 'é'.repeat(200), listed(bytes)] })
  const large = write({ key: 'Image', user: null, bytes: new Uint8Array(70_000) }, { body: 'cbor' })
  expect(decode(large.subarray(4)).Image).toHaveLength(70_000)
})

const field = (value: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(value as Uint8Array)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length))
  return Buffer.concat([length, bytes])
}
const bincode = (variant: number, ...fields: (string | Uint8Array)[]): Buffer =>
  Buffer.concat([Buffer.of(variant, 0, 0, 0), ...fields.map(field)])

test.each([
  ['Text=0', bincode(0, 'hi'), { key: 'Text', text: 'hi' }],
  ['Image=1', bincode(1, png), { key: 'Image', bytes: Buffer.from(png) }],
  ['File=2', bincode(2, 'a.txt', png), { key: 'File', name: 'a.txt', bytes: Buffer.from(png) }],
  ['Image=0', bincode(0, png), { key: 'Image', bytes: Buffer.from(png) }],
  ['File=1', bincode(1, 'a.txt', png), { key: 'File', name: 'a.txt', bytes: Buffer.from(png) }],
  ['Text=2', bincode(2, 'hi'), { key: 'Text', text: 'hi' }],
])('[R-PREFIXED-13] the first bincode body proves the order of its variants: %s', (_, body, said) => {
  expect(atOnce(readBody(body, bincodeOpening))).toEqual(said)
})

test.each<[what: string, body: Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['no whole field', Buffer.alloc(11)],
  ['an unknown variant', bincode(3, 'hi')],
  ['two fields for one', bincode(0, 'hi', 'more')],
  ['three fields', bincode(1, 'a', 'b', 'c')],
  ['a field that is cut', bincode(0, 'hi').subarray(0, 13)],
  ['a length beyond all numbers', Buffer.concat([Buffer.alloc(4), Buffer.alloc(8, 0xff)])],
])('[R-PREFIXED-10] bincode cannot be read: %s', (_, body) => {
  expect(() => atOnce(readBody(body, bincodeOpening))).toThrow(Unreadable)
})

const text = fc.string({ maxLength: 40 })
const bytes = fc.uint8Array({ maxLength: 400 })
const user = fc.option(text)
const spoken: fc.Arbitrary<Spoken> = fc.oneof(
  fc.record({ key: fc.constant('Text' as const), user, text }),
  fc.record({ key: fc.constant('Image' as const), user, bytes }),
  fc.record({ key: fc.constant('File' as const), user, name: text, bytes }),
)
const dialect: fc.Arbitrary<Dialect> = fc.record({
  body: fc.constantFrom('json' as const, 'cbor' as const),
  prefixBytes: fc.constantFrom(4 as const, 8 as const),
  shape: fc.constantFrom('bare' as const, 'named' as const),
  order: fc.constantFrom('text-first' as const, 'image-first' as const),
})

test('[R-PREFIXED-2] what is written in any dialect reads back', () => {
  fc.assert(
    fc.property(spoken, dialect, (said, form) => {
      const { user: by, ...rest } = said
      const read = atOnce(readBody(write(said, form).subarray(form.prefixBytes), form))
      expect(read).toEqual(form.shape === 'named' ? { ...rest, user: by } : rest)
    }),
  )
  fc.assert(
    fc.property(spoken, fc.constantFrom('text-first' as const, 'image-first' as const), (said, order) => {
      const form = { ...usualDialect, body: 'bincode', order } as const
      const read = atOnce(readBody(write(said, form).subarray(4), form))
      const bytes = 'bytes' in read ? { bytes: new Uint8Array(read.bytes) } : {}
      expect({ ...read, ...bytes, user: said.user }).toEqual(said)
    }),
  )
})

function keyOrRefusal(body: Buffer, opening: Opening): string {
  try {
    return atOnce(readBody(body, opening)).key
  } catch (cause) {
    return (cause as Error).name
  }
}

test('[R-PREFIXED-10] whatever comes is read or refused', () => {
  const almost = fc
    .string({ unit: fc.constantFrom(...'{}[]":,\\0129 nulTexImag'), maxLength: 40 })
    .map((body) => Buffer.from(body))
  const any = fc.uint8Array({ maxLength: 60 }).map((body) => Buffer.from(body))
  fc.assert(
    fc.property(fc.oneof(almost, any), fc.constantFrom(jsonOpening, cborOpening, bincodeOpening), (body, opening) => {
      expect(keyOrRefusal(body, opening)).toMatch(/^(Text|Image|File|Register|Unreadable)$/u)
    }),
    { numRuns: 2_000 },
  )
})

test('[R-PREFIXED-16] a large body is read and written in steps, with a turn for others after each', async () => {
  const bytes = new Uint8Array(500_000).fill(200)
  let turns = 0
  const clock = {
    now: () => 0,
    after: () => () => undefined,
    soon: (then: () => void) => {
      turns += 1
      setImmediate(then)
    },
  }
  for (const body of ['json', 'cbor'] as const) {
    const written = await inTurns(writeMessage({ key: 'Image', user: null, bytes }, { ...usualDialect, body }), clock)
    expect(await inTurns(readBody(written.subarray(4), { body, prefixBytes: 4 }), clock)).toEqual({
      key: 'Image',
      bytes,
    })
  }
  expect(turns).toBeGreaterThanOrEqual(4 * 7)
})
