// Bytes of files that are gone, or never came to be, go as soon as nobody needs them: nobody waits for it.

import type { Brain } from '../brain.ts'

/** What somebody shares or writes just now stays; what cannot be removed is found when the server next looks for such. */
export function discard({ ports, open }: Pick<Brain, 'ports' | 'open'>, hashes: readonly string[]): void {
  const { blobs, store, log } = ports
  for (const sha256 of new Set(hashes)) {
    const isUnneeded = async (): Promise<boolean> => (await store.unshared([sha256])).length > 0
    blobs.remove(sha256, isUnneeded).catch((cause: unknown) => {
      if (open) log.warn({ cause, sha256 }, 'the bytes of a file that is gone could not be removed yet')
    })
  }
}
