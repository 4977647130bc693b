// Looks at a file that came: how large its picture is, what it looks like from far, and what it tells beside itself.

import { limits, type Picture } from '@hubbub/protocol'
import { fileTypeFromBuffer } from 'file-type'
import { readFile, writeFile } from 'node:fs/promises'
import type { Metadata } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'

import type { LookJob, Looked, PictureLimits } from '../jobs.ts'
import { type Format, formats } from './formats/index.ts'
import { open } from './sharp.ts'

export async function look({ from, into, limits: ours }: LookJob): Promise<Looked> {
  const bytes = await readFile(from)
  const format = await formatOf(bytes)
  if (format === undefined) return { rewritten: false }
  if (format.kind === 'unseen') return { rewritten: await keep(format.strip(bytes), bytes, into) }
  const was = await measured(bytes)
  if (was === undefined) return { rewritten: false }
  if (isTooLarge(was, ours)) return 'too-large'
  try {
    const clean = format.strip(await upright(bytes, was, { format, pixelsMax: ours.image_pixels_max }))
    const hash = await hashOf(clean, ours)
    return { picture: { ...sizeOf(was), hash }, rewritten: await keep(clean, bytes, into) }
  } catch {
    return { rewritten: false } // it only begins like a picture
  }
}

async function formatOf(bytes: Buffer): Promise<Format | undefined> {
  const head = bytes.subarray(0, limits.file_sniff_bytes_max)
  const type = await fileTypeFromBuffer(head).catch(() => undefined)
  return formats.get(type?.mime ?? '')
}

async function keep(clean: Buffer, bytes: Buffer, into: string): Promise<boolean> {
  if (clean === bytes) return false
  await writeFile(into, clean, { flag: 'wx', mode: 0o600 })
  return true
}

/** From its header: nothing is unpacked. */
function measured(bytes: Buffer): Promise<Metadata | undefined> {
  return open(bytes, false)
    .metadata()
    .catch(() => undefined)
}

function isTooLarge({ width, height, pages = 1 }: Metadata, most: PictureLimits): boolean {
  const pixels = width * height
  return pixels > most.image_pixels_max || pixels * pages > most.animation_pixels_max
}

/** Several pages cannot be turned; they stay as they lie. */
function isTurned({ orientation = 1, pages = 1 }: Metadata): boolean {
  return orientation > 1 && pages === 1
}

interface Turning {
  readonly format: Format
  readonly pixelsMax: number
}

/** Pixels are written anew only where they must be; colours stay what they are. */
async function upright(bytes: Buffer, was: Metadata, { format, pixelsMax }: Turning): Promise<Buffer> {
  if (!isTurned(was) || format.rewrite === undefined) return bytes
  const turned = open(bytes, pixelsMax).autoOrient()
  // Outside sRGB's own kind of colours a profile would not fit what is written.
  const coloured = was.space === 'cmyk' ? turned : turned.keepIccProfile()
  const deep = was.depth === 'ushort' ? coloured.toColourspace('rgb16') : coloured
  return format.rewrite(deep, was).toBuffer()
}

/** As it is shown: readers turn what says that it lies on its side. */
function sizeOf({ autoOrient }: Metadata): Pick<Picture, 'width' | 'height'> {
  return { width: autoOrient.width, height: autoOrient.height }
}

async function hashOf(bytes: Buffer, most: PictureLimits): Promise<string> {
  const side = most.picture_hash_pixels_max
  const { data, info } = await open(bytes, most.image_pixels_max)
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
