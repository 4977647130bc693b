// What one connection is to send at the end of a turn: its own messages, and stretches of what its audiences were given.

import type { Writable } from 'node:stream'

import type { Batch } from './batch.ts'

/** Messages of a batch, from one index up to, not including, another. */
export interface Stretch {
  readonly batch: Batch
  readonly from: number
  readonly to: number
}

export type Part = Uint8Array | Stretch

// Up to here pieces are copied into one write; larger ones leave in one vectored write, uncopied.
const joinedBytesMax = 8_192

/** One write for everything. Who hears a whole batch and nothing else gets the same bytes as all the others. */
export function writeTogether(socket: Writable, parts: readonly Part[], bytes: number): void {
  const [first] = parts
  if (first !== undefined && parts.length === 1) socket.write(pieceOf(first))
  else if (bytes <= joinedBytesMax) socket.write(Buffer.concat(parts.map(pieceOf), bytes))
  else writeVector(socket, parts)
}

/** A write of its own for each message, for clients that take one read for one message. */
export function writeEach(socket: Writable, parts: readonly Part[]): void {
  for (const part of parts) for (const message of messagesOf(part)) socket.write(message)
}

export function messagesOf(part: Part): readonly Uint8Array[] {
  return part instanceof Uint8Array ? [part] : part.batch.messages.slice(part.from, part.to)
}

function writeVector(socket: Writable, parts: readonly Part[]): void {
  socket.cork()
  for (const part of parts) socket.write(pieceOf(part))
  socket.uncork()
}

function pieceOf(part: Part): Uint8Array {
  return part instanceof Uint8Array ? part : part.batch.between(part.from, part.to)
}
