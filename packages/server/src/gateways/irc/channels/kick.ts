// KICK: people out of a channel, each in a line of their own (RFC 2812, 3.2.8).

import { limits, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { reasonOf, refOf, tellNoSuchMember, tellWhyNot } from './refusals.ts'

interface Kick {
  readonly channel: string
  readonly nick: string
  readonly comment: string | undefined
}

export async function kick(client: Client, { params: [channels = '', nicks = '', comment] }: Line): Promise<void> {
  const pairs = pairsOf(channels.split(','), nicks.split(','))
  if (pairs === undefined) return client.numeric('ERR_NEEDMOREPARAMS', 'KICK')
  for (const [channel, nick] of pairs) await kickOne(client, { channel, nick, comment })
}

/** One channel for all, or as many channels as people. */
function pairsOf(channels: readonly string[], nicks: readonly string[]): (readonly [string, string])[] | undefined {
  if (channels.length !== 1 && channels.length !== nicks.length) return undefined
  return nicks.map((nick, at) => [channels[at] ?? channels[0] ?? '', nick] as const)
}

async function kickOne(client: Client, { channel, nick, comment }: Kick): Promise<void> {
  try {
    const reason = reasonOf(comment, limits.reason_chars_max)
    await client.session.do('room.kick', { room: refOf(channel), person: nick, ...reason })
  } catch (cause) {
    if (refusalOf(cause).code === 'no-such-person') tellNoSuchMember(client, nick, channel)
    else tellWhyNot(client, cause, { verb: 'KICK', channel })
  }
}
