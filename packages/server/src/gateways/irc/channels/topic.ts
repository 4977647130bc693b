// TOPIC: what a channel is about, asked for or set (RFC 2812, 3.2.4).

import { limits } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { channelOf } from '../names.ts'
import { refOf, tellWhyNot } from './refusals.ts'
import { topicLines } from './topic-lines.ts'

export async function topic(client: Client, { params: [channel = '', text] }: Line): Promise<void> {
  try {
    if (text === undefined) await tell(client, channel)
    else await client.session.do('room.topic', { room: refOf(channel), topic: cut(text) })
  } catch (cause) {
    tellWhyNot(client, cause, { verb: 'TOPIC', channel })
  }
}

async function tell(client: Client, channel: string): Promise<void> {
  const { room } = await client.session.do('room.about', { room: refOf(channel) })
  if (room.topic === '') client.numeric('RPL_NOTOPIC', channelOf(room))
  else client.send(...topicLines(client, room))
}

/** As much as TOPICLEN says. */
function cut(text: string): string {
  return [...text].slice(0, limits.room_topic_chars_max).join('')
}
