// The envelope of our own wire: requests with an id, their replies, and events, each one JSON object.

import * as z from 'zod/mini'

import { errors, type ErrorCode, type Refusal } from './errors.ts'

/** `{"id":7,"do":"message.send","with":{…}}` */
export const Request = z.object({
  id: z.int().check(z.nonnegative()),
  do: z.string().check(z.maxLength(64)),
  with: z.optional(z.unknown()),
})
export type Request = z.output<typeof Request>

export interface ErrorFrame {
  readonly code: ErrorCode
  readonly says: string
  readonly retry: boolean
  readonly subject?: string
}

/** What a server sends: a reply, a refusal, or an event. `re` is null for a request that could not be read. */
export type ServerFrame =
  | { readonly re: number; readonly ok: unknown }
  | { readonly re: number | null; readonly error: ErrorFrame }
  | { readonly on: string; readonly data: unknown }

export const replyFrame = (id: number, ok: unknown): ServerFrame => ({ re: id, ok })

export const eventFrame = (name: string, payload: unknown): ServerFrame => ({ on: name, data: payload })

export function errorFrame(id: number | null, refusal: Refusal): ServerFrame {
  return { re: id, error: errorBody(refusal) }
}

export function errorBody({ code, subject }: Refusal): ErrorFrame {
  const error = { code, says: errors[code].says, retry: errors[code].retry }
  return subject === undefined ? error : { ...error, subject }
}
