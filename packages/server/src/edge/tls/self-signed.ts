// Makes a certificate that vouches for itself (RFC 5280), for servers whose operator has none: people compare its fingerprint.

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'

import { groupsOf } from '../origin/origin.ts'
import { der } from './der.ts'

const oids = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  alternativeNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
}

const dayMs = 24 * 60 * 60 * 1_000
const validDays = 3_650

export interface SelfSigned {
  /** The server's own name. */
  readonly name: string
  /** Under which names and addresses it is reached. */
  readonly hosts: readonly string[]
  readonly now: number
}

/** The certificate and its key, in one PEM text. */
export function selfSigned({ name, hosts, now }: SelfSigned): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const algorithm = der.sequence(der.oid(oids.ecdsaWithSha256))
  const subject = der.sequence(der.set(der.sequence(der.oid(oids.commonName), der.text(name.slice(0, 64)))))
  const content = der.sequence(
    der.around(0, der.integer(Buffer.of(2))), // version 3
    der.integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    subject,
    // Clocks of clients may be behind.
    der.sequence(der.time(now - dayMs), der.time(now + validDays * dayMs)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.around(3, extensions(hosts)),
  )
  const signature = der.bitString(sign('sha256', content, privateKey))
  const certificate = pem('CERTIFICATE', der.sequence(content, algorithm, signature))
  return certificate + String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

function extensions(hosts: readonly string[]): Buffer {
  const extension = (oid: string, ...content: Buffer[]): Buffer => der.sequence(der.oid(oid), ...content)
  return der.sequence(
    extension(oids.basicConstraints, der.yes, der.octetString(der.sequence())), // it signs no others
    extension(oids.extendedKeyUsage, der.octetString(der.sequence(der.oid(oids.serverAuthentication)))),
    extension(oids.alternativeNames, der.octetString(der.sequence(...[...new Set(hosts)].map(generalName)))),
  )
}

const dnsName = 2
const ipAddress = 7

function generalName(host: string): Buffer {
  const family = isIP(host)
  if (family === 0) return der.instead(dnsName, Buffer.from(host, 'latin1'))
  if (family === 4) return der.instead(ipAddress, Buffer.from(host.split('.').map(Number)))
  const groups = groupsOf(host).map((group) => group.padStart(4, '0'))
  return der.instead(ipAddress, Buffer.from(groups.join(''), 'hex'))
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/gu) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
