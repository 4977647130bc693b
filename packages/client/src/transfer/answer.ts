// What the server's last word on an upload means.

import { commands } from '@hubbub/protocol'

import { type ClientError, failure } from '../errors.ts'
import { readError, readObject } from '../frames.ts'
import type { Answer } from '../ports.ts'
import type { Shared } from './course.ts'

export type Understood =
  | { readonly kind: 'shared'; readonly shared: Shared }
  /** The server knows no upload of that address, or none any more. */
  | { readonly kind: 'unknown-upload' | 'refused'; readonly error: ClientError }

/** An earlier attempt still holds the upload (423), or has come further with it (409): the next one finds out how far. */
const passing: ReadonlySet<number> = new Set([409, 423])
const unknown: ReadonlySet<number> = new Set([404, 410])

/** A server that does not say when it took the file took it about `now`. */
export function understand({ status, body }: Answer, now: number): Understood {
  const said = readObject(body)
  if (status < 300) {
    const read = commands['file.share'].reply.safeParse({ at: now, ...said })
    return read.success ? { kind: 'shared', shared: read.data } : { kind: 'refused', error: failure('bad-reply') }
  }
  if (passing.has(status)) return { kind: 'refused', error: failure('unreachable') }
  const error = 'error' in said ? readError(said['error']) : failure(status >= 500 ? 'unreachable' : 'bad-reply')
  const isUnknown = unknown.has(status) && (!('error' in said) || error.code === 'no-such-file')
  return { kind: isUnknown ? 'unknown-upload' : 'refused', error }
}
