// Requests about files: who asks, where, and our own word for a server that cannot be reached.

import { failure } from '../errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../ports.ts'

/** Rejects with `unreachable` when there is no answer. */
export function reach(http: Http, request: HttpRequest): Promise<HttpAnswer> {
  return orUnreachable(http(request))
}

export async function orUnreachable<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch {
    throw failure('unreachable')
  }
}

/** The header that says whose token one has. */
export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` }
}

/** Whether an address begins with another, the usual port written or not. */
export function isOnServer(url: string, place: string): boolean {
  return plain(url).startsWith(plain(place))
}

function plain(url: string): string {
  const { origin = '', path = '' } = /^(?<origin>\w+:\/\/[^/]*)(?<path>.*)$/su.exec(url)?.groups ?? {}
  return (
    origin
      .toLowerCase()
      .replace(/^http:(.*):80$/u, 'http:$1')
      .replace(/^https:(.*):443$/u, 'https:$1') + path
  )
}
