// METADATA GET, LIST, SET and CLEAR: what is noted about a target, by key.

import { utf8Bytes } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Out } from '../lines/line.ts'
import { numericLine } from '../outbound/lines.ts'
import { attempt, fail } from './failures.ts'
import { invalidKey, isKey } from './keys.ts'
import { subjectOf } from './subject.ts'

/** The target, and what follows the subcommand. */
export interface Asked {
  readonly target: string
  readonly params: readonly string[]
}

export function get(client: Client, { target: asked, params: keys }: Asked): Promise<void> {
  const { target, read } = subjectOf(client, asked)
  return attempt(client, { target, key: '*' }, async () => {
    const values = await read()
    const lines = keys.map((key) =>
      isKey(key) ? valueLine(client, target, [key, values.get(key)]) : invalidKey(client, key),
    )
    client.batch('metadata', [target], lines)
  })
}

export function list(client: Client, { target: asked }: Asked): Promise<void> {
  const { target, read } = subjectOf(client, asked)
  return attempt(client, { target, key: '*' }, async () => {
    const values = await read()
    const lines = [...values].map((entry) => valueLine(client, target, entry))
    client.batch('metadata', [target], lines)
  })
}

/** Without a value, or with an empty one, the key is taken away. */
export function set(client: Client, { target: asked, params: [key = '', value = ''] }: Asked): Promise<void> | void {
  if (!isKey(key)) return client.send(invalidKey(client, key))
  if (utf8Bytes(value) > client.server.ports.limits.irc_metadata_value_bytes_max) {
    return client.send(fail(client, 'VALUE_INVALID', 'That value is too long'))
  }
  const { target, read, write } = subjectOf(client, asked)
  return attempt(client, { target, key }, async () => {
    if (value === '' && !(await read()).has(key)) {
      return client.send(fail(client, 'KEY_NOT_SET', key, 'That key is not set'))
    }
    await write({ [key]: value === '' ? null : value })
    client.send(valueLine(client, target, [key, value === '' ? undefined : value]))
  })
}

export function clear(client: Client, { target: asked }: Asked): Promise<void> {
  const { target, read, write } = subjectOf(client, asked)
  return attempt(client, { target, key: '*' }, async () => {
    const keys = [...(await read()).keys()]
    await write(Object.fromEntries(keys.map((key) => [key, null])))
    const lines = keys.map((key) => valueLine(client, target, [key, undefined]))
    client.batch('metadata', [target], lines)
  })
}

function valueLine(client: Client, target: string, [key, value]: readonly [string, string | undefined]): Out {
  if (value === undefined) return numericLine(client, 'RPL_KEYNOTSET', target, key)
  return numericLine(client, 'RPL_KEYVALUE', target, key, '*', value)
}
