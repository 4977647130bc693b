// What a client is shown of a channel that it has come into: its own JOIN, the topic, the read marker, who is there.

import type { JoinedRoom } from '@hubbub/protocol'

import { endOfNames, membersLines } from './names.ts'
import { topicLines } from './topic-lines.ts'
import type { Out } from '../lines/line.ts'
import { channelOf } from '../names.ts'
import { notedIn } from '../metadata/noted.ts'
import { joinLine } from '../outbound/joining.ts'
import { lineOf } from '../outbound/lines.ts'
import { markerLine } from '../outbound/read-marker.ts'
import type { Viewer } from '../viewer.ts'

type Entered = Pick<JoinedRoom, 'slug' | 'name' | 'settings'> & { readonly readAt?: number | undefined }

/** Answers a client that has joined, with JOIN and what belongs to it (RFC 2812, 3.2.1). */
export async function showJoin(viewer: Viewer, room: JoinedRoom): Promise<void> {
  viewer.own([...ownJoin(viewer, room), ...aboutRoom(viewer, room)])
  viewer.own(await whoIsThere(viewer, room))
  viewer.own(await notedIn(viewer, room).catch(() => []))
}

/** Shows a client a channel that it is in without having asked: its person has joined on another device. */
export async function showEntered(viewer: Viewer, room: Entered): Promise<void> {
  const { session, has } = viewer
  const mark = has.has('draft/read-marker')
    ? await session.do('message.read', { room: room.slug }).catch(() => undefined)
    : undefined
  viewer.event(aboutRoom(viewer, { ...room, readAt: mark?.at }))
  viewer.event(await whoIsThere(viewer, room))
  viewer.event(await notedIn(viewer, room).catch(() => []))
}

/** A channel has another name: who does not know RENAME leaves one and comes into another (draft/channel-rename). */
export function showRenamed(viewer: Viewer, room: Entered, given: { was: string; reason: string }): Out[] {
  const { person, server } = viewer
  if (person === undefined) return []
  const params = [channelOf({ name: given.was }), given.reason]
  return [lineOf(person.author, server, { verb: 'PART', params }), ...ownJoin(viewer, room)]
}

function ownJoin({ person, server, has }: Viewer, room: Entered): Out[] {
  return person === undefined ? [] : [joinLine({ server, has }, person, room)]
}

function aboutRoom(viewer: Viewer, room: Entered): Out[] {
  const known = viewer.session.rooms.get(room.slug)
  return [...(known === undefined ? [] : topicLines(viewer, known)), ...markerLine(viewer, room)]
}

async function whoIsThere(viewer: Viewer, room: Entered): Promise<Out[]> {
  if (viewer.has.has('draft/no-implicit-names')) return []
  // Whoever has left meanwhile is told that it was no member any more by the line that told of the leaving.
  const members = await membersLines(viewer, room).catch(() => [])
  return [...members, endOfNames(viewer, channelOf(room))]
}
