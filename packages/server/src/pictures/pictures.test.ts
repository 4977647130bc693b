// Proves what becomes of pictures on their way to the disk: what they tell beside themselves is gone, and nothing else is.

import { type FileInfo, limits } from '@hubbub/protocol'
import { world } from '@hubbub/testkit'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from 'thumbhash'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { blobsContract } from '../blobs/contract.ts'
import { openDiskBlobs } from '../blobs/disk.ts'
import {
  animation,
  inPieces,
  type Kind,
  openPlace,
  type Place,
  plain,
  pngChunk,
  pngOf,
  secret,
  told,
} from './fixtures.ts'
import { openPictures } from './pictures.ts'

let place: Place
beforeAll(async () => void (place = await openPlace()))
afterAll(() => place[Symbol.asyncDispose]())

describe('with pictures looked at, files keep the contract of', () => {
  let at: Place
  afterAll(() => at[Symbol.asyncDispose]())
  blobsContract('disk', async () => {
    at = await openPlace()
    return {
      blobs: at.blobs,
      count: async () => (await at.files('blobs')).length - (await at.files('blobs/incoming')).length,
      leftovers: async () => (await at.files('blobs/incoming')).length + (await at.files('variants')).length,
    }
  })
})

/** The colours of a picture, row by row. */
const pixelsOf = (bytes: Buffer): Promise<Buffer> => sharp(bytes).raw().toBuffer()

describe.each<Kind>(['jpeg', 'png', 'webp', 'avif'])('a picture as %s', (kind) => {
  test('is kept as it came when it tells nothing but itself [R-PIC-1]', async () => {
    const bytes = await plain()[kind]().toBuffer()
    const kept = await place.keep(bytes)
    expect(kept.content.equals(bytes)).toBe(true)
    expect(kept).toMatchObject({ type: `image/${kind}`, picture: { width: 40, height: 20 } })
  })

  test('does not tell where and by whom it was taken, and loses no pixel [R-PIC-2]', async () => {
    const bytes = await told(plain())[kind]().toBuffer()
    expect(bytes.includes('SECRETPLACE')).toBe(true)
    expect((await sharp(bytes).metadata()).exif).toBeDefined()
    const { content } = await place.keep(bytes)
    expect(content.includes(secret)).toBe(false)
    expect(content.includes('GPS')).toBe(false)
    const { exif, xmp, iptc } = await sharp(content).metadata()
    expect({ exif, xmp, iptc }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined })
    expect((await pixelsOf(content)).equals(await pixelsOf(bytes))).toBe(true)
  })

  test('keeps its colour profile [R-PIC-2]', async () => {
    const bytes = await told(plain().withIccProfile('p3'))[kind]().toBuffer()
    const { icc } = await sharp(bytes).metadata()
    const { content } = await place.keep(bytes)
    expect(icc).toBeDefined()
    expect((await sharp(content).metadata()).icc).toEqual(icc)
  })
})

test.each(['jpeg', 'png', 'webp', 'tiff'] as const)(
  'a picture that lies on its side is turned upright: %s [R-PIC-3]',
  async (kind) => {
    const bytes = await told(plain().withIccProfile('p3'), 6)[kind]({ quality: 100 }).toBuffer()
    const { content, picture, type } = await place.keep(bytes)
    expect([type, picture]).toMatchObject([`image/${kind}`, { width: 20, height: 40 }])
    const { width, height, orientation = 1, exif, icc } = await sharp(content).metadata()
    expect([width, height, orientation, exif]).toEqual([20, 40, 1, undefined])
    expect(icc).toBeDefined()
    expect(content.includes(secret)).toBe(false)
    // What was above is on the right now.
    const { data, info } = await sharp(content).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const at = (x: number, y: number): number[] => [...data.subarray((y * 20 + x) * info.channels).subarray(0, 3)]
    expect(at(18, 20)[0]).toBeGreaterThan(180)
    expect(at(1, 20)[2]).toBeGreaterThan(180)
  },
)

test('a deep picture stays deep when it is turned [R-PIC-3]', async () => {
  const deep = sharp({ create: { width: 8, height: 4, channels: 3, background: '#123456' } }).toColourspace('rgb16')
  const { content } = await place.keep(await told(deep, 8).png().toBuffer())
  expect(await sharp(content).metadata()).toMatchObject({ width: 4, height: 8, depth: 'ushort' })
})

test.each(['gif', 'webp'] as const)('an animation stays one, without its comments: %s [R-PIC-2]', async (format) => {
  const bytes = await animation(format)
  expect((await place.keep(bytes)).content.equals(bytes)).toBe(true)
  const beside =
    format === 'gif'
      ? Buffer.concat([bytes.subarray(0, -1), gifComment(), Buffer.of(0x3b), Buffer.from(secret)])
      : Buffer.concat([bytes, Buffer.from(secret)])
  const { content, picture } = await place.keep(beside)
  expect(content.equals(bytes)).toBe(true)
  expect(picture).toMatchObject({ width: 30, height: 30 })
})

const gifComment = (): Buffer =>
  Buffer.concat([Buffer.of(0x21, 0xfe, secret.length), Buffer.from(secret), Buffer.of(0)])

test('an animated PNG stays one [R-PIC-2]', async () => {
  const frame = await plain().png().toBuffer()
  const [head, rest] = [frame.subarray(0, 33), frame.subarray(33)]
  const control = pngChunk('acTL', Buffer.of(0, 0, 0, 1, 0, 0, 0, 0))
  const timing = Buffer.alloc(26)
  timing.writeUInt32BE(40, 4)
  timing.writeUInt32BE(20, 8)
  const moving = Buffer.concat([head, control, pngChunk('fcTL', timing), rest])
  const text = pngChunk('tEXt', Buffer.from(`Comment\0${secret}`))
  const { content, type } = await place.keep(Buffer.concat([moving.subarray(0, 33), text, moving.subarray(33)]))
  expect(content.equals(moving)).toBe(true)
  expect(type).toBe('image/apng')
})

test('a film after the end of a photo, and whatever else is not the picture, is gone [R-PIC-2]', async () => {
  const bytes = await plain().jpeg().toBuffer()
  const comment = Buffer.concat([Buffer.of(0xff, 0xfe, 0, 2 + secret.length), Buffer.from(secret)])
  const makers = Buffer.concat([Buffer.of(0xff, 0xeb, 0, 2 + secret.length), Buffer.from(secret)])
  const film = Buffer.from(`\0\0\0\x18ftypmp42${secret}`)
  const { content } = await place.keep(Buffer.concat([bytes.subarray(0, 2), comment, makers, bytes.subarray(2), film]))
  expect(content.equals(bytes)).toBe(true)
})

test('a TIFF keeps its pages, and nothing else [R-PIC-2]', async () => {
  const bytes = await told(plain()).tiff({ compression: 'lzw' }).toBuffer()
  expect(bytes.includes(secret)).toBe(true)
  const { content, picture, type } = await place.keep(bytes)
  expect(content.includes(secret)).toBe(false)
  expect([type, picture]).toMatchObject(['image/tiff', { width: 40, height: 20 }])
  expect((await pixelsOf(content)).equals(await pixelsOf(bytes))).toBe(true)
  expect((await place.keep(content)).sha256).toBe((await place.keep(bytes)).sha256)
})

test('a picture has its size and a blurred preview [R-PIC-4]', async () => {
  const { picture } = await place.keep(
    await sharp({ create: { width: 300, height: 100, channels: 3, background: '#f00' } })
      .png()
      .toBuffer(),
  )
  expect(picture).toMatchObject({ width: 300, height: 100 })
  const hash = Buffer.from(picture?.hash ?? '', 'base64')
  expect(thumbHashToApproximateAspectRatio(hash)).toBeGreaterThan(2)
  expect(thumbHashToAverageRGBA(hash).r).toBeGreaterThan(0.9)
})

test.each([
  ['one that is as large as a house', () => pngOf(60_000, 60_000)],
  [
    'one that unpacks to more than it may',
    async () =>
      sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
  ],
])('a picture of too many pixels is refused, and nothing is kept: %s [R-PIC-5]', async (_, make) => {
  await using own = await openPlace()
  await expect(own.keep(await make())).rejects.toMatchObject({ code: 'picture-too-large' })
  expect(await own.files('.')).toEqual([])
})

test('an animation of too many pixels in all is refused, and one of many is not [R-PIC-5]', async () => {
  await using own = await openPlace({ image_pixels_max: 1_000, animation_pixels_max: 2_700 })
  const three = await animation('gif')
  expect((await own.keep(three)).picture).toMatchObject({ width: 30 })
  await expect(own.keep(await animation('gif', ['#f00', '#0f0', '#00f', '#fff']))).rejects.toMatchObject({
    code: 'picture-too-large',
  })
})

test.each([
  ['a PNG without its pixels', pngOf(1, 1).subarray(0, 30)],
  ['a JPEG of nothing but a beginning', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')],
  ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')],
  ['a film', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom')],
  ['a bitmap', Buffer.from('424d1e000000000000001a0000000c000000010001000100180000ff00ff', 'hex')],
])('what cannot be shown is a file as it came: %s [R-PIC-6]', async (_, bytes) => {
  const kept = await place.keep(bytes)
  expect(kept.picture).toBeUndefined()
  expect(kept.content.equals(bytes)).toBe(true)
})

test('a HEIC is a file that is not shown, and does not tell where it was taken [R-PIC-7]', async () => {
  const avif = await told(plain()).avif().toBuffer()
  const heic = Buffer.from(avif.toString('latin1').replaceAll('avif', 'heic'), 'latin1')
  const { type, picture, content } = await place.keep(heic)
  expect([type, picture]).toEqual(['image/heic', undefined])
  expect(content.includes(secret)).toBe(false)
  expect(content.length).toBe(heic.length)
})

test('whatever comes with the beginning of a picture, it is kept or refused, and the next one is looked at [R-PIC-8]', async () => {
  const originals = await Promise.all([
    ...(['jpeg', 'png', 'webp', 'avif', 'tiff'] as const).map((kind) => told(plain(), 6)[kind]().toBuffer()),
    animation('gif'),
    animation('webp'),
  ])
  const damage = fc.array(fc.record({ at: fc.nat(2_000), bytes: fc.uint8Array({ minLength: 1, maxLength: 9 }) }), {
    maxLength: 9,
  })
  const cut = fc.nat(2_000)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...originals), damage, cut, async (original, damages, until) => {
      const bytes = Buffer.from(original)
      for (const { at, bytes: wrong } of damages)
        bytes.set(wrong.subarray(0, Math.max(0, bytes.length - 12 - at)), Math.min(bytes.length, 12 + at))
      const outcome = await place.keep(bytes.subarray(0, 12 + until)).then(
        () => 'kept',
        (cause: { code?: string }) => cause.code,
      )
      expect(['kept', 'picture-too-large']).toContain(outcome)
    }),
    { numRuns: 150 },
  )
  expect((await place.keep(await plain().png().toBuffer())).picture).toBeDefined()
  expect(place.errors).toEqual([])
}, 60_000)

test('a source that fails or sends too much leaves nothing, also when it begins like a picture [R-PIC-9]', async () => {
  await using own = await openPlace()
  const bytes = await told(plain()).jpeg().toBuffer()
  let released = false
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield bytes
    } finally {
      released = true
    }
  }
  await expect(own.blobs.write(endless(), 10_000)).rejects.toMatchObject({ code: 'file-too-large' })
  expect(released).toBe(true)
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield bytes
    throw new Error('gone')
  }
  await expect(own.blobs.write(failing(), 10_000)).rejects.toThrow('gone')
  expect(await own.files('.')).toEqual([])
})

test('the copy that is kept is held, and removed when nobody has it, like any other [R-PIC-9]', async () => {
  await using own = await openPlace()
  const bytes = await told(plain()).jpeg().toBuffer()
  const [one, other] = await Promise.all([own.blobs.write(inPieces(bytes), 1e6), own.blobs.write(inPieces(bytes), 1e6)])
  expect(one.sha256).toBe(other.sha256)
  expect(await own.files('.')).toEqual([one.sha256])
  one.release()
  expect(await own.blobs.remove(one.sha256, async () => true)).toBe(false)
  other.release()
  expect(await own.blobs.remove(one.sha256, async () => true)).toBe(true)
  expect(await own.files('.')).toEqual([])
})

test('what a killed server had not finished is removed at the next start [R-PIC-9]', async () => {
  await using own = await openPlace()
  const dir = join(own.dir, 'again')
  await mkdir(join(dir, 'incoming'), { recursive: true })
  await writeFile(join(dir, 'incoming', 'photo'), secret)
  const blobs = await openDiskBlobs({ dir: join(own.dir, 'more') })
  const log = { warn: () => undefined, error: () => undefined }
  await openPictures({ blobs, dir, clock: own.clock, limits, log })
  expect(await own.files('again')).toEqual([])
  await writeFile(join(own.dir, 'file'), '')
  await expect(openPictures({ blobs, dir: join(own.dir, 'file'), clock: own.clock, limits, log })).rejects.toThrow(
    'Cannot work on pictures',
  )
})

test('what is uploaded with the place it was taken at is downloaded without, over a whole server [R-PIC-2] [R-PIC-4]', async () => {
  await using here = await world()
  const body = await told(plain(), 6).jpeg().toBuffer()
  const posted = await fetch(`${here.server.url}/rooms/lobby/files?name=cat.jpg`, { method: 'POST', body })
  const { file } = (await posted.json()) as { file: FileInfo }
  expect(file).toMatchObject({ type: 'image/jpeg', picture: { width: 20, height: 40 } })
  const content = Buffer.from(await (await fetch(here.server.url + file.url)).arrayBuffer())
  expect(content.length).toBe(file.bytes)
  expect(createHash('sha256').update(content).digest('hex')).toBe(file.sha256)
  expect((await sharp(content).metadata()).exif).toBeUndefined()
  const bomb = await fetch(`${here.server.url}/rooms/lobby/files?name=b.png`, {
    method: 'POST',
    body: pngOf(60_000, 60_000),
  })
  expect([bomb.status, await bomb.text()]).toEqual([413, expect.stringContaining('too many pixels')])
})
