// What can be a key of metadata (draft/metadata-2, "Keys and Values").

import { MetadataKey } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Out } from '../lines/line.ts'
import { fail } from './failures.ts'

/** `__proto__` is the one word of legal letters that an object cannot have as a key. */
export function isKey(key: string): boolean {
  return key !== '__proto__' && MetadataKey.safeParse(key).success
}

export function invalidKey(client: Client, key: string): Out {
  return fail(client, 'KEY_INVALID', key, 'That cannot be a key')
}
