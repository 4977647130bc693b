// Writes values in DER, the binary form of certificates (X.690): as much of it as a certificate of our own needs.

const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  text: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

function value(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content])
}

function lengthOf(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.of(bytes)
  return bytes < 0x100 ? Buffer.of(0x81, bytes) : Buffer.of(0x82, bytes >> 8, bytes & 0xff)
}

export const der = {
  sequence: (...parts: Buffer[]) => value(tags.sequence, Buffer.concat(parts)),
  set: (...parts: Buffer[]) => value(tags.set, Buffer.concat(parts)),
  yes: value(tags.boolean, Buffer.of(0xff)),
  text: (text: string) => value(tags.text, Buffer.from(text)),
  octetString: (content: Buffer) => value(tags.octetString, content),
  bitString: (content: Buffer) => value(tags.bitString, Buffer.concat([Buffer.of(0), content])),
  /** Never negative: a first bit that is set gets a byte before it. */
  integer: (bytes: Buffer) =>
    value(tags.integer, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes])),
  /** To the second, UTC. */
  time: (ms: number) =>
    value(tags.time, Buffer.from(`${new Date(ms).toISOString().replace(/\D/gu, '').slice(0, 14)}Z`)),
  oid: (dotted: string) => value(tags.oid, oidBytes(dotted)),
  /** Context-specific: `[number]`, around other values or in place of their own tag. */
  around: (number: number, ...parts: Buffer[]) => value(0xa0 + number, Buffer.concat(parts)),
  instead: (number: number, content: Buffer) => value(0x80 + number, content),
}

function oidBytes(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number)
  return Buffer.from([first * 40 + second, ...others].flatMap(inSevens))
}

/** Seven bits a byte, all but the last with the eighth set. */
function inSevens(number: number): number[] {
  const bytes = [number & 0x7f]
  for (let rest = number >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (rest & 0x7f))
  return bytes
}
