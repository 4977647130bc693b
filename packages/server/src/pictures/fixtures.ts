// For tests of pictures: pictures that tell where they were taken, bombs, and a place to keep them.

import type { Blobs } from '@hubbub/core'
import { limits as usualLimits, type Limits } from '@hubbub/protocol'
import { type ManualClock, manualClock } from '@hubbub/testkit'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

import { openDiskBlobs } from '../blobs/disk.ts'
import { type OpenPictures, openPictures } from './pictures.ts'

/** Stands in everything that a picture must not tell. */
export const secret = 'SECRETPLACE'

export type Kind = 'jpeg' | 'png' | 'webp' | 'avif'

/** 40 by 20, red above and blue below. */
export function plain(): Sharp {
  const blue = { create: { width: 40, height: 10, channels: 3, background: '#00f' } } as const
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#f00' } }).composite([
    { input: blue, gravity: 'south' },
  ])
}

export function told(image: Sharp, orientation = 1): Sharp {
  return image
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Copyright: secret },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`)
}

/** An animation of as many frames as colours. */
export async function animation(format: 'gif' | 'webp', colours = ['#f00', '#0f0', '#00f']): Promise<Buffer> {
  const frames = colours.map((background) => ({ create: { width: 30, height: 30, channels: 4, background } as const }))
  const images = await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer()))
  return sharp(images, { join: { animated: true } })
    [format]({ loop: 2, delay: colours.map(() => 120) })
    .toBuffer()
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PNG that says it is so large. */
export function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const pixels = pngChunk('IDAT', deflateSync(Buffer.alloc(1_000)))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, pngChunk('IHDR', header), pixels, pngChunk('IEND', Buffer.alloc(0))])
}

export interface Place extends OpenPictures {
  readonly dir: string
  readonly clock: ManualClock
  readonly errors: string[]
  /** The names of all files in a folder of it. */
  files(folder: string): Promise<string[]>
  /** Writes, lets go, and reads what is kept. */
  keep(bytes: Uint8Array): Promise<Kept>
  [Symbol.asyncDispose](): Promise<void>
}

export type Kept = Awaited<ReturnType<Blobs['write']>> & { readonly content: Buffer }

export async function openPlace(limits: Partial<Limits> = {}): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'hubbub-pictures-'))
  const clock = manualClock()
  const errors: string[] = []
  const log = { warn: () => undefined, error: (_: object, says: string) => void errors.push(says) }
  const disk = await openDiskBlobs({ dir: join(dir, 'blobs') })
  const all = { ...usualLimits, ...limits }
  const open = await openPictures({ blobs: disk, dir: join(dir, 'variants'), clock, log, limits: all })
  return {
    ...open,
    dir,
    clock,
    errors,
    files: (folder) => filesIn(join(dir, folder)),
    async keep(bytes) {
      const held = await open.blobs.write(inPieces(bytes), 1e8)
      held.release()
      return { ...held, content: await whole(open.blobs.read(held.sha256)) }
    },
    async [Symbol.asyncDispose]() {
      await open.close()
      await rm(dir, { recursive: true })
    },
  }
}

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

export async function* inPieces(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}
