// What a channel is about, as 332 and 333 (modern.ircdocs.horse, "TOPIC message").

import type { Out } from '../lines/line.ts'
import { channelOf, nickOf } from '../names.ts'
import { numericLine } from '../outbound/lines.ts'
import type { Viewer } from '../viewer.ts'

export interface Topical {
  readonly name: string
  readonly topic: string
  readonly topicAt?: number | undefined
  readonly topicBy?: string | undefined
}

/** Nothing for a channel without a topic. */
export function topicLines(viewer: Viewer, room: Topical): Out[] {
  const { topic, topicAt, topicBy } = room
  if (topic === '') return []
  const channel = channelOf(room)
  const about = numericLine(viewer, 'RPL_TOPIC', channel, topic)
  if (topicAt === undefined) return [about]
  const by = nickOf({ name: topicBy ?? '*' })
  return [about, numericLine(viewer, 'RPL_TOPICWHOTIME', channel, by, `${Math.floor(topicAt / 1_000)}`)]
}
