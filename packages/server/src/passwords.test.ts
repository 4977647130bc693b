import fc from 'fast-check'
import { expect, test } from 'vitest'

import { openPasswords } from './passwords.ts'

const secret = 'the secret of this server'
const good = openPasswords({ hash: 'argon2id', secret })
const cheap = openPasswords({ hash: 'test-only', secret })

test('[R-ACCOUNT-16] a password is kept as a salted argon2id hash, and a long one counts to its end', async () => {
  const long = 'x'.repeat(600)
  const { hash } = await good.secretOf(long)
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u)
  expect((await good.secretOf(long)).hash).not.toBe(hash)
  await expect(good.verify(long, hash)).resolves.toBe(true)
  await expect(good.verify(`${long.slice(1)}y`, hash)).resolves.toBe(false)
})

test.each([
  ['argon2id', good],
  ['test-only', cheap],
])('[R-ACCOUNT-16] with %s nothing is the password of nobody, nor of what is no hash', async (_kind, passwords) => {
  for (const hash of [undefined, '', 'plain', '$argon2id$', '$test$', '$test$nobody$', '$argon2id$v=19$m=1$x$y']) {
    await expect(passwords.verify('', hash)).resolves.toBe(false)
    await expect(passwords.verify('secret', hash)).resolves.toBe(false)
  }
})

test('[R-ACCOUNT-16] hashes of either kind are told by what they say', async () => {
  const [strong, weak] = [await good.secretOf('pencil'), await cheap.secretOf('pencil')]
  for (const passwords of [good, cheap]) {
    await expect(passwords.verify('pencil', strong.hash)).resolves.toBe(true)
    await expect(passwords.verify('pencil', weak.hash)).resolves.toBe(true)
    await expect(passwords.verify('pencils', weak.hash)).resolves.toBe(false)
  }
})

test('[R-ACCOUNT-16] a password is the same however it was typed', async () => {
  const { hash } = await cheap.secretOf('caf\u00e9 \u2168')
  await expect(cheap.verify('cafe\u0301\u00a0I\u00adX', hash)).resolves.toBe(true)
  await expect(cheap.verify('cafe IX', hash)).resolves.toBe(false)
})

test('[R-ACCOUNT-16] every password fits its own hash', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (password) => {
      const { hash } = await cheap.secretOf(password)
      expect(await cheap.verify(password, hash)).toBe(true)
      expect(await cheap.verify(`${password}x`, hash)).toBe(false)
    }),
    { numRuns: 100 },
  )
})
