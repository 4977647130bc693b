// METADATA SUB, UNSUB and SUBS: the keys whose changes a client is told, before and after registration.

import type { Client } from '../client.ts'
import type { NumericName } from '../lines/numerics.ts'
import { fail } from './failures.ts'
import { invalidKey, isKey } from './keys.ts'
import { notedInSight } from './sync.ts'
import type { Asked } from './values.ts'

/** In order of preference: what follows the first key that is one too many is not looked at. What is known is told at once. */
export async function subscribe(client: Client, { params: keys }: Asked): Promise<void> {
  const { subscribed, server } = client
  const most = server.ports.limits.irc_metadata_subscriptions_max
  const before = new Set(subscribed)
  const valid = checked(client, keys)
  const excess = valid.find((key) => subscribed.add(key).size > most)
  if (excess !== undefined) subscribed.delete(excess)
  tellKeys(client, 'RPL_METADATASUBOK', excess === undefined ? valid : valid.slice(0, valid.indexOf(excess)))
  if (excess !== undefined) client.send(fail(client, 'TOO_MANY_SUBS', excess, 'You have subscribed to too many keys'))
  const lines = await notedInSight(client, subscribed.difference(before))
  if (lines.length > 0) client.batch('metadata', [client.nick], lines)
}

export function unsubscribe(client: Client, { params: keys }: Asked): void {
  const valid = checked(client, keys)
  for (const key of valid) client.subscribed.delete(key)
  tellKeys(client, 'RPL_METADATAUNSUBOK', valid)
}

export function subscriptions(client: Client): void {
  tellKeys(client, 'RPL_METADATASUBS', [...client.subscribed])
}

/** The keys that are keys; the others are told. */
function checked(client: Client, keys: readonly string[]): string[] {
  for (const key of keys) if (!isKey(key)) client.send(invalidKey(client, key))
  return keys.filter(isKey)
}

// As many of the longest keys as a line holds.
const keysPerLine = 6

function tellKeys(client: Client, numeric: NumericName, keys: readonly string[]): void {
  for (let at = 0; at < keys.length; at += keysPerLine) client.numeric(numeric, ...keys.slice(at, at + keysPerLine))
}
