// Files whose pictures are looked at: what they tell beside themselves is not kept, and they can be had in other forms.

import type { Blobs, HeldBlob, Pictures } from '@hubbub/core'
import type { Picture } from '@hubbub/protocol'
import { join } from 'node:path'

import { type CleaningPorts, cleaned } from './cleaned.ts'
import { openScratch } from './scratch.ts'
import { openVariants } from './variants.ts'
import { Workshop, type WorkshopPorts } from './workshop.ts'

export interface PicturesOptions extends WorkshopPorts {
  /** Where bytes are kept, whatever they are. */
  readonly blobs: Blobs
  /** What is made of pictures lies here; it can be made again. */
  readonly dir: string
}

export interface OpenPictures {
  /** The same bytes, but for those of pictures. */
  readonly blobs: Blobs
  readonly pictures: Pictures
  /** Whoever waits is refused. */
  close(): Promise<void>
}

/** Costs next to nothing until the first picture comes. */
export async function openPictures({ blobs, dir, ...ports }: PicturesOptions): Promise<OpenPictures> {
  const { limits } = ports
  const workshop = new Workshop(ports)
  const scratch = await openScratch(join(dir, 'incoming'))
  const variants = openVariants({ dir, blobs, scratch, workshop, limits })
  return {
    blobs: {
      ...blobs,
      write: (content, bytesMax) => write(blobs, { content, bytesMax }, { workshop, scratch, limits }),
      async remove(sha256, isUnneeded) {
        const removed = await blobs.remove(sha256, isUnneeded)
        if (removed) await variants.forget(sha256)
        return removed
      },
    },
    pictures: variants,
    close: () => workshop.close(),
  }
}

interface Coming {
  readonly content: AsyncIterable<Uint8Array>
  readonly bytesMax: number
}

async function write(blobs: Blobs, { content, bytesMax }: Coming, ports: CleaningPorts): Promise<HeldBlob> {
  let picture: Picture | undefined
  const tell = (seen: Picture): void => void (picture = seen)
  const held = await blobs.write(cleaned(content, { bytesMax, tell }, ports), bytesMax)
  return picture === undefined ? held : { ...held, picture }
}
