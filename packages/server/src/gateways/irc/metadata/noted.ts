// What is noted about a channel and the people there, as those who have subscribed are told it (draft/metadata-2, "Notifications").

import type { Out } from '../lines/line.ts'
import { channelOf, nickOf } from '../names.ts'
import { notedLine } from '../outbound/metadata.ts'
import type { Viewer } from '../viewer.ts'

interface Place {
  readonly slug: string
  readonly name: string
}

/** What is noted under these keys about a channel and about the others who are there. */
export async function notedIn(viewer: Viewer, room: Place, keys = viewer.subscribed): Promise<Out[]> {
  const { server, session, person: own } = viewer
  if (keys.size === 0 || !viewer.has.has('draft/metadata-2')) return []
  const [{ values }, { people }] = await Promise.all([
    session.do('room.metadata', { room: room.slug }),
    session.do('room.members', { room: room.slug, noted: [...keys] }),
  ])
  const about = Object.entries(values).filter(([key]) => keys.has(key))
  const others = people.filter(({ id, status }) => status !== 'OFFLINE' && id !== own?.id)
  return [
    ...about.map(([key, value]) => notedLine(server, { target: channelOf(room), key, value })),
    ...others.flatMap((other) =>
      Object.entries(other.noted ?? {}).map(([key, value]) => notedLine(server, { target: nickOf(other), key, value })),
    ),
  ]
}
