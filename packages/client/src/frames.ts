// Reads what a server sends: nothing of it is believed before it has been checked against its declaration.

import {
  type AnyEvent,
  commands,
  type CommandName,
  type ErrorFrame,
  events,
  isEventName,
  type Reply,
} from '@hubbub/protocol'

import { ClientError, failure } from './errors.ts'

/** A frame as it was understood; `unknown` are those of newer servers, and nonsense. */
export type Frame =
  | { readonly kind: 'reply'; readonly re: number; readonly ok: unknown }
  | { readonly kind: 'refusal'; readonly re: number; readonly error: ClientError }
  | { readonly kind: 'event'; readonly event: AnyEvent }
  | { readonly kind: 'unknown' }

export function readFrame(text: string): Frame {
  const frame = readObject(text)
  if (typeof frame['on'] === 'string') return readEvent(frame['on'], frame['data'])
  const re = frame['re']
  if (typeof re !== 'number') return { kind: 'unknown' }
  if ('ok' in frame) return { kind: 'reply', re, ok: frame['ok'] }
  return { kind: 'refusal', re, error: readError(frame['error']) }
}

/** The JSON object that a text holds; an empty one when it holds something else. */
export function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function readEvent(name: string, data: unknown): Frame {
  if (!isEventName(name)) return { kind: 'unknown' }
  const read = events[name].payload.safeParse(data)
  // The name and its payload's schema stand in one row, which the compiler cannot see across the union.
  return read.success ? { kind: 'event', event: { name, payload: read.data } as AnyEvent } : { kind: 'unknown' }
}

/** The server's refusal; a code of a newer server is passed on with the server's own words. */
export function readError(value: unknown): ClientError {
  const { code, says, retry, subject } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Partial<ErrorFrame>
  if (typeof code !== 'string' || typeof says !== 'string') return failure('bad-reply')
  return new ClientError({
    code,
    says,
    retry: retry === true,
    subject: typeof subject === 'string' ? subject : undefined,
  })
}

export function readReply<Name extends CommandName>(name: Name, ok: unknown): Reply<Name> {
  const read = commands[name].reply.safeParse(ok)
  if (!read.success) throw failure('bad-reply')
  return read.data as Reply<Name>
}
