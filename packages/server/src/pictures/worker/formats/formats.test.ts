// Proves that no bytes whatever bring the readers of formats to a fall, and that what was stripped stays as it is.

import fc from 'fast-check'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'

import { animation, plain, secret, told } from '../../fixtures.ts'
import { formats } from './index.ts'

const kinds = ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const

describe.each(kinds)('%s', (kind) => {
  const strip = formats.get(`image/${kind}`)?.strip ?? ((bytes: Buffer) => bytes)
  let original: Buffer
  beforeAll(async () => {
    original = kind === 'gif' ? await animation('gif') : await told(plain())[kind]().toBuffer()
  })

  test('random bytes are walked to their end [R-PIC-8]', () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    fc.assert(
      fc.property(bytes, fc.nat(60), (tail, kept) => {
        const given = Buffer.concat([original.subarray(0, 12 + kept), tail])
        const before = Buffer.from(given)
        expect(strip(given).length).toBeLessThanOrEqual(given.length)
        expect(given.equals(before)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('cut anywhere, it is walked to its end [R-PIC-8]', () => {
    for (let end = 12; end < original.length; end++) {
      expect(strip(original.subarray(0, end)).length).toBeLessThanOrEqual(end)
    }
  })

  test('there is nothing to take away twice [R-PIC-1]', () => {
    const once = strip(original)
    expect(strip(once)).toBe(once)
  })
})

/** A TIFF of one grey pixel, with whose it is, and where in the world, in a directory that leads back to the first. */
function tiff(order: 'little' | 'big'): Buffer {
  const bytes = Buffer.alloc(260)
  const write = (at: number, count: number, value: number): void =>
    void (order === 'little' ? bytes.writeUIntLE(value, at, count) : bytes.writeUIntBE(value, at, count))
  const directory = (
    at: number,
    rows: readonly (readonly [tag: number, type: number, count: number, value: number])[],
  ) => {
    write(at, 2, rows.length)
    for (const [index, [tag, type, count, value]] of rows.entries()) {
      const start = at + 2 + index * 12
      for (const [where, size, number] of [
        [start, 2, tag],
        [start + 2, 2, type],
        [start + 4, 4, count],
      ] as const) {
        write(where, size, number)
      }
      write(start + 8, type === 3 ? 2 : 4, value)
    }
  }
  bytes.write(order === 'little' ? 'II' : 'MM', 'latin1')
  write(2, 2, 42)
  write(4, 4, 8)
  const pixel = [
    [256, 3, 1, 1],
    [257, 3, 1, 1],
    [258, 3, 1, 8],
    [262, 3, 1, 1],
    [273, 4, 1, 250],
    [278, 3, 1, 1],
  ] as const
  directory(8, [...pixel, [279, 4, 1, 1], [315, 2, secret.length + 1, 200], [34_853, 4, 1, 130]])
  directory(130, [
    [1, 2, 2, 0x4e],
    [2, 2, secret.length + 1, 220],
    [34_665, 4, 1, 8],
  ])
  bytes.write(secret, 200, 'latin1')
  bytes.write(secret, 220, 'latin1')
  bytes[250] = 77
  return bytes
}

test.each(['little', 'big'] as const)(
  'directories of a TIFF lose what is not the picture: %s endian [R-PIC-2]',
  async (order) => {
    const bytes = tiff(order)
    const stripped = formats.get('image/tiff')?.strip(bytes) ?? bytes
    expect(stripped.includes(secret)).toBe(false)
    expect(stripped.subarray(130, 180)).toEqual(Buffer.alloc(50))
    expect([...(await sharp(bytes).toColourspace('b-w').raw().toBuffer())]).toEqual([77])
    expect([...(await sharp(stripped).toColourspace('b-w').raw().toBuffer())]).toEqual([77])
    expect(formats.get('image/tiff')?.strip(stripped)).toBe(stripped)
  },
)
