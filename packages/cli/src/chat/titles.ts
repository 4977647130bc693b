// What a room is called on the screen, and how a reason is put.

import type { State } from '@hubbub/client'
import type { Room } from '@hubbub/protocol'

/** A direct room is called after the other one, as `@bob`. */
export function titleOf(room: Pick<Room, 'kind' | 'name' | 'people'>, me: number | undefined): string {
  if (room.kind !== 'direct') return room.name
  const other = room.people?.find(({ id }) => id !== me) ?? room.people?.[0]
  return `@${other?.name ?? room.name}`
}

export function titleBySlug({ rooms, session }: State, slug: string): string {
  const room = rooms.get(slug)
  return room === undefined ? slug : titleOf(room, session.me?.id)
}

/** `: lunch`, after what there is a reason for. */
export function because(reason: string | undefined): string {
  return reason === undefined || reason === '' ? '' : `: ${reason}`
}
