// room.ban: a mask is put on one of a room's lists.

import { type Ban, foldName, type Input, Refusal } from '@hubbub/protocol'

import type { Handler, MemberCall } from '../../brain.ts'
import { fullMask } from '../../mask.ts'
import { moderate, note, refuseDirect } from './moderate.ts'

export const ban: Handler<'room.ban'> = (call, input) =>
  moderate(call, async () => {
    const { brain, room } = call
    checkPlace(room, input.list)
    await dropEnded(call)
    const wanted = newBan(call, input)
    const known = room.bans.find((one) => isSameMask(one, wanted))
    if (known !== undefined) return { ban: known, added: false }
    if (room.bans.length >= brain.ports.limits.bans_per_room_max) throw new Refusal('too-many', wanted.mask)
    const stored = await brain.ports.store.addBan({ room: room.id, ban: wanted })
    announceBanned(call, stored.ban)
    return stored
  })

/** Whether two entries are of one list and of people who are called the same. */
export function isSameMask(one: Pick<Ban, 'mask' | 'list'>, other: Pick<Ban, 'mask' | 'list'>): boolean {
  return one.list === other.list && foldName(one.mask) === foldName(other.mask)
}

/** Whether an entry still counts. */
export function isInForce({ until }: Ban, now: number): boolean {
  return until === undefined || until > now
}

/** Takes an entry off its list and tells of it. */
export async function lift(call: MemberCall, { mask, list }: Ban): Promise<boolean> {
  const { brain, session, person, room } = call
  const removed = await brain.ports.store.removeBan({ room: room.id, mask, list })
  const payload = { room: room.slug, mask, list, by: person.author }
  brain.announce({ name: 'room.unbanned', payload, to: { room: room.slug }, origin: session.id })
  return removed
}

// Nobody leaves the lobby, and nobody needs to be let in.
function checkPlace(room: MemberCall['room'], list: Ban['list']): void {
  refuseDirect(room)
  const isAboutEntering = list === 'ban' || list === 'invite-exception'
  if (room.kind === 'lobby' && isAboutEntering) throw new Refusal('not-allowed', room.slug)
}

/** What has ended by itself counts no more; it goes when its list is next changed. */
async function dropEnded(call: MemberCall): Promise<void> {
  const now = call.brain.ports.clock.now()
  for (const one of call.room.bans) if (!isInForce(one, now)) await lift(call, one)
}

function newBan({ brain, person }: MemberCall, { mask, list, minutes, reason }: Input<'room.ban'>): Ban {
  const at = brain.ports.clock.now()
  return {
    mask: fullMask(mask),
    list,
    by: person.author.name,
    at,
    ...(minutes === undefined ? {} : { until: at + minutes * 60_000 }),
    ...(reason === undefined ? {} : { reason }),
  }
}

function announceBanned(call: MemberCall, banned: Ban): void {
  const { brain, session, person, room } = call
  const payload = { room: room.slug, ban: banned, by: person.author }
  brain.announce({ name: 'room.banned', payload, to: { room: room.slug }, origin: session.id })
  const { mask, list, reason } = banned
  note(call, {
    act: 'room.ban',
    room: room.slug,
    subject: mask,
    detail: reason === undefined ? list : `${list}: ${reason}`,
  })
}
