// How far one has read, as MARKREAD lines (draft/read-marker).

import type { HeardEvent, RoomView } from '@hubbub/core'

import type { Out } from '../lines/line.ts'
import { channelOf, timeTag } from '../names.ts'
import type { Viewer } from '../viewer.ts'
import { serverLine } from './lines.ts'
import { otherNick } from './targets.ts'

/** Where the marker stands, for a channel or a nick. */
export function markLine({ server }: Pick<Viewer, 'server'>, target: string, at: number | undefined): Out {
  return serverLine(server, 'MARKREAD', [target, at === undefined ? '*' : `timestamp=${timeTag(at)}`])
}

/** The marker of a channel that one comes into; nothing for clients that did not ask for it. */
export function markerLine(
  viewer: Pick<Viewer, 'server' | 'has'>,
  room: { readonly name: string; readonly readAt?: number | undefined },
): Out[] {
  return viewer.has.has('draft/read-marker') ? [markLine(viewer, channelOf(room), room.readAt)] : []
}

/** What another device of the same person has read. */
export function readLine({ payload }: HeardEvent<'message.read'>, viewer: Viewer, room: RoomView | undefined): Out[] {
  if (room === undefined || !viewer.has.has('draft/read-marker')) return []
  const target = room.kind === 'direct' ? otherNick(viewer, room) : channelOf(room)
  return [markLine(viewer, target, payload.at)]
}
