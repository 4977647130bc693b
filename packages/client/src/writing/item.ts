// One thing to be said, from when it is said until it is stored or discarded; and what of it outlives the program.

import type { Asked, Reply } from '@hubbub/protocol'

import { ClientError } from '../errors.ts'
import type { Pending, PendingStatus } from './pending.ts'

export type Send = Asked<'message.send'>
export type Sent = Reply<'message.send'>

/** Whom the server takes us for. A clientId is known to it only together with the person, within one epoch. */
export interface Identity {
  readonly person: number
  readonly epoch: string
}

export interface Item {
  readonly input: Send & { readonly clientId: string }
  readonly at: number
  readonly promised?: { resolve(sent: Sent): void; reject(cause: unknown): void }
  /** Who we were when it was said, or have become since by our own wish. */
  by: Identity | undefined
  /** It was said in another run of the program, and who we are in this one is not known yet. */
  isFromBefore: boolean
  /** As whom it was tried last; absent while it has never left. */
  triedAs?: Identity
  refusals: number
  /** An entry that has come shows that it is stored, though there is no answer yet. */
  isTold: boolean
  status: PendingStatus
}

/** What is kept of a send until it is stored, so that another run of the program can send it: plain data. */
export interface KeptSend {
  readonly input: Send & { readonly clientId: string }
  readonly at: number
  readonly by?: Identity
  readonly triedAs?: Identity
  readonly isTold?: boolean
  readonly failed?: { readonly code: string; readonly says: string }
}

/** Where sends are kept until they are stored. `save` is told all of them each time, before what it is told is acted upon. */
export interface KeepSends {
  load(): readonly KeptSend[]
  save(sends: readonly KeptSend[]): void
}

/** What a screen is shown of it. */
export function pendingOf({ input, at, status }: Item): Pending {
  const { clientId, room, to, body, kind, reply } = input
  return {
    clientId,
    at,
    body,
    ...(room === undefined ? {} : { room }),
    ...(to === undefined ? {} : { to }),
    ...(kind === undefined ? {} : { kind }),
    ...(reply === undefined ? {} : { reply }),
    ...status,
  }
}

export function keptOf({ input, at, by, triedAs, isTold, status }: Item): KeptSend {
  return {
    input,
    at,
    ...(by === undefined ? {} : { by }),
    ...(triedAs === undefined ? {} : { triedAs }),
    ...(isTold ? { isTold } : {}),
    ...(status.status === 'failed' ? { failed: { code: status.error.code, says: status.error.message } } : {}),
  }
}

export function fromBefore({ input, at, by, triedAs, isTold = false, failed }: KeptSend): Item {
  const status: PendingStatus =
    failed === undefined
      ? { status: 'waiting' }
      : { status: 'failed', error: new ClientError({ ...failed, retry: false }) }
  return {
    input,
    at,
    by,
    isFromBefore: true,
    ...(triedAs === undefined ? {} : { triedAs }),
    refusals: 0,
    isTold,
    status,
  }
}

/** Whether two identities are different people of one history. */
export function isSomebodyElse(then: Identity | undefined, now: Identity): boolean {
  return then !== undefined && then.epoch === now.epoch && then.person !== now.person
}
