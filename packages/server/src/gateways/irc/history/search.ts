// SEARCH: what was said with these words, in a batch (soju.im/search).

import { type Asked, type ErrorCode, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import { type Line, unescapeTag } from '../lines/line.ts'
import { isChannel } from '../names.ts'
import { placeOf } from '../say/place.ts'
import { readLimit } from './limit.ts'
import { entryLines } from './page.ts'
import { readTimestamp } from './selectors.ts'

type Query = Asked<'message.search'>

/** What an attribute adds to the query; undefined when its value is not valid. */
type Attribute = (client: Client, value: string) => Partial<Query> | 'nothing' | undefined

const attributes: Readonly<Record<string, Attribute>> = {
  in: (client, value) => {
    const { room } = placeOf(client, value)
    if (room !== undefined) return { room: room.slug }
    // With somebody to whom one has not spoken nothing is found.
    return isChannel(value) ? { room: value } : 'nothing'
  },
  from: (_, value) => ({ from: value }),
  text: (_, value) => ({ text: value }),
  // At the time itself as well.
  after: (_, value) => timeOf(value, (at) => ({ afterAt: at - 1 })),
  before: (_, value) => timeOf(value, (at) => ({ beforeAt: at + 1 })),
  limit: ({ server }, value) => {
    const limit = readLimit(value, server.ports.limits.search_entries_max)
    return limit === undefined ? undefined : { limit }
  },
}

function timeOf(value: string, make: (at: number) => Partial<Query>): Partial<Query> | undefined {
  const at = readTimestamp(`timestamp=${value}`)
  return at === undefined || at === 0 ? undefined : make(at)
}

export async function search(client: Client, { params: [given = ''] }: Line): Promise<void> {
  const query = readQuery(client, given)
  if (query === 'nothing') return client.batch('soju.im/search', [], [])
  if ('invalid' in query) return fail(client, ['INVALID_PARAMS', query.invalid, 'Invalid value'])
  try {
    const { entries } = await client.session.do('message.search', query)
    const lines = entries.toReversed().flatMap((entry) => {
      const room = client.session.rooms.get(entry.room)
      return room === undefined || client.hidden.has(entry.room) ? [] : entryLines(client, room, entry)
    })
    client.batch('soju.im/search', [], lines)
  } catch (cause) {
    const { code, message } = refusalOf(cause)
    fail(client, [codes[code] ?? 'INTERNAL_ERROR', message])
  }
}

const codes: Partial<Record<ErrorCode, string>> = {
  'bad-input': 'INVALID_PARAMS',
  'no-such-room': 'INVALID_PARAMS',
  'not-joined': 'INVALID_PARAMS',
}

/** Attributes are written like tags: `in=#dev;text=tea\stime`. Unknown ones are passed over. */
function readQuery(client: Client, given: string): Query | 'nothing' | { readonly invalid: string } {
  const query: Query = {}
  for (const part of given.split(';')) {
    const equals = part.indexOf('=')
    const key = equals < 0 ? part : part.slice(0, equals)
    const read = Object.hasOwn(attributes, key) ? attributes[key] : undefined
    if (read === undefined) continue
    const added = read(client, equals < 0 ? '' : unescapeTag(part.slice(equals + 1)))
    if (added === 'nothing') return added
    if (added === undefined) return { invalid: key }
    Object.assign(query, added)
  }
  return query
}

/** `FAIL SEARCH CODE … :sentence` (soju.im/search, "Errors and Warnings"). */
function fail(client: Client, words: readonly [code: string, ...rest: string[]]): void {
  client.standard('FAIL', 'SEARCH', ...words)
}
