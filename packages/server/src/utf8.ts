// Where UTF-8 can be cut: bytes often end in the middle of a character.

/** How many bytes at the end begin a character of UTF-8 that is not complete yet: 0 to 3. */
export function cutCharacterBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc0) return back < characterBytes(byte) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** As much of a text as takes no more bytes than this. */
export function cutToBytes(text: string, bytesMax: number): string {
  if (text.length * 3 <= bytesMax) return text
  const bytes = Buffer.from(text)
  if (bytes.length <= bytesMax) return text
  const some = bytes.subarray(0, bytesMax)
  return some.subarray(0, some.length - cutCharacterBytes(some)).toString()
}

function characterBytes(lead: number): number {
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}
