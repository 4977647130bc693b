// room.list: the rooms that somebody may know of.

import type { Handler } from '../brain.ts'
import { roomOf } from './rooms.ts'

export const list: Handler<'room.list'> = async ({ brain, session, person }) => {
  const { store, limits } = brain.ports
  const rooms = await store.listRooms({ person: person.id, limit: limits.room_list_entries_max })
  return { rooms: rooms.map((room) => ({ ...roomOf(room), joined: session.rooms.has(room.slug) })) }
}
