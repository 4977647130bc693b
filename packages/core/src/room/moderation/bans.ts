// room.bans: who is on one of a room's lists.

import { type BanList, Refusal } from '@hubbub/protocol'

import { moderates } from '../../access.ts'
import type { Handler } from '../../brain.ts'
import { isInForce } from './ban.ts'

/** Whom a room keeps out or quiet its members may know; whom it lets in is the moderators' to know. */
const seenBy = {
  'ban': 'members',
  'mute': 'members',
  'ban-exception': 'moderators',
  'invite-exception': 'moderators',
} as const satisfies Record<BanList, 'members' | 'moderators'>

export const bans: Handler<'room.bans'> = ({ brain, person, room }, { list }) => {
  if (seenBy[list] === 'moderators' && !moderates(person, room)) throw new Refusal('not-moderator', room.slug)
  const now = brain.ports.clock.now()
  return { bans: room.bans.filter((one) => one.list === list && isInForce(one, now)) }
}
