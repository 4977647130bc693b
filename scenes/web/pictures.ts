// Pictures for stories: a photo that tells where it was taken, and a small file that unpacks to far too many pixels.

import type { Browser } from 'playwright-core'
import { crc32, deflateSync } from 'node:zlib'

/** Where the photo was taken, as it stands in it; nothing else has these bytes. */
export const takenAt = rationals(51, 30, 26)

/** A JPEG of 400 by 300 as cameras make them: it lies on its side and says so, so that it is seen as 300 by 400. */
export async function photo(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } })
  await page.setContent('<body style="margin: 0; background: linear-gradient(90deg, #26335e, #d0653f, #f6c667)">')
  const plain = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  const told = exif()
  const head = Buffer.of(0xff, 0xe1, (told.length + 2) >> 8, (told.length + 2) & 0xff)
  return Buffer.concat([plain.subarray(0, 2), head, told, plain.subarray(2)])
}

/** A PNG of a few hundred bytes that would be 20,000 by 20,000 pixels. */
export function bomb(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(20_000, 0)
  header.writeUInt32BE(20_000, 4)
  header.set([8, 2], 8)
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(100_000)))
  return Buffer.concat([signature, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))])
}

/** What the header of a PNG says of it; undefined for anything else. */
export function pngSize(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  if (!bytes.subarray(0, signature.length).equals(signature)) return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

/** Two directories: the picture's, with its orientation, and that of the place. Offsets count from after `Exif`. */
function exif(): Buffer {
  const [pictureAt, placeAt, latitudeAt, longitudeAt] = [8, 38, 92, 116]
  const picture = directory([
    { tag: 0x0112, type: short, value: Buffer.of(0, 6, 0, 0) },
    { tag: 0x8825, type: long, value: uint32(placeAt) },
  ])
  const place = directory([
    { tag: 1, type: ascii, count: 2, value: Buffer.from('N\0\0\0') },
    { tag: 2, type: rational, count: 3, value: uint32(latitudeAt) },
    { tag: 3, type: ascii, count: 2, value: Buffer.from('W\0\0\0') },
    { tag: 4, type: rational, count: 3, value: uint32(longitudeAt) },
  ])
  const head = [Buffer.from('Exif\0\0MM\0*', 'latin1'), uint32(pictureAt)]
  return Buffer.concat([...head, picture, place, takenAt, rationals(0, 7, 39)])
}

const [ascii, short, long, rational] = [2, 3, 4, 5] as const

interface Field {
  readonly tag: number
  readonly type: number
  readonly count?: number
  readonly value: Buffer
}

function directory(fields: readonly Field[]): Buffer {
  const rows = fields.flatMap(({ tag, type, count = 1, value }) => [
    Buffer.of(tag >> 8, tag & 0xff, 0, type),
    uint32(count),
    value,
  ])
  return Buffer.concat([Buffer.of(0, fields.length), ...rows, uint32(0)])
}

/** Degrees, minutes and seconds, in hundredths. */
function rationals(...parts: readonly number[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [uint32(part * 100), uint32(100)]))
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
