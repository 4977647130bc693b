// What a client is told of what is noted already: on asking, on subscribing and on coming (draft/metadata-2).

import type { Client } from '../client.ts'
import type { Out } from '../lines/line.ts'
import { notedLine } from '../outbound/metadata.ts'
import { attempt } from './failures.ts'
import { notedIn } from './noted.ts'
import { subjectOf } from './subject.ts'
import type { Asked } from './values.ts'

/** What is noted in all channels that the client is in, of nobody twice. */
export async function notedInSight(client: Client, keys: ReadonlySet<string>): Promise<Out[]> {
  const lines = await Promise.all(client.channels.map((room) => notedIn(client, room, keys).catch(() => [])))
  return [...new Map(lines.flat().map((line) => [line.params.join(' '), line])).values()]
}

/** `METADATA <target> SYNC`: of a channel also what is noted about the people there. */
export function sync(client: Client, { target: asked }: Asked): Promise<void> {
  const { target, read } = subjectOf(client, asked)
  const { server, subscribed } = client
  return attempt(client, { target, key: '*' }, async () => {
    const room = client.channel(asked)
    if (room !== undefined) return client.batch('metadata', [target], await notedIn(client, room))
    const values = [...(await read())].filter(([key]) => subscribed.has(key))
    const lines = values.map(([key, value]) => notedLine(server, { target, key, value }))
    client.batch('metadata', [target], lines)
  })
}

/** Keeps what was noted before registration, and tells what is noted now: an empty batch where nothing is. */
export async function tellOwnNoted(client: Client, noted: ReadonlyMap<string, string>): Promise<void> {
  const { nick, server } = client
  if (noted.size === 0 && !client.has.has('draft/metadata-2')) return
  await attempt(client, { target: nick, key: '*' }, async () => {
    const set = noted.size === 0 ? {} : { set: Object.fromEntries(noted) }
    const { values } = await client.session.do('person.metadata', set)
    const lines = Object.entries(values).map(([key, value]) => notedLine(server, { target: nick, key, value }))
    client.batch('metadata', [nick], lines)
  })
}
