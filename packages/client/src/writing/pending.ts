// What a screen is shown of something that we have said and that is not stored yet.

import type { Asked } from '@hubbub/protocol'

import type { ClientError } from '../errors.ts'

type Said = Pick<Asked<'message.send'>, 'room' | 'to' | 'body' | 'kind' | 'reply'>

/** Something of ours on its way; `at` is when we said it. One that has failed stays until it is discarded or retried. */
export type Pending = Said & { readonly clientId: string; readonly at: number } & PendingStatus

export type PendingStatus =
  | { readonly status: 'waiting' | 'sending' }
  | { readonly status: 'failed'; readonly error: ClientError }

/** In the order in which it was said. */
export type OutboxState = readonly Pending[]
