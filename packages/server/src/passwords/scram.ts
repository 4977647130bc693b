// The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding.

import type { Passwords, ScramChallenge, Secret } from '@hubbub/core'
import { limits } from '@hubbub/protocol'
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface ScramOptions {
  /** Makes up the salt of accounts that do not exist, the same each time. */
  readonly secret: string
  /** The server's part of the nonce. */
  readonly nonce?: () => string
}

const NONCE_BYTES = 18
const SALT_BYTES = 16

export function openScram({ secret, nonce = randomNonce }: ScramOptions): Passwords['scram'] {
  return {
    begin(clientFirst) {
      const first = readFirst(clientFirst)
      if (first === undefined) return undefined
      const stand = { ...nobodys, salt: hmac(secret, first.user).subarray(0, SALT_BYTES).toString('base64') }
      return { user: first.user, answer: (keys) => challenge(first, keys ?? stand, nonce()) }
    },
  }
}

// The proof of an account without keys cannot hold: nobody knows what hashes to these bytes.
const nobodys = { iterations: limits.scram_iterations, storedKey: base64Of(''), serverKey: base64Of('') }

interface First {
  /** The header of GS2, which the client repeats in base64. */
  readonly header: string
  readonly bare: string
  readonly user: string
  readonly nonce: string
}

// RFC 5802, 7: no channel binding, or one that we do not offer; who acts for somebody else is refused below.
const clientFirstMessage = /^([ny],(?:a=([^,]*))?,)(n=([^,]*),r=([!-+\--~]+)(?:,[^\0]*)?)$/u

function readFirst(message: string): First | undefined {
  const [, header, actsFor, bare, saslName, nonce] = clientFirstMessage.exec(message) ?? []
  if (header === undefined || bare === undefined || saslName === undefined || nonce === undefined) return undefined
  const user = readName(saslName)
  const isOwn = actsFor === undefined || readName(actsFor) === user
  return user === undefined || user === '' || !isOwn ? undefined : { header, bare, user, nonce }
}

/** `=2C` is a comma and `=3D` an equals sign; any other `=` is an error. */
function readName(saslName: string): string | undefined {
  return /=(?!2C|3D)/u.test(saslName) ? undefined : saslName.replaceAll('=2C', ',').replaceAll('=3D', '=')
}

const clientFinalMessage = /^(c=([A-Za-z0-9+/=]+),r=([!-+\--~]+)(?:,[^\0]*)?),p=([A-Za-z0-9+/=]+)$/u

type Keys = NonNullable<Secret['scram']>

function challenge(first: First, keys: Keys, nonce: string): ScramChallenge {
  const whole = first.nonce + nonce
  const serverFirst = `r=${whole},s=${keys.salt},i=${keys.iterations}`
  return {
    serverFirst,
    finish(clientFinal) {
      const [, unproved, binding, repeated, proof = ''] = clientFinalMessage.exec(clientFinal) ?? []
      if (binding !== base64Of(first.header) || repeated !== whole) return undefined
      const message = `${first.bare},${serverFirst},${unproved}`
      return isProof(keys, message, Buffer.from(proof, 'base64'))
        ? `v=${hmac(Buffer.from(keys.serverKey, 'base64'), message).toString('base64')}`
        : undefined
    },
  }
}

/** The proof is the client's key under a signature that only who has the stored key can take off. */
function isProof({ storedKey }: Keys, message: string, proof: Buffer): boolean {
  const stored = Buffer.from(storedKey, 'base64')
  const signature = hmac(stored, message)
  if (proof.length !== signature.length) return false
  const clientKey = proof.map((byte, at) => byte ^ (signature[at] ?? 0))
  return stored.length === signature.length && timingSafeEqual(sha256(clientKey), stored)
}

export function clientKeyOf(salted: Uint8Array): Buffer {
  return hmac(salted, 'Client Key')
}

export function serverKeyOf(salted: Uint8Array): Buffer {
  return hmac(salted, 'Server Key')
}

export function sha256(data: Uint8Array | string): Buffer {
  return createHash('sha256').update(data).digest()
}

function hmac(key: Uint8Array | string, message: string): Buffer {
  return createHmac('sha256', key).update(message).digest()
}

function base64Of(text: string): string {
  return Buffer.from(text).toString('base64')
}

function randomNonce(): string {
  return randomBytes(NONCE_BYTES).toString('base64')
}
