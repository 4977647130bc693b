// The certificate that the server shows: the operator's, or one of its own that is made at first start and kept.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'

import { StartError } from '../../start-error.ts'
import { selfSigned } from './self-signed.ts'

/** PEM files; both may be one. */
export interface CertificateFiles {
  readonly cert: string
  readonly key: string
}

export interface Identity {
  readonly context: SecureContext
  /** SHA-256 of the certificate, as clients show it: `AB:CD:…`. */
  readonly fingerprint: string
  readonly by: 'operator' | 'itself'
  /** When the certificate ends, in milliseconds since 1970. */
  readonly until: number
}

/** The certificate of the operator. Rejects with what is wrong with which file. */
export async function readIdentity(files: CertificateFiles): Promise<Identity> {
  const cert = await readPem('tls.cert', files.cert)
  const key = await readPem('tls.key', files.key)
  const certificate = understood('tls.cert', files.cert, () => new X509Certificate(cert))
  const privateKey = understood('tls.key', files.key, () => createPrivateKey(key))
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new StartError(`tls.key: ${files.key} is not the key of the certificate in ${files.cert}`)
  }
  return identityOf(cert, key, 'operator')
}

/** The certificate kept in `dir`; made anew when there is none, or its time is over. */
export async function ownIdentity(dir: string, make: { name: string; hosts: readonly string[]; now: number }) {
  const file = join(dir, 'tls.pem')
  const kept = await readFile(file, 'utf8').then(
    (pem) => usable(pem, make.now),
    () => undefined,
  )
  if (kept !== undefined) return kept
  const pem = selfSigned(make)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.part`, pem, { mode: 0o600 })
  await rename(`${file}.part`, file)
  return identityOf(pem, pem, 'itself')
}

function usable(pem: string, now: number): Identity | undefined {
  try {
    const identity = identityOf(pem, pem, 'itself')
    return identity.until > now ? identity : undefined
  } catch {
    return undefined
  }
}

function identityOf(cert: string, key: string, by: Identity['by']): Identity {
  const { fingerprint256, validToDate } = new X509Certificate(cert)
  // Sessions that are resumed after a client showed a certificate need the context's name.
  const context = createSecureContext({ cert, key, sessionIdContext: 'hubbub' })
  return { context, fingerprint: fingerprint256, by, until: validToDate.getTime() }
}

async function readPem(setting: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new StartError(`${setting}: ${cause instanceof Error ? cause.message : `${file} cannot be read`}`, { cause })
  }
}

function understood<Result>(setting: string, file: string, read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    throw new StartError(`${setting}: ${file} holds no PEM that can be read`, { cause })
  }
}
