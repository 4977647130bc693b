// Turns an image of any kind into a PNG. Images come from strangers: only well-known kinds, and only so many pixels.

import { limits } from '@hubbub/protocol'
import type { Metadata } from 'sharp'

/** No SVG: it is a program that draws, not a picture. */
const kinds: readonly (string | undefined)[] = ['png', 'jpeg', 'webp', 'gif', 'heif', 'tiff']

/** Writes the image at `from` to `to` as a PNG. Rejects, and leaves nothing at `to`, when it is no image or too large. */
export async function convertToPng(from: string, to: string): Promise<void> {
  const image = await readImage(from)
  if (image === undefined) throw new Error('not an image')
  const { default: sharp } = await import('sharp')
  await sharp(from, options).rotate().png().toFile(to)
}

/** What an image says of itself, or undefined when it is none of the kinds we know. Reads its head only. */
export async function readImage(path: string): Promise<Metadata | undefined> {
  // The library is large: it is loaded when there is an image, not before.
  const { default: sharp } = await import('sharp')
  const known = await sharp(path, { ...options, limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  return known !== undefined && kinds.includes(known.format) ? known : undefined
}

const options = { limitInputPixels: limits.image_pixels_max, failOn: 'error' } as const
