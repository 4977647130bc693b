// Real chance, behind the brain's port.

import type { Random } from '@hubbub/core'
import { createHash, randomBytes } from 'node:crypto'

export const systemRandom: Random = {
  secret: () => randomBytes(16).toString('hex'),
  digest: (secret) => createHash('sha256').update(secret).digest('hex'),
}
