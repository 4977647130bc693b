// Reads what a client sends: one JSON object that is a request, or a refusal of what is none. Pure.

import { Refusal, Request } from '@hubbub/protocol'

/** `id` is null when not even that can be read. */
export type Read = { readonly request: Request } | { readonly id: number | null; readonly refusal: Refusal }

export function readRequest(text: string): Read {
  const value = parse(text)
  const result = Request.safeParse(value)
  if (result.success) return { request: result.data }
  const id = (value as { readonly id?: unknown } | null | undefined)?.id
  return { id: isId(id) ? id : null, refusal: new Refusal('bad-input', 'a request is {"id":1,"do":"…","with":{…}}') }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
