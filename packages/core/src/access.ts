// Who may do what: the one place that lets a command through to its handler or refuses it.

import { commands, type CommandName, foldName, Refusal, slugOf } from '@hubbub/protocol'

import type { Brain, Call, IdentifiedCall, MemberCall } from './brain.ts'
import type { LocalRoom } from './room/rooms.ts'
import type { LiveSession } from './session/live-session.ts'

/** The call as the declaration's `who` asks for it. Throws `not-identified`, `not-joined` or `no-such-room`. */
export function admit(call: Call, name: CommandName, input: unknown): Call | Promise<never> {
  const { who } = commands[name]
  if (who === 'anyone') return call
  const person = call.session.present
  if (person === undefined) throw new Refusal('not-identified')
  const identified: IdentifiedCall = { ...call, person }
  if (who === 'identified') return identified
  const ref = (input as { room: string }).room
  const room = joinedRoom(call.session, ref)
  if (room === undefined) return refuseRoom(call.brain, ref)
  const member: MemberCall = { ...identified, room }
  return member
}

/** A room that the session is in, by slug or by full name. */
export function joinedRoom(session: LiveSession, ref: string): LocalRoom | undefined {
  const bySlug = session.rooms.get(ref)
  if (bySlug !== undefined) return bySlug
  const fold = foldName(ref)
  for (const room of session.rooms.values()) if (room.slug === fold || foldName(room.name) === fold) return room
  return undefined
}

/** Refuses a room that one is not in, for the reason that is true. */
export async function refuseRoom(brain: Brain, ref: string): Promise<never> {
  const room = await brain.ports.store.findRoom({ slug: slugOf(ref), fold: foldName(ref) })
  throw new Refusal(room === undefined ? 'no-such-room' : 'not-joined', ref)
}
