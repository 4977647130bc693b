// Takes in the bytes of one file, within what there may be, and holds them until it is stored whose they are.

import type { Brain } from '../brain.ts'
import type { Blob } from '../ports.ts'
import type { Taking } from './allowances.ts'
import { discard } from './discard.ts'

/** Has `keep` store that there is a file with these bytes. When none has them after that, they go again. */
export function take<Result>(
  brain: Brain,
  { content, ...taking }: Taking & { readonly content: AsyncIterable<Uint8Array> },
  keep: (blob: Blob) => Promise<Result>,
): Promise<Result> {
  const { blobs, limits } = brain.ports
  return brain.allowances.spend(taking, async (meter) => {
    const { release, ...blob } = await blobs.write(meter(content), limits.file_bytes_max)
    try {
      return await keep(blob)
    } finally {
      release()
      discard(brain, [blob.sha256])
    }
  })
}
