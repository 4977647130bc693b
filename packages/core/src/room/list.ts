// room.list: the rooms that somebody may know of.

import { isListedRoom } from '../access.ts'
import type { Handler } from '../brain.ts'
import { countAllHere, listedRoomOf } from './kit/listed.ts'

export const list: Handler<'room.list'> = async (call) => {
  const { brain, session, person } = call
  const { store, clock, limits } = brain.ports
  const [rooms, invitations] = await Promise.all([
    store.listRooms({ person: person.id, limit: limits.room_list_entries_max }),
    store.invitations({ person: person.id, at: clock.now() }),
  ])
  const invited = new Set(invitations)
  const here = countAllHere(brain)
  return {
    rooms: rooms
      .filter((room) => session.rooms.has(room.slug) || isListedRoom(room) || invited.has(room.id))
      .map((room) => listedRoomOf(call, room, { here: here.get(room.slug) ?? 0, invited: invited.has(room.id) })),
  }
}
