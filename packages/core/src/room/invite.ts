// room.invite: people may enter a room; all of them or, if one is unknown, none.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import type { Present } from '../person/people.ts'
import { roomOf } from './rooms.ts'

export const invite: Handler<'room.invite'> = async ({ brain, session, person, room }, input) => {
  if (room.kind === 'direct') throw new Refusal('not-allowed', room.slug)
  const guests = new Map(input.people.map((name) => here(brain.people.find(name), name)).map((one) => [one.id, one]))
  const { store, clock } = brain.ports
  const lobby = room.kind === 'lobby'
  const invite = { room: room.id, people: [...guests.keys()], by: person.id, at: clock.now() }
  const invited = lobby ? [] : await store.invite(invite)
  for (const id of invited) {
    const payload = { room: roomOf(room), by: person.author }
    brain.announce({ name: 'room.invited', payload, to: { person: id }, origin: session.id })
  }
  return { invited: invited.map((id) => guests.get(id)?.author.name ?? '') }
}

function here(one: Present | undefined, name: string): Present {
  if (one === undefined) throw new Refusal('no-such-person', name)
  return one
}
