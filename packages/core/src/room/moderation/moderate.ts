// How moderators act: one after the other in each room, only while they may, and written down.

import { Refusal } from '@hubbub/protocol'

import { moderates } from '../../access.ts'
import type { IdentifiedCall, MemberCall } from '../../brain.ts'
import type { Act } from '../../ports.ts'

/** Does what only moderators may do when its turn comes, if they still may then. */
export function moderate<Reply>(call: MemberCall, act: () => Promise<Reply>): Promise<Reply> {
  const { brain, session, person, room } = call
  return brain.rooms.turns.take(room.id, () => {
    if (session.rooms.get(room.slug) !== room) throw new Refusal('not-joined', room.slug)
    if (!moderates(person, room)) throw new Refusal('not-moderator', room.slug)
    return act()
  })
}

/** Writes down what somebody did in a room. */
export function note({ brain, person }: IdentifiedCall, act: Pick<Act, 'act' | 'room' | 'subject' | 'detail'>): void {
  brain.record({ at: brain.ports.clock.now(), by: person.author, ...act })
}

/** Refuses what is not done in direct rooms, whoever one is. */
export function refuseDirect({ kind, slug }: MemberCall['room']): void {
  if (kind === 'direct') throw new Refusal('not-allowed', slug)
}
