// Files that were sent off, kept in this browser's database until the server has them; and one page at a time at each of them.

import type { KeepSharings, KeptSharing } from '../state/uploads/uploads.ts'
import { allIn, removeFrom, saveIn } from './database.ts'

export const keptSharings: KeepSharings = {
  all: async () => (await allIn('uploads')).filter(isKept),
  save: (kept) => saveIn('uploads', kept.id, kept),
  remove: (id) => removeFrom('uploads', id),
}

function isKept(value: unknown): value is KeptSharing {
  return typeof value === 'object' && value !== null && 'id' in value && 'file' in value && value.file instanceof Blob
}

/** Where a browser has no locks, the server takes a file that two pages send once all the same. */
export async function alone(id: string, act: () => Promise<void>): Promise<void> {
  const locks = (navigator as { readonly locks?: LockManager }).locks
  if (locks === undefined) return act()
  await locks.request(`hubbub.upload.${id}`, { ifAvailable: true }, (lock) => (lock === null ? undefined : act()))
}
