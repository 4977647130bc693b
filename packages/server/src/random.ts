// Real chance, behind the brain's port, and the one secret that outlives a start.

import type { Random } from '@hubbub/core'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const systemRandom: Random = {
  secret: () => randomBytes(16).toString('hex'),
  digest: (secret) => createHash('sha256').update(secret).digest('hex'),
}

/** A text that nobody but this server knows, kept in its folder. */
export async function openSecret(dir: string): Promise<string> {
  const file = join(dir, 'secret')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known.trim() !== '') return known.trim()
  const secret = systemRandom.secret()
  await mkdir(dir, { recursive: true })
  await writeFile(file, `${secret}\n`, { mode: 0o600 })
  return secret
}
