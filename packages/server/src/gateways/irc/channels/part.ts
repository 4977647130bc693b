// PART: out of channels. Everybody stays in the lobby, but nobody has to see it (RFC 2812, 3.2.2).

import type { RoomView } from '@hubbub/core'
import { limits } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { channelOf } from '../names.ts'
import { lineOf } from '../outbound/lines.ts'
import { reasonOf, refOf, tellWhyNot } from './refusals.ts'

export async function part(client: Client, { params: [targets = '', text] }: Line): Promise<void> {
  for (const channel of targets.split(',')) {
    const room = client.channel(channel)
    if (room !== undefined) await leave(client, room, text)
    else if (channel !== '') await tellWhere(client, channel)
  }
}

/** Leaves everything (`JOIN 0`). */
export async function partAll(client: Client): Promise<void> {
  for (const room of client.channels) await leave(client, room)
}

async function leave(client: Client, room: RoomView, text?: string): Promise<void> {
  const { session, server } = client
  const { person } = session
  const channel = channelOf(room)
  const reason = reasonOf(text, limits.reason_chars_max)
  try {
    if (room.kind === 'lobby') client.hidden.add(room.slug)
    else await session.do('room.leave', { room: room.slug, ...reason })
  } catch (cause) {
    return tellWhyNot(client, cause, { verb: 'PART', channel })
  }
  client.asked.delete(room.slug)
  const params = [channel, ...(reason.reason === undefined ? [] : [reason.reason])]
  if (person !== undefined) client.send(lineOf(person, server, { verb: 'PART', params }))
}

/** 442 where there is such a channel, else 403. */
async function tellWhere(client: Client, channel: string): Promise<void> {
  try {
    await client.session.do('room.about', { room: refOf(channel) })
    client.numeric('ERR_NOTONCHANNEL', channel)
  } catch (cause) {
    tellWhyNot(client, cause, { verb: 'PART', channel, answers: { 'bad-input': 'ERR_NOSUCHCHANNEL' } })
  }
}
