import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { openSecret } from './random.ts'

test('[R-SERVER-26] a server has a secret of its own, the same when it is started again, and nobody else may read it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'hubbub-secret-'))
  const [first, second] = [join(dir, 'first'), join(dir, 'second')]
  const secret = await openSecret(first)
  expect(secret).toMatch(/^[0-9a-z]{24,}$/u)
  await expect(openSecret(first)).resolves.toBe(secret)
  await expect(openSecret(second)).resolves.not.toBe(secret)
  expect((await stat(join(first, 'secret'))).mode & 0o077).toBe(0)
  await rm(dir, { recursive: true })
})
