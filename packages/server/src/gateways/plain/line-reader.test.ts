// Tests of cutting text into what is said: lines, reads, the marker, and lines that are too long.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { cut } from '../kit/fixtures.ts'
import { LineReader, type Said } from './line-reader.ts'

function read(
  pieces: readonly (Uint8Array | string)[],
  options: { chunks?: boolean; lineBytesMax?: number } = {},
): string[] {
  const reader = new LineReader({ chunks: false, lineBytesMax: 100, ...options })
  const said = pieces.flatMap((piece) => [...reader.read(Buffer.from(piece as Uint8Array))])
  return [...said, ...reader.rest()].map(shown)
}

const shown = (said: Said): string => (said.kind === 'line' ? said.text : `(${said.kind})`)

const seed = 'Message 1 from client\nMessage 2 from client\nMessage 3 from client\nMessage 4 from client\n!Disconnect'
const seedSaid = [1, 2, 3, 4].map((number) => `Message ${number} from client`)

test('[R-PLAIN-6] the 99 bytes of a raw client are four lines and the end', () => {
  expect(Buffer.byteLength(seed)).toBe(99)
  expect(read([seed])).toEqual([...seedSaid, '(end)'])
})

test('[R-PLAIN-6] the marker is found wherever it stands, and what follows is not said', () => {
  expect(read(['hello!Disconnect and more\nmore'])).toEqual(['hello', '(end)'])
  expect(read(['one\ntwo!Disc', 'onnect'])).toEqual(['one', 'two', '(end)'])
  expect(read(['one\ntwo!Disc', 'nnect'])).toEqual(['one', 'two!Discnnect'])
  expect(read(['!!Disconnect'])).toEqual(['!', '(end)'])
  expect(read(['!Disconnec\n!Disconnect'])).toEqual(['!Disconnec', '(end)'])
})

test('[R-PLAIN-6] [R-PLAIN-7] however a raw stream is cut, lines and marker are the same', () => {
  const stream = Buffer.from(`${seed.slice(0, 30)}\nzwölf 日本 👍🏽\n${seed.slice(30)}`)
  fc.assert(
    fc.property(cut(stream), (pieces) => {
      expect(read(pieces)).toEqual(read([stream]))
    }),
  )
  expect(read([stream]).at(-1)).toBe('(end)')
})

test('[R-PLAIN-7] a character that is cut between two reads is put together', () => {
  const text = Buffer.from('grüße')
  expect(read([text.subarray(0, 3), text.subarray(3)])).toEqual(['grüße'])
  expect(read([text.subarray(0, 3), text.subarray(3)], { chunks: true })).toEqual(['gr', 'üße'])
})

test('[R-PLAIN-9] each read is a message where lines are not ended', () => {
  expect(read(['one', 'two\nthree', 'four'], { chunks: true })).toEqual(['one', 'two', 'three', 'four'])
})

test('[R-PLAIN-9] the marker is found between reads that are messages, too', () => {
  expect(read(['hello!Dis', 'connect'], { chunks: true })).toEqual(['hello', '(end)'])
  expect(read(['hello!', 'Disconnect'], { chunks: true })).toEqual(['hello!', '(end)'])
  expect(read(['hello!', 'Dis', 'connect'], { chunks: true })).toEqual(['hello!', '(end)'])
  expect(read(['hello!', 'Dishes'], { chunks: true })).toEqual(['hello!', 'Dishes'])
  expect(read(['hello!Di', 'shes'], { chunks: true })).toEqual(['hello', '!Dishes'])
  expect(read(['oh!'], { chunks: true })).toEqual(['oh!'])
  expect(read(['oh!Disc'], { chunks: true })).toEqual(['oh', '!Disc'])
})

test('[R-PLAIN-8] a line that is too long is refused once and skipped to its end', () => {
  const long = 'x'.repeat(60)
  expect(read([long, long, long, `\nshort\n`])).toEqual(['(too-long)', 'short'])
  expect(read([`${'é'.repeat(51)}\nshort`])).toEqual(['(too-long)', 'short'])
  expect(read([`${'é'.repeat(50)}\n`])).toEqual(['é'.repeat(50)])
})

test('[R-PLAIN-8] [R-PLAIN-6] the marker is found in a line that is skipped', () => {
  expect(read(['x'.repeat(150), 'x!Disco', 'nnect'])).toEqual(['(too-long)', '(end)'])
  expect(read(['x'.repeat(150), 'next'], { chunks: true })).toEqual(['(too-long)', 'next'])
})

test('[R-PLAIN-8] whatever comes, however it is cut, is said alike and within the limit', () => {
  const char = fc.oneof(
    fc.constantFrom('\n', '!', '!Disc', '!Disconnect', 'é', '👍', 'x'.repeat(70)),
    fc.string({ maxLength: 5 }),
  )
  const stream = fc.array(char, { maxLength: 30 }).map((parts) => Buffer.from(parts.join('')))
  fc.assert(
    fc.property(
      stream.chain((whole) => fc.tuple(fc.constant(whole), cut(whole))),
      ([whole, pieces]) => {
        const said = read(pieces)
        expect(said).toEqual(read([whole]))
        for (const text of said) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100)
      },
    ),
  )
})

test('[R-PLAIN-9] where reads are messages, nothing of a text is lost or doubled however it is cut', () => {
  const part = fc.constantFrom('!', '!D', '!Disc', 'onnect', 'hello', 'é', '\n')
  const stream = fc
    .array(part, { maxLength: 30 })
    .map((parts) => parts.join(''))
    .filter((text) => !text.includes('!Disconnect'))
  fc.assert(
    fc.property(
      stream.chain((whole) => fc.tuple(fc.constant(whole), cut(Buffer.from(whole)))),
      ([whole, pieces]) => {
        expect(read(pieces, { chunks: true, lineBytesMax: 1_000 }).join('')).toBe(whole.replaceAll('\n', ''))
      },
    ),
  )
})
