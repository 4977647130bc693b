// A store that keeps nothing but what a measurement needs: what the durable one is compared with.

import type { Membership, Store, StoredRoom } from '@hubbub/core'

/** Refuses whatever a measurement does not ask for. */
export function volatileStore(): Store {
  const rooms = new Map<string, { -readonly [Key in keyof StoredRoom]: StoredRoom[Key] }>()
  let people = 0
  const addRoom = (room: Pick<StoredRoom, 'slug' | 'name' | 'kind'>): StoredRoom => {
    const added = { ...room, id: rooms.size + 1, topic: '', seq: 0, lifetime: 'kept' as const }
    rooms.set(room.slug, added)
    return added
  }
  const lobby = addRoom({ slug: 'lobby', name: 'Lobby', kind: 'lobby' })
  const byId = (id: number): (typeof lobby & { seq: number }) | undefined =>
    rooms.values().find((room) => room.id === id)
  const membership = (room: StoredRoom): Membership => ({ room, since: 0, read: 0 })
  const needed: Partial<Store> = {
    epoch: 'volatile',
    lobby,
    createPerson: async ({ name }) => ({ id: ++people, name }),
    releasePerson: async () => ({ closed: [] }),
    createRoom: async (room) => addRoom(room),
    findRoom: async ({ slug }) => rooms.get(slug),
    joinRoom: async ({ room }) => {
      const found = byId(room)
      return found === undefined ? 'no-such-room' : membership(found)
    },
    memberships: async () => [membership(lobby)],
    append: async ({ room, at }) => {
      const found = byId(room)
      if (found === undefined) throw new Error(`no room ${room}`)
      found.seq++
      return { seq: found.seq, at, repeated: false }
    },
    history: async () => [],
    close: async () => undefined,
  }
  return needed as Store
}
