// A page of a room's history as lines, in the order of their times.

import type { RoomView } from '@hubbub/core'
import type { Message } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Out } from '../lines/line.ts'
import { channelOf, eventMsgidOf } from '../names.ts'
import { lineOf } from '../outbound/lines.ts'
import { targetFor } from '../outbound/targets.ts'
import { messageLines } from '../say/lines.ts'
import { clientTags } from '../say/tags.ts'
import type { Page } from './read.ts'

export function pageLines(client: Client, room: RoomView, { entries, events }: Page): Out[] {
  const said = entries.map((entry) => ({ at: entry.at, lines: entryLines(client, room, entry) }))
  const happened = events.map((event) => ({ at: event.at, lines: [eventLine(client, room, event)] }))
  return [...said, ...happened].toSorted((one, other) => one.at - other.at).flatMap(({ lines }) => lines)
}

export function entryLines(client: Client, room: RoomView, entry: Message): Out[] {
  return messageLines(entry, client, { target: targetFor(client, room, entry.author), room })
}

function eventLine(client: Client, room: RoomView, { at, by, topic, tags }: Page['events'][number]): Out {
  const msgid = eventMsgidOf(room, at)
  if (topic !== undefined) {
    return lineOf(by, client.server, { verb: 'TOPIC', params: [channelOf(room), topic], at, tags: { msgid } })
  }
  return lineOf(by, client.server, {
    verb: 'TAGMSG',
    params: [targetFor(client, room, by)],
    at,
    tags: { msgid, ...clientTags(tags) },
  })
}
