// room.about: what there is to know about one room.

import { knownRoom } from '../access.ts'
import type { Handler } from '../brain.ts'
import { countHere, listedRoomOf } from './kit/listed.ts'

export const about: Handler<'room.about'> = async (call, { room: ref }) => {
  const { brain, session, person } = call
  const room = await knownRoom(call, ref)
  const joined = session.rooms.has(room.slug)
  const listed = listedRoomOf(call, room, {
    here: countHere(brain, room.slug),
    invited: !joined && (await isInvited()),
  })
  const role = room.roles.get(person.id)
  // Members may hand on the key of their room.
  const settings = joined && listed.settings !== undefined ? { settings: room.settings } : {}
  return { room: { ...listed, ...settings }, ...(role === undefined ? {} : { role }) }

  async function isInvited(): Promise<boolean> {
    const { store, clock } = brain.ports
    return (await store.invitations({ person: person.id, at: clock.now() })).includes(room.id)
  }
}
