// The formats of pictures, by the media type that their bytes tell: what of them is the picture, and how they are written anew.

import type { Metadata, Sharp } from 'sharp'

import { stripGif } from './gif.ts'
import { stripHeif } from './heif.ts'
import { stripJpeg } from './jpeg.ts'
import { stripPng } from './png.ts'
import { stripTiff } from './tiff.ts'
import { stripWebp } from './webp.ts'

export interface Format {
  /** The picture without what it tells beside itself; the very same bytes if there is nothing. Never throws away a pixel. */
  readonly strip: (bytes: Buffer) => Buffer
  /** `unseen` is kept and stripped, and never unpacked: there is nothing here that can. */
  readonly kind: 'picture' | 'unseen'
  /** How it is written after it was turned upright; what has no such row is upright, or not one still picture. */
  readonly rewrite?: (image: Sharp, was: Metadata) => Sharp
}

const quality = 92

const heic: Format = { strip: stripHeif, kind: 'unseen' }

export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['image/jpeg', { strip: stripJpeg, kind: 'picture', rewrite: jpeg }],
  ['image/png', { strip: stripPng, kind: 'picture', rewrite: (image) => image.png() }],
  ['image/apng', { strip: stripPng, kind: 'picture' }],
  ['image/gif', { strip: stripGif, kind: 'picture' }],
  ['image/webp', { strip: stripWebp, kind: 'picture', rewrite: (image) => image.webp({ quality }) }],
  ['image/avif', { strip: stripHeif, kind: 'picture' }],
  ['image/tiff', { strip: stripTiff, kind: 'picture', rewrite: (image) => image.tiff({ compression: 'lzw' }) }],
  ['image/heic', heic],
  ['image/heif', heic],
  ['image/heic-sequence', heic],
  ['image/heif-sequence', heic],
])

/** Tables made to measure would save a twentieth of the bytes, and take half of the memory. */
function jpeg(image: Sharp, { chromaSubsampling: was }: Metadata): Sharp {
  const chromaSubsampling = was === '4:4:4' ? was : '4:2:0'
  return image.jpeg({ quality, chromaSubsampling, optimiseCoding: false })
}
