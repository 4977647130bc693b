// What answers are made of: the headers that keep a browser strict, plain texts, and refusals with their status.

import type { HttpBindings } from '@hono/node-server'
import { errorBody, type ErrorCode, type Refusal } from '@hubbub/protocol'
import type { MiddlewareHandler } from 'hono'

/** Beside the web's request, a handler sees Node's request and response. */
export interface Env {
  Bindings: HttpBindings
}

/** No answer leaves without these, or its own in their place. */
export const strict = {
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
} as const

export const strictly: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(strict)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
}

export function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers } })
}

/** A status for each code of the one table of errors. */
const statuses = {
  'bad-input': 400,
  'unknown-command': 400,
  'not-identified': 401,
  'already-identified': 409,
  'name-taken': 409,
  'name-confusing': 400,
  'name-reserved': 401,
  'name-invalid': 400,
  'no-such-person': 404,
  'no-such-room': 404,
  'no-such-message': 404,
  'no-such-account': 404,
  'no-such-file': 404,
  'room-exists': 409,
  'not-invited': 403,
  'already-joined': 409,
  'banned': 403,
  'wrong-key': 403,
  'room-full': 403,
  'account-required': 401,
  'cannot-speak': 403,
  'accounts-only': 403,
  'not-joined': 403,
  'not-allowed': 403,
  'not-moderator': 403,
  'not-operator': 403,
  'wrong-password': 401,
  'weak-password': 400,
  'already-signed-in': 409,
  'not-signed-in': 401,
  'registration-closed': 403,
  'account-exists': 409,
  'too-many-attempts': 429,
  'too-long': 400,
  'too-many': 429,
  'file-too-large': 413,
  'picture-too-large': 413,
  'storage-full': 507,
  'link-expired': 403,
  'wrong-epoch': 409,
  'resume-unknown': 401,
  'busy': 503,
  'unavailable': 503,
  'closing': 503,
  'internal': 500,
} as const satisfies Record<ErrorCode, number>

/** The answer to a request that was refused; `challenge` says how one may say who one is. */
export function refusalResponse(refusal: Refusal, challenge = 'Bearer'): Response {
  const status = statuses[refusal.code]
  const headers: Record<string, string> = {}
  if (status === 401) headers['WWW-Authenticate'] = challenge
  if (status === 503) headers['Retry-After'] = '1'
  return Response.json({ error: errorBody(refusal) }, { status, headers })
}
