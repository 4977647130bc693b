// A room as it is listed: what everybody sees of it, and how many of its members are here.

import type { ListedRoom } from '@hubbub/protocol'

import type { Brain, IdentifiedCall } from '../../brain.ts'
import type { RoomView } from '../../ports.ts'
import { roomOf } from '../rooms.ts'

/** What is known of a room besides itself. */
export interface Beside {
  readonly here: number
  readonly invited: boolean
}

export function listedRoomOf({ session }: IdentifiedCall, room: RoomView, { here, invited }: Beside): ListedRoom {
  const { slug, createdAt, topicAt, topicBy } = room
  const joined = session.rooms.has(slug)
  return {
    ...roomOf(room),
    joined,
    ...(invited && !joined ? { invited } : {}),
    here,
    createdAt,
    ...(topicAt === undefined ? {} : { topicAt }),
    ...(topicBy === undefined ? {} : { topicBy }),
  }
}

/** How many members of a room are here. */
export function countHere({ people }: Brain, slug: string): number {
  let here = 0
  for (const { rooms } of people) if (rooms.has(slug)) here++
  return here
}

/** How many members of each room are here, by slug. */
export function countAllHere({ people }: Brain): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { rooms } of people) for (const slug of rooms) counts.set(slug, (counts.get(slug) ?? 0) + 1)
  return counts
}
