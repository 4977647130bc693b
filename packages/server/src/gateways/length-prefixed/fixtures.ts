// For tests of the length-prefixed wire: messages as its clients write them.

import type { RawClient } from '../kit/fixtures.ts'

/** `00 00 00 0d {"Text":"hi"}` */
export function message(body: unknown): Buffer {
  return prefixed(Buffer.from(JSON.stringify(body)))
}

export function prefixed(body: Uint8Array): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(body.length)
  return Buffer.concat([prefix, body])
}

/** The bodies of complete messages in what was received. */
export function bodies(received: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; at + 4 <= received.length;) {
    const end = at + 4 + received.readUInt32BE(at)
    if (end > received.length) break
    found.push(received.subarray(at + 4, end))
    at = end
  }
  return found
}

export function json(client: RawClient): unknown[] {
  return bodies(client.received).map((body) => JSON.parse(String(body)))
}
