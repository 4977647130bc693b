// room.invite: people may enter a room; all of them or, if one is unknown, none.

import { type Input, Refusal } from '@hubbub/protocol'

import { mayInvite } from '../access.ts'
import type { Handler, MemberCall } from '../brain.ts'
import { personOf, type Present } from '../person/people.ts'
import { note, refuseDirect } from './moderation/moderate.ts'
import { roomOf } from './rooms.ts'

export const invite: Handler<'room.invite'> = async (call, input) => {
  const { brain, person, room } = call
  refuseDirect(room)
  const mayAdmit = mayInvite(person, room)
  if (room.kind === 'invite-only' && !mayAdmit) throw new Refusal('not-moderator', room.slug)
  const guests = new Map(input.people.map((name) => here(brain.people.find(name), name)).map((one) => [one.id, one]))
  if (room.kind === 'lobby') return { invited: [] }
  const invited = mayAdmit ? await admit(call, input, guests) : outside(room.slug, guests)
  for (const guest of invited) announceInvited(call, guest)
  return { invited: invited.map(({ author }) => author.name) }
}

type Guests = ReadonlyMap<number, Present>

function here(one: Present | undefined, name: string): Present {
  if (one === undefined) throw new Refusal('no-such-person', name)
  return one
}

/** What a moderator's invitation does: whoever has it is let in whatever else would keep them out. */
async function admit(call: MemberCall, { minutes }: Input<'room.invite'>, guests: Guests): Promise<Present[]> {
  const { brain, person, room } = call
  const { store, clock } = brain.ports
  const at = clock.now()
  const until = minutes === undefined ? {} : { until: at + minutes * 60_000 }
  const ids = await store.invite({ room: room.id, people: [...guests.keys()], by: person.id, at, ...until })
  const invited = ids.flatMap((id) => guests.get(id) ?? [])
  for (const { author } of invited) note(call, { act: 'room.invite', room: room.slug, subject: author.name })
  return invited
}

/** Anybody else can no more than tell people of a room, which opens nothing and so is not kept. */
function outside(slug: string, guests: Guests): Present[] {
  return [...guests.values()].filter(({ rooms }) => !rooms.has(slug))
}

function announceInvited({ brain, session, person, room }: MemberCall, guest: Present): void {
  const [by, origin] = [person.author, session.id]
  brain.announce({ name: 'room.invited', payload: { room: roomOf(room), by }, to: { person: guest.id }, origin })
  const told = { room: room.slug, person: personOf(guest), by }
  brain.announce({ name: 'room.someone-invited', payload: told, to: { room: room.slug }, origin })
}
