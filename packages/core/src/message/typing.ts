// message.typing: somebody is typing, has paused, or is done. It is told and not kept.

import type { Handler, IdentifiedCall } from '../brain.ts'
import type { RoomView } from '../ports.ts'
import type { LiveSession } from '../session/live-session.ts'
import { idOf } from './kit/direct.ts'
import { checkMaySpeak, type Place, placeOf } from './kit/place.ts'

// When each session last said of each room that somebody is typing there.
const said = new WeakMap<LiveSession, Map<number, number>>()

export const typing: Handler<'message.typing'> = async (call, input) => {
  const { brain, session, person } = call
  const room = await place(call, input)
  if (room === undefined) return {}
  checkMaySpeak(call, room)
  if (input.state === 'active' && isTooSoon(call, room)) return {}
  const payload = { room: room.slug, person: person.author, state: input.state }
  brain.announce({ name: 'message.typing', payload, to: { room: room.slug }, origin: session.id })
  return {}
}

/** Nobody makes a direct room by beginning to type. */
async function place(call: IdentifiedCall, input: Place): Promise<RoomView | undefined> {
  if (input.to === undefined) return placeOf(call, input)
  return call.session.directRoomWith(await idOf(call.brain, input.to))
}

/** Whether the room heard so a short while ago from this session; what is too old to matter is forgotten. */
function isTooSoon({ brain, session }: IdentifiedCall, room: RoomView): boolean {
  const { clock, limits } = brain.ports
  const now = clock.now()
  const last = said.get(session) ?? new Map<number, number>()
  for (const [id, at] of last) if (Math.abs(now - at) >= limits.typing_every_ms) last.delete(id)
  if (last.has(room.id)) return true
  said.set(session, last.set(room.id, now))
  return false
}
