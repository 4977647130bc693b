// What a client sends while it signs in: base64 in pieces of 400 (IRCv3 sasl-3.1, "The AUTHENTICATE command").

import { limits } from '@hubbub/protocol'

import type { MechanismName } from './names.ts'

/** A sign-in under way. */
export interface Exchange {
  readonly mechanism: MechanismName
  /** The pieces of the message that is coming. */
  pieces: string
  /** The account that was proved; what is left is to tell so. */
  account?: string
}

export type Piece =
  /** The message is complete. */
  { readonly is: 'message'; readonly message: Buffer } | { readonly is: 'more' | 'too-long' | 'malformed' }

const pieceChars = 400

/** A piece of 400 is followed by another, `+` if there is nothing more. */
export function takePiece(exchange: Exchange, piece: string): Piece {
  if (piece.length > pieceChars) return { is: 'too-long' }
  if (piece !== '+') exchange.pieces += piece
  if (exchange.pieces.length > limits.irc_sasl_bytes_max) return { is: 'too-long' }
  if (piece.length === pieceChars) return { is: 'more' }
  const text = exchange.pieces
  exchange.pieces = ''
  return isBase64(text) ? { is: 'message', message: Buffer.from(text, 'base64') } : { is: 'malformed' }
}

/** What the server says, in the same form. */
export function piecesOf(message: string): string[] {
  const text = Buffer.from(message).toString('base64')
  const pieces: string[] = []
  for (let at = 0; at < text.length; at += pieceChars) pieces.push(text.slice(at, at + pieceChars))
  if (text.length % pieceChars === 0) pieces.push('+')
  return pieces
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/u.test(text)
}
