// Keeps a data directory to one server: a small database beside the real one, locked for as long as the process lives.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export const inUse = 'another hubbub server is using it'

/** Returns how to give the directory back. The system does it for a process that is killed. */
export function lockDirectory(dir: string): () => void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(dir, 'hubbub.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new Error(inUse, { cause })
  }
  return () => lock.close()
}
