// Tests of telling what a file is from its bytes, however they are cut into pieces.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { sniffed } from './sniff.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')

async function typeOf(content: Uint8Array, pieceBytes = 7): Promise<string> {
  const sniff = sniffed(pieces(content, pieceBytes))
  const out: Uint8Array[] = []
  for await (const piece of sniff.content) out.push(piece)
  expect(Buffer.concat(out).equals(content)).toBe(true)
  return sniff.type()
}

async function* pieces(content: Uint8Array, bytes: number) {
  for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes)
}

test.each([
  ['a PNG', png, 'image/png'],
  ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00', 'latin1'), 'image/gif'],
  ['a PDF', Buffer.from('%PDF-1.7\n%\xff\xff\n', 'latin1'), 'application/pdf'],
  ['a PDF that is plain text', Buffer.from('%PDF-1.4\n1 0 obj\n'), 'application/pdf'],
  ['nothing', Buffer.alloc(0), 'text/plain; charset=utf-8'],
  ['text', Buffer.from('hëllo wörld 🦆\n'), 'text/plain; charset=utf-8'],
  ['text that begins like a bitmap', Buffer.from('BM is a band.'), 'text/plain; charset=utf-8'],
  ['Latin-1', Buffer.from('h\xebllo', 'latin1'), 'application/octet-stream'],
  ['text with a NUL', Buffer.from('a\0b'), 'application/octet-stream'],
  ['text with a cut character at the end', Buffer.from('🦆').subarray(0, 3), 'application/octet-stream'],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'image/svg+xml'],
  ['SVG after a prologue', Buffer.from('\ufeff <?xml version="1.0"?><!-- a --><!-- b -->\n<svg/>'), 'image/svg+xml'],
  ['SVG with a doctype', Buffer.from('<!DOCTYPE svg PUBLIC "x" "y"><svg/>'), 'image/svg+xml'],
  ['HTML', Buffer.from('<!DOCTYPE html><p>hi'), 'text/html; charset=utf-8'],
  ['HTML without a head', Buffer.from('\n\n<SCRIPT>alert(1)</SCRIPT>'), 'text/html; charset=utf-8'],
  ['XML', Buffer.from('<?xml version="1.0"?><rss/>'), 'text/xml; charset=utf-8'],
  ['a sentence with a tag in it', Buffer.from('use <b> for bold'), 'text/plain; charset=utf-8'],
])('[R-HTTP-24] %s', async (_name, content, type) => {
  expect(await typeOf(content)).toBe(type)
  expect(await typeOf(content, 1)).toBe(type)
})

test('[R-HTTP-24] text is text wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.integer({ min: 1, max: 9 }),
      async (text, cut) => {
        const plain = `. ${text.replaceAll('\0', '')}`
        expect(await typeOf(Buffer.from(plain), cut)).toBe('text/plain; charset=utf-8')
      },
    ),
  )
})

test('[R-HTTP-24] bytes that are not text after the first ones make a file that is not text', async () => {
  expect(await typeOf(Buffer.concat([Buffer.alloc(10_000, 'a'), Buffer.of(0xff)]), 4_096)).toBe(
    'application/octet-stream',
  )
})

test('[R-HTTP-24] content made to keep the sniffing busy is done at once', async () => {
  expect(await typeOf(Buffer.from('<!---->'.repeat(100_000)), 65_536)).toBe('text/plain; charset=utf-8')
})
