// AWAY: not here for a while, from registration on if one wants (RFC 2812, 4.1; IRCv3 draft/pre-away).

import { limits } from '@hubbub/protocol'

import { cutToBytes } from '../../../utf8.ts'
import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'

/** Whoever says this is not here for no reason that they would tell: their program has come without them. */
const noReason = '*'

export async function away(client: Client, { params: [message = ''] }: Line): Promise<void> {
  const { registering } = client
  if (registering !== undefined) {
    // Before registration only those who asked for it may.
    if (!client.has.has('draft/pre-away')) return client.numeric('ERR_NOTREGISTERED')
    registering.away = message === '' ? undefined : message
  } else await beAway(client, message)
  client.numeric(message === '' ? 'RPL_UNAWAY' : 'RPL_NOWAWAY')
}

/** A program that comes without its person says nothing of those who are here on another device. */
export async function comeAway(client: Client, message: string, isFirst: boolean): Promise<void> {
  if (isFirst || message !== noReason) await beAway(client, message)
}

async function beAway({ session }: Client, message: string): Promise<void> {
  if (message === '') await session.do('person.status', { status: 'ACTIVE' })
  else if (message === noReason) await session.do('person.status', { status: 'AWAY' })
  else await session.do('person.status', { status: 'AWAY', message: cutToBytes(message, limits.reason_chars_max) })
}
