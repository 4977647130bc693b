// CHATHISTORY TARGETS: with whom and where something was said last between two times (draft/chathistory).

import type { Client } from '../client.ts'
import { channelOf, timeTag } from '../names.ts'
import { otherNick } from '../outbound/targets.ts'
import { readLimit } from './limit.ts'
import { readTimestamp } from './selectors.ts'

/** `TARGETS timestamp=… timestamp=… limit`; resolves with false when that is not what was said. */
export async function targets(client: Client, [one = '', other = '', count]: readonly string[]): Promise<boolean> {
  const { session, hidden, server } = client
  const limit = readLimit(count, server.ports.limits.history_targets_max)
  const [first, last] = [readTimestamp(one), readTimestamp(other)]
  if (limit === undefined || first === undefined || last === undefined) return false
  const between = { afterAt: Math.min(first, last), beforeAt: Math.max(first, last) }
  const found = await session.do('message.targets', { ...between, limit })
  const source = server.settings().name
  const lines = found.targets.flatMap(({ room: { slug }, at }) => {
    const room = session.rooms.get(slug)
    if (room === undefined || hidden.has(slug)) return []
    const target = room.kind === 'direct' ? otherNick(client, room) : channelOf(room)
    return [{ source, verb: 'CHATHISTORY', params: ['TARGETS', target, timeTag(at)] }]
  })
  client.batch('draft/chathistory-targets', [], lines)
  return true
}
