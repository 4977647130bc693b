// Tests of frames as bytes: reading them however they are cut, and writing texts of any length and kind.

import { limits } from '@hubbub/protocol'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { FRAME_SIZES_BYTES } from '../../edge/detect/verdict.ts'
import { cut } from '../kit/fixtures.ts'
import { FrameReader } from './frame-reader.ts'
import { framesOf } from './frame-writer.ts'

const size = fc.constantFrom(...FRAME_SIZES_BYTES)
/** A line that a frame can carry: no NUL, no newline. */
const line = fc.array(fc.integer({ min: 1, max: 0x1_ffff }), { maxLength: 300 }).map((codes) =>
  String.fromCodePoint(...codes)
    .toWellFormed()
    .replaceAll(/[\r\n]/gu, ''),
)

function texts(pieces: readonly Buffer[], frameSize: number): string[] {
  const reader = new FrameReader(frameSize)
  return [...pieces.flatMap((piece) => [...reader.read(piece)]), ...reader.rest()]
}

test('[R-FRAMES-2] the text is what stands before the first NUL', () => {
  const frame = Buffer.from('hello\0rubbish'.padEnd(32, '\0'))
  expect(texts([frame, Buffer.alloc(32)], 32)).toEqual(['hello', ''])
})

test('[R-FRAMES-2] a newline at the end of a frame is no part of the text', () => {
  expect(texts([Buffer.from('hello\r\n'.padEnd(32, '\0'))], 32)).toEqual(['hello'])
})

test('[R-FRAMES-4] a full frame that was cut inside a character loses that character alone', () => {
  const cutFrame = Buffer.from(`${'x'.repeat(30)}日`).subarray(0, 32)
  expect(texts([cutFrame], 32)).toEqual(['x'.repeat(30)])
  expect(texts([Buffer.from(`${'x'.repeat(29)}日`)], 32)).toEqual([`${'x'.repeat(29)}日`])
})

test('[R-FRAMES-5] bytes that are no UTF-8 become U+FFFD', () => {
  expect(texts([Buffer.concat([Buffer.of(0xe9, 0x74, 0xe9), Buffer.alloc(29)])], 32)).toEqual(['\ufffdt\ufffd'])
})

test('[R-FRAMES-4] however the bytes are cut, the frames are the same', () => {
  const stream = Buffer.concat(['', 'hi', 'GET / HTTP/1.1', 'é'.repeat(16), 'ende'].map((text) => framesOf(text, 32)))
  fc.assert(
    fc.property(cut(Buffer.concat([stream, Buffer.from('rest')])), (pieces) => {
      expect(texts(pieces, 32)).toEqual(['', 'hi', 'GET / HTTP/1.1', 'é'.repeat(16), 'ende', 'rest'])
    }),
  )
})

test('[R-FRAMES-5] whatever comes, no more text comes out than there were frames', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), size, (bytes, frameSize) => {
      const said = texts([Buffer.from(bytes)], frameSize)
      expect(said.length).toBeLessThanOrEqual(Math.ceil(bytes.length / frameSize))
      expect(said.join('')).not.toContain('\0')
    }),
  )
})

test('[R-FRAMES-3] a text is padded to one frame, and a full one has no NUL', () => {
  expect(framesOf('hello', 32)).toEqual(Buffer.concat([Buffer.from('hello'), Buffer.alloc(27)]))
  expect(framesOf('x'.repeat(32), 32)).toEqual(Buffer.from('x'.repeat(32)))
  expect(framesOf('', 64)).toEqual(Buffer.alloc(64))
})

test('[R-FRAMES-3] a long line becomes several frames, cut between characters', () => {
  expect(texts([framesOf('日'.repeat(20), 32)], 32)).toEqual(['日'.repeat(10), '日'.repeat(10)])
  expect(texts([framesOf(`${'x'.repeat(31)}é`, 32)], 32)).toEqual(['x'.repeat(31), 'é'])
})

test('[R-FRAMES-3] every line that is not blank becomes a frame', () => {
  expect(texts([framesOf('one\r\n\ntwo\n  \nthree\n', 32)], 32)).toEqual(['one', 'two', 'three'])
  expect(texts([framesOf('\n\n', 32)], 32)).toEqual([''])
})

test('[R-FRAMES-3] a text of very many lines is cut', () => {
  const read = texts([framesOf('x\n'.repeat(5_000), 1_024)], 1_024)
  expect(read).toHaveLength(limits.frames_per_text_max)
  expect(read.at(-1)).toBe('…')
})

test('[R-FRAMES-3] what is written is whole frames, and reads back as what was said', () => {
  fc.assert(
    fc.property(line, size, (text, frameSize) => {
      const frames = framesOf(text, frameSize)
      expect(frames.length % frameSize).toBe(0)
      expect(texts([frames], frameSize).join('')).toBe(text)
    }),
  )
})
