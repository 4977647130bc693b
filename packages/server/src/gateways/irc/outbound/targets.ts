// Where lines go: to a channel, or in a direct room to the one who reads them or to the other.

import type { RoomView } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'

import { channelOf, nickOf } from '../names.ts'
import type { Viewer } from '../viewer.ts'

/** The target of a line of `author`'s, as this client sees it: what others say to it goes to its own nick. */
export function targetFor(viewer: Viewer, room: RoomView, author: Author): string {
  if (room.kind !== 'direct') return channelOf(room)
  return viewer.person?.id === author.id ? otherNick(viewer, room) : viewer.nick
}

/** The nick of the other in a direct room, or one's own in that with oneself. */
export function otherNick(viewer: Viewer, { people = [] }: RoomView): string {
  const own = viewer.person?.id
  const other = people.find(({ id }) => id !== own) ?? people[0]
  if (other === undefined) return viewer.nick
  return nickOf(viewer.server.ports.chat.people.byId(other.id)?.author ?? other)
}

/** Whether the direct room is that of somebody with themselves. */
export function isWithOneself({ kind, people = [] }: RoomView): boolean {
  return kind === 'direct' && people.every(({ id }) => id === people[0]?.id)
}
