// Wires that show themselves by fixed opening bytes: TLS, SSH, telnet, the binary PROXY header, and bytes that are no text.

import { NOWHERE, NUL_DECIDES_BYTES, sharesStart, startsWith, type Facts } from './facts.ts'
import { PLAIN_TELNET, PROXY, SSH, TLS, UNKNOWN, untilBytes, untilQuiet, type Outcome } from './verdict.ts'

const TLS_HANDSHAKE = 0x16
const TLS_MAJOR = 0x03
const TLS_MINOR_MAX = 0x04
const TELNET_IAC = 0xff
const TELNET_WILL = 0xfb
const TELNET_DONT = 0xfe
const SSH_OPENINGS = ['SSH-2.0-', 'SSH-1.99-'].map((text) => Buffer.from(text))
const PROXY_V2 = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]
/** Up to here the binary PROXY signature is also just two empty lines. */
const PROXY_V2_BLANK_BYTES = 4

/** A connection that has said nothing is normal and is never decided. */
export const silence = ({ bytes }: Facts): Outcome => (bytes.length === 0 ? untilBytes(UNKNOWN) : undefined)

/** detection.md rule 1. */
export function tls({ bytes }: Facts): Outcome {
  const [type, major = TLS_MAJOR, minor = 0] = bytes
  if (type !== TLS_HANDSHAKE) return undefined
  if (major !== TLS_MAJOR || minor > TLS_MINOR_MAX) return UNKNOWN
  return bytes.length < 3 ? untilBytes(UNKNOWN) : TLS
}

/** detection.md rule 2: "not followed by NULs", so it is certain at the end of its line or at 32 bytes without one. */
export function ssh({ bytes, nul, lf, binary }: Facts): Outcome {
  if (!SSH_OPENINGS.some((opening) => startsWith(bytes, opening))) return undefined
  const certainAt = Math.min(lf, NUL_DECIDES_BYTES)
  if (Math.min(nul, binary) < certainAt) return undefined
  return bytes.length >= certainAt ? SSH : untilQuiet(SSH)
}

/** detection.md rule 4, version 2. */
export function proxyBinary({ bytes }: Facts): Outcome {
  if (!sharesStart(bytes, PROXY_V2)) return undefined
  if (bytes.length >= PROXY_V2.length) return PROXY
  return bytes.length > PROXY_V2_BLANK_BYTES ? untilBytes(UNKNOWN) : undefined
}

/** detection.md rule 9; `ff` may also be a latin1 letter, so the second byte decides. */
export function telnet({ bytes }: Facts): Outcome {
  const [iac, verb] = bytes
  if (iac !== TELNET_IAC) return undefined
  if (verb === undefined) return untilBytes(UNKNOWN)
  return verb >= TELNET_WILL && verb <= TELNET_DONT ? PLAIN_TELNET : undefined
}

/** detection.md rule 13: what is neither text nor a known opening. */
export const binary = ({ binary }: Facts): Outcome => (binary === NOWHERE ? undefined : UNKNOWN)
