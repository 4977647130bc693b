// Proves how pictures can be had in other forms: made once, kept, and gone with the picture.

import type { PictureForm } from '@hubbub/core'
import { stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'

import { openDiskBlobs } from '../blobs/disk.ts'
import { animation, inPieces, openPlace, type Place, plain, pngOf, whole } from './fixtures.ts'

const photo = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#369' } })
    .jpeg()
    .toBuffer()

async function seen(place: Place, sha256: string, form: PictureForm) {
  const variant = await place.pictures.variant(sha256, form)
  const content = await whole(variant.read())
  expect(content.length).toBe(variant.bytes)
  const { format, width, height, pages } = await sharp(content).metadata()
  return { type: variant.type, format, width, height, pages }
}

test('a picture can be had as PNG in its own size, and as WebP within three smaller ones [R-PIC-10]', async () => {
  await using place = await openPlace()
  const { sha256 } = await place.keep(await photo(2_400, 1_200))
  expect(await seen(place, sha256, 'png')).toMatchObject({
    type: 'image/png',
    format: 'png',
    width: 2_400,
    height: 1_200,
  })
  const sizes = { small: 320, medium: 960, large: 1_920 }
  for (const [form, width] of Object.entries(sizes)) {
    const expected = { type: 'image/webp', format: 'webp', width, height: width / 2 }
    expect(await seen(place, sha256, form as PictureForm)).toMatchObject(expected)
  }
})

test('a small picture is never made larger [R-PIC-10]', async () => {
  await using place = await openPlace()
  const { sha256 } = await place.keep(await plain().png().toBuffer())
  expect(await seen(place, sha256, 'large')).toMatchObject({ width: 40, height: 20 })
})

test('an animation moves when it is small, and else shows how it begins [R-PIC-11]', async () => {
  for (const format of ['gif', 'webp'] as const) {
    await using place = await openPlace({ animated_variant_pixels_max: 2_700 })
    const [three, four] = [await animation(format), await animation(format, ['#f00', '#0f0', '#00f', '#fff'])]
    expect(await seen(place, (await place.keep(three)).sha256, 'small')).toMatchObject({
      width: 30,
      height: 30,
      pages: 3,
    })
    const many = await place.keep(four)
    expect((await seen(place, many.sha256, 'small')).pages ?? 1).toBe(1)
    expect((await seen(place, many.sha256, 'png')).pages ?? 1).toBe(1)
  }
})

test('a form is made once, also for many who ask at the same time, and kept for the next [R-PIC-12]', async () => {
  await using place = await openPlace()
  const { sha256 } = await place.keep(await photo(400, 400))
  const all = await Promise.all(Array.from({ length: 100 }, () => place.pictures.variant(sha256, 'small')))
  expect(await place.files('variants')).toEqual([`${sha256}.small`])
  const long = join(place.dir, 'variants', sha256.slice(0, 2), `${sha256}.small`)
  await utimes(long, 1, 1)
  const again = await place.pictures.variant(sha256, 'small')
  expect(again.bytes).toBe(all[0]?.bytes)
  expect((await stat(long)).mtimeMs).toBe(1_000)
})

test('what is not there, or is no picture, has no forms [R-PIC-13]', async () => {
  await using place = await openPlace()
  const text = await place.keep(Buffer.from('hello'))
  for (const sha256 of ['0'.repeat(64), '../../etc/passwd', '', text.sha256]) {
    await expect(place.pictures.variant(sha256, 'small')).rejects.toMatchObject({ code: 'no-such-file' })
  }
  expect(await place.files('variants')).toEqual([])
})

test('a picture that was kept when more pixels were allowed has no forms any more [R-PIC-13]', async () => {
  await using place = await openPlace({ image_pixels_max: 100 })
  const bytes = pngOf(20, 20)
  // Past those who look at pictures.
  const disk = await openDiskBlobs({ dir: join(place.dir, 'blobs') })
  const { sha256 } = await disk.write(inPieces(bytes), 1e6)
  await expect(place.pictures.variant(sha256, 'png')).rejects.toMatchObject({ code: 'picture-too-large' })
})

test('a form that takes too long is refused, and not tried again while others wait [R-PIC-13]', async () => {
  await using place = await openPlace()
  const { sha256 } = await place.keep(await photo(400, 400))
  let state = 'asked'
  const asked = place.pictures.variant(sha256, 'small').finally(() => (state = 'answered'))
  asked.catch(() => undefined)
  // The process has not begun yet, or is not done: time is in our hand.
  for (place.clock.advance(60_000); state === 'asked'; place.clock.advance(60_000)) await setImmediate()
  await expect(asked).rejects.toMatchObject({ code: 'picture-too-large' })
  await expect(place.pictures.variant(sha256, 'small')).rejects.toMatchObject({ code: 'picture-too-large' })
  expect(await seen(place, sha256, 'png')).toMatchObject({ width: 400 })
})

test('the forms of a picture go with it, also while one is made [R-PIC-14]', async () => {
  await using place = await openPlace()
  const { sha256 } = await place.keep(await photo(3_000, 3_000))
  await place.pictures.variant(sha256, 'small')
  const making = place.pictures.variant(sha256, 'png').catch((cause: { code: string }) => cause.code)
  while ((await place.files('variants/incoming')).length === 0) await setImmediate()
  expect(await place.blobs.remove(sha256, async () => true)).toBe(true)
  expect(await making).toBe('no-such-file')
  expect(await place.files('variants')).toEqual([])
  await expect(place.pictures.variant(sha256, 'small')).rejects.toMatchObject({ code: 'no-such-file' })
})

test('all forms together stay within their limit: what was made first goes first [R-PIC-15]', async () => {
  await using probe = await openPlace()
  const first = await probe.keep(await photo(300, 300))
  const { bytes } = await probe.pictures.variant(first.sha256, 'small')
  await using place = await openPlace({ picture_variants_bytes_max: bytes * 4 })
  const made: string[] = []
  for (let at = 0; at < 6; at++) {
    const { sha256 } = await place.keep(await photo(300, 300 - at))
    await place.pictures.variant(sha256, 'small')
    const folder = join(place.dir, 'variants', sha256.slice(0, 2))
    await utimes(join(folder, `${sha256}.small`), 1_000 + at, 1_000 + at)
    made.push(`${sha256}.small`)
  }
  const left = await place.files('variants')
  expect(left.length).toBeLessThanOrEqual(4)
  expect(left).toContain(made.at(-1))
  expect(left).not.toContain(made[0])
})
