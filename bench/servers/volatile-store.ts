// A store that keeps nothing but what a measurement needs: what the durable one is compared with.

import type { Membership, Store, StoredRoom } from '@hubbub/core'

const blank = {
  topic: '',
  seq: 0,
  lifetime: 'kept',
  createdAt: 0,
  settings: {},
  roles: new Map(),
  bans: [],
  rev: 0,
} as const satisfies Partial<StoredRoom>

/** Refuses whatever a measurement does not ask for. */
export function volatileStore(): Store {
  const rooms = new Map<string, { -readonly [Key in keyof StoredRoom]: StoredRoom[Key] }>()
  let people = 0
  const addRoom = (room: Pick<StoredRoom, 'slug' | 'name' | 'kind'>): StoredRoom => {
    const added = { ...blank, ...room, id: rooms.size + 1 }
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
    // Measured rooms have names that are their own slugs and folds.
    findRoom: async ({ slug, fold }) => rooms.get(slug) ?? rooms.get(fold),
    joinRoom: async ({ room }) => {
      const found = byId(room)
      return found === undefined ? 'no-such-room' : membership(found)
    },
    members: async () => [],
    markRead: async () => ({ seq: 0, moved: false }),
    serverBans: async () => [],
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
