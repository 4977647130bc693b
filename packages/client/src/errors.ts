// How a request of ours can fail: refused by the server, or never answered.

import type { ErrorFrame } from '@hubbub/protocol'

/** What only a client can find out, with a sentence for people. */
const failures = {
  'offline': 'There is no connection to the server.',
  'closed': 'This client has left.',
  'bad-reply': 'The server answered something that cannot be understood.',
  'uncertain': 'The server has forgotten who you were; whether it took this is not known.',
  'too-long': 'That is too long.',
  'somebody-else': 'You were somebody else when you wrote this.',
  'signed-out': 'You have been signed out; sign in again.',
  'discarded': 'This was taken back before it was sent.',
  'outbox-full': 'Too much is waiting to be sent.',
  'unreachable': 'The server cannot be reached.',
  'cancelled': 'That was called off.',
  'damaged': 'The file arrived damaged.',
} as const satisfies Record<string, string>

export type Failure = keyof typeof failures

/** A request that came to nothing. `code` is one of the protocol's, or one of the failures above. */
export class ClientError extends Error {
  readonly code: string
  /** Whether the same request may be made again as it is. */
  readonly retry: boolean
  readonly subject: string | undefined

  constructor(error: Pick<ErrorFrame, 'says' | 'retry'> & { code: string; subject?: string | undefined }) {
    super(error.says)
    this.name = 'ClientError'
    this.code = error.code
    this.retry = error.retry
    this.subject = error.subject
  }
}

export function failure(code: Failure): ClientError {
  return new ClientError({ code, says: failures[code], retry: code === 'offline' || code === 'unreachable' })
}

/** Whether `cause` is an error of ours with this code. */
export function isError(cause: unknown, code: string): cause is ClientError {
  return cause instanceof ClientError && cause.code === code
}
