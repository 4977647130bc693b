// Proves what the server's own certificate says, that it is kept, and that mistakes in the operator's are named.

import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ownIdentity, readIdentity } from './identity.ts'
import { selfSigned } from './self-signed.ts'

const now = Date.UTC(2026, 9, 1)
const yearMs = 365 * 24 * 60 * 60 * 1_000
const made = {
  name: 'chat.example.org',
  hosts: ['localhost', '127.0.0.1', '::1', 'chat.example.org', '2001:db8::7'],
  now,
}

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubbub-tls-'))
})
afterAll(() => rm(dir, { recursive: true }))

test('[R-TLS-8] the certificate that the server makes has its name, and holds for where it is reached', () => {
  const certificate = new X509Certificate(selfSigned(made))
  expect(certificate.subject).toBe('CN=chat.example.org')
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  for (const host of ['localhost', 'chat.example.org']) expect(certificate.checkHost(host)).toBe(host)
  for (const address of ['127.0.0.1', '::1', '2001:db8::7']) expect(certificate.checkIP(address)).toBe(address)
  expect(certificate.checkHost('other.example.org')).toBeUndefined()
  expect(certificate.ca).toBe(false)
  expect(certificate.validFromDate.getTime()).toBeLessThan(now)
  expect(certificate.validToDate.getTime()).toBeGreaterThan(now + 9 * yearMs)
})

test('[R-TLS-8] no two certificates are the same', () => {
  expect(selfSigned(made)).not.toBe(selfSigned(made))
})

test('[R-TLS-9] it is kept where only the server reads, and is the same at the next start', async () => {
  const first = await ownIdentity(dir, made)
  expect(first.fingerprint).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/u)
  expect((await stat(join(dir, 'tls.pem'))).mode & 0o077).toBe(0)
  expect((await ownIdentity(dir, { ...made, now: now + yearMs })).fingerprint).toBe(first.fingerprint)
})

test('[R-TLS-9] one that has ended, or cannot be read, is made anew', async () => {
  const first = await ownIdentity(dir, made)
  const later = await ownIdentity(dir, { ...made, now: now + 11 * yearMs })
  expect(later.fingerprint).not.toBe(first.fingerprint)
  await writeFile(join(dir, 'tls.pem'), 'half of a fi')
  const again = await ownIdentity(dir, made)
  expect(again.fingerprint).not.toBe(later.fingerprint)
  expect(await readFile(join(dir, 'tls.pem'), 'utf8')).toContain('PRIVATE KEY')
})

test('[R-TLS-10] a certificate of the operator, in one file with its key or in two', async () => {
  const pem = selfSigned(made)
  const [cert = '', key = ''] = pem.split(/(?=-----BEGIN PRIVATE)/u)
  const files = { one: join(dir, 'one.pem'), cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') }
  await Promise.all([writeFile(files.one, pem), writeFile(files.cert, cert), writeFile(files.key, key)])
  const { fingerprint256 } = new X509Certificate(pem)
  expect((await readIdentity({ cert: files.one, key: files.one })).fingerprint).toBe(fingerprint256)
  expect(await readIdentity(files)).toMatchObject({ fingerprint: fingerprint256, by: 'operator' })
})

test('[R-TLS-10] what is wrong with it is said, with the setting and the file', async () => {
  const cert = join(dir, 'good.pem')
  const other = join(dir, 'other.pem')
  const none = join(dir, 'none.pem')
  const text = join(dir, 'text.pem')
  await writeFile(cert, selfSigned(made))
  await writeFile(other, selfSigned(made))
  await writeFile(text, 'hello')
  await expect(readIdentity({ cert: none, key: cert })).rejects.toThrow(/^tls\.cert: ENOENT.*none\.pem/u)
  await expect(readIdentity({ cert, key: none })).rejects.toThrow(/^tls\.key: ENOENT.*none\.pem/u)
  await expect(readIdentity({ cert: text, key: cert })).rejects.toThrow(`tls.cert: ${text} holds no PEM`)
  await expect(readIdentity({ cert, key: text })).rejects.toThrow(`tls.key: ${text} holds no PEM`)
  await expect(readIdentity({ cert, key: other })).rejects.toThrow(
    `tls.key: ${other} is not the key of the certificate`,
  )
})
