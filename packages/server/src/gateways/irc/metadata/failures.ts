// What METADATA refuses, in the words of the specification (draft/metadata-2, "Standard Replies").

import { type ErrorCode, type Refusal, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Out } from '../lines/line.ts'
import { serverLine } from '../outbound/lines.ts'

const codes = {
  'no-such-person': 'INVALID_TARGET',
  'no-such-room': 'INVALID_TARGET',
  'not-allowed': 'KEY_NO_PERMISSION',
  'not-moderator': 'KEY_NO_PERMISSION',
  'too-many': 'LIMIT_REACHED',
  'too-long': 'VALUE_INVALID',
  'bad-input': 'KEY_INVALID',
} satisfies Partial<Record<ErrorCode, string>>

/** Codes that name the key besides the target, or nothing but a key. */
const context: Readonly<Record<string, (of: Refused) => readonly string[]>> = {
  KEY_NO_PERMISSION: ({ target, key }) => [target, key],
  KEY_INVALID: ({ key }) => [key],
  VALUE_INVALID: () => [],
}

export interface Refused {
  readonly target: string
  /** `*` where it is about all keys. */
  readonly key: string
}

export function fail(client: Client, code: string, ...words: readonly string[]): Out {
  return serverLine(client.server, 'FAIL', ['METADATA', code, ...words])
}

/** Carries it out; what is refused is told. */
export async function attempt(client: Client, of: Refused, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (cause) {
    client.send(failureOf(client, refusalOf(cause), of))
  }
}

function failureOf(client: Client, { code, message }: Refusal, of: Refused): Out {
  const known: Partial<Record<ErrorCode, string>> = codes
  const name = known[code] ?? 'TEMPORARILY_UNAVAILABLE'
  return fail(client, name, ...(context[name]?.(of) ?? [of.target]), message)
}
