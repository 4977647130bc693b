// WebSocket frames as a server sends them: whole, unmasked, header and payload in one piece. Pure.

/** Why we close, in the standard's numbers (RFC 6455, section 7.4, and IANA's registry). */
export const closeCodes = { done: 1000, away: 1001, unsupported: 1003, later: 1013 } as const

const finalText = 0x81
const finalBinary = 0x82
const finalClose = 0x88

/** A text frame. It is the same for everybody, so listeners of one room share its bytes. */
export function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text)
  const frame = allocateFrame(finalText, bytes)
  frame.write(text, frame.length - bytes)
  return frame
}

/** A binary frame with the bytes of a text, for clients that asked for such frames. */
export function binaryFrame(text: string): Buffer {
  const frame = textFrame(text)
  frame[0] = finalBinary
  return frame
}

/** The words with which a closing handshake begins. */
export function closeFrame(code: number): Buffer {
  const frame = allocateFrame(finalClose, 2)
  frame.writeUInt16BE(code, frame.length - 2)
  return frame
}

export function isCloseFrame(frame: Uint8Array): boolean {
  return frame[0] === finalClose
}

function allocateFrame(kind: number, bytes: number): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes(bytes) + bytes)
  frame[0] = kind
  if (bytes < 126) frame[1] = bytes
  else if (bytes < 0x1_00_00) {
    frame[1] = 126
    frame.writeUInt16BE(bytes, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(bytes), 2)
  }
  return frame
}

function headerBytes(bytes: number): number {
  if (bytes < 126) return 2
  return bytes < 0x1_00_00 ? 4 : 10
}
