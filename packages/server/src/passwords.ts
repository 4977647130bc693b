// What is made of passwords: argon2id hashes, or cheap ones for tests, and the keys of SCRAM-SHA-256.

import type { Passwords, Secret } from '@hubbub/core'
import { limits } from '@hubbub/protocol'
import { createHash, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

import { clientKeyOf, openScram, type ScramOptions, serverKeyOf, sha256 } from './passwords/scram.ts'

/** `test-only` is no protection at all. */
export type HashKind = 'argon2id' | 'test-only'

export interface PasswordsOptions extends ScramOptions {
  readonly hash: HashKind
}

const SALT_BYTES = 16
const KEY_BYTES = 32

export function openPasswords(options: PasswordsOptions): Passwords {
  const { make, nobodys } = hashes[options.hash]
  return {
    async secretOf(password) {
      const prepared = prepare(password)
      const [hash, scram] = await Promise.all([make(prepared), scramKeys(prepared)])
      return { hash, scram }
    },
    async verify(password, hash) {
      const isRight = await isPasswordOf(prepare(password), hash ?? nobodys)
      return isRight && hash !== undefined
    },
    scram: openScram(options),
  }
}

// SASLprep (RFC 4013) without its prohibitions: a password that was chosen stays good.
const spaces = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/gu
const nothings = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/gu

function prepare(password: string): string {
  return password.toWellFormed().replace(spaces, ' ').replace(nothings, '').normalize('NFKC')
}

// ── Hashes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Hash {
  make(prepared: string): Promise<string>
  /** What is verified where there is no account, so that it takes the same time. */
  readonly nobodys: string
}

const hashes = {
  'argon2id': {
    make: async (prepared) => (await argon2()).hash(prepared),
    nobodys: `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  },
  'test-only': {
    make: async (prepared) => testHash(prepared, randomBytes(SALT_BYTES).toString('hex')),
    nobodys: testHash('', 'nobody'),
  },
} satisfies Record<HashKind, Hash>

const testHashes = /^\$test\$([0-9a-z]+)\$/u

function testHash(prepared: string, salt: string): string {
  return `$test$${salt}$${createHash('sha256').update(`${salt} ${prepared}`).digest('hex')}`
}

/** A hash of any kind; one that is none is nobody's. */
async function isPasswordOf(prepared: string, hash: string): Promise<boolean> {
  const [, salt] = testHashes.exec(hash) ?? []
  if (salt !== undefined) return isSame(testHash(prepared, salt), hash)
  try {
    return await (await argon2()).verify(hash, prepared)
  } catch {
    return false
  }
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other))
}

// Loaded when it is needed: a server starts faster than its library.
const argon2 = () => import('@node-rs/argon2')

// ── SCRAM ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const derive = promisify(pbkdf2)

async function scramKeys(prepared: string): Promise<NonNullable<Secret['scram']>> {
  const salt = randomBytes(SALT_BYTES)
  const iterations = limits.scram_iterations
  const salted = await derive(prepared, salt, iterations, KEY_BYTES, 'sha256')
  return {
    salt: salt.toString('base64'),
    iterations,
    storedKey: sha256(clientKeyOf(salted)).toString('base64'),
    serverKey: serverKeyOf(salted).toString('base64'),
  }
}
