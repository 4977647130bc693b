// Whether the disk has room for more: looked at as bytes come, so that many uploads at once do not fill it either.

import { limits, Refusal } from '@hubbub/protocol'
import { statfs } from 'node:fs/promises'

export interface FreeSpaceOptions {
  readonly dir: string
  /** How many bytes are to stay free. */
  readonly freeBytesMin: number
  /** How many there are; the disk is asked if it is left out. */
  readonly freeBytes?: (() => Promise<number>) | undefined
}

export interface FreeSpace {
  /** Refuses with `storage-full` when there is too little. */
  check(): Promise<void>
}

export function freeSpaceIn({ dir, freeBytesMin, freeBytes = () => freeIn(dir) }: FreeSpaceOptions): FreeSpace {
  return {
    async check() {
      if (freeBytesMin > 0 && (await freeBytes()) < freeBytesMin) throw new Refusal('storage-full')
    },
  }
}

/** Passes bytes through while there is room. To ask takes about as long as to write a chunk: it is not done for each. */
export async function* whileFree(content: AsyncIterable<Uint8Array>, freeSpace: FreeSpace): AsyncGenerator<Uint8Array> {
  await freeSpace.check()
  let unchecked = 0
  for await (const chunk of content) {
    unchecked += chunk.length
    if (unchecked >= limits.disk_check_bytes) {
      unchecked = 0
      await freeSpace.check()
    }
    yield chunk
  }
}

async function freeIn(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir)
  return bavail * bsize
}
