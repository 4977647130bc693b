// Writes a picture in another form: as PNG in its own size, or as WebP that is no larger than was asked.

import type { PictureForm } from '@hubbub/core'
import { readFile } from 'node:fs/promises'
import type { Metadata, Sharp } from 'sharp'

import type { Made, MakeJob, PictureLimits } from '../jobs.ts'
import { open } from './sharp.ts'

export async function make({ from, into, form, limits }: MakeJob): Promise<Made> {
  const bytes = await readFile(from)
  const was = await open(bytes, false)
    .metadata()
    .catch(() => undefined)
  if (was === undefined) return 'no-picture'
  if (was.width * was.height > limits.image_pixels_max) return 'too-large'
  try {
    await writers[form]({ bytes, was, limits }).toFile(into)
    return 'made'
  } catch {
    return 'no-picture'
  }
}

interface Original {
  readonly bytes: Buffer
  readonly was: Metadata
  readonly limits: PictureLimits
}

const writers = {
  png: (original) => still(original).png(),
  small: (original) => smaller(original, original.limits.picture_small_pixels_max),
  medium: (original) => smaller(original, original.limits.picture_medium_pixels_max),
  large: (original) => smaller(original, original.limits.picture_large_pixels_max),
} satisfies Record<PictureForm, (original: Original) => Sharp>

function still({ bytes, limits }: Original): Sharp {
  return open(bytes, limits.image_pixels_max).autoOrient()
}

function smaller(original: Original, side: number): Sharp {
  const { bytes, limits } = original
  const isMoving = isSmallAnimation(original, side)
  const image = isMoving ? open(bytes, limits.image_pixels_max, { animated: true }) : still(original)
  return image.resize(side, side, { fit: 'inside', withoutEnlargement: true }).webp()
}

/** All its frames are unpacked at once, and then packed one by one: that must not take long. */
function isSmallAnimation({ was, limits }: Original, side: number): boolean {
  const { format, width, height, pages = 1 } = was
  if (pages === 1 || (format !== 'gif' && format !== 'webp')) return false
  const pixels = width * height * pages
  const scale = Math.min(1, side / Math.max(width, height))
  return pixels <= limits.image_pixels_max && pixels * scale ** 2 <= limits.animated_variant_pixels_max
}
