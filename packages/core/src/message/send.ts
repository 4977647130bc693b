// message.send: somebody says something; it is stored, then told.

import { Refusal } from '@hubbub/protocol'

import { joinedRoom, refuseRoom } from '../access.ts'
import type { Handler, IdentifiedCall } from '../brain.ts'
import { personOf, type Present } from '../person/people.ts'
import { roomOf, type LocalRoom } from '../room/rooms.ts'

export const send: Handler<'message.send'> = (call, input) => {
  if (input.to !== undefined) return directRoom(call, input.to).then((room) => post(call, room, input))
  const room = joinedRoom(call.session, input.room ?? '')
  return room === undefined ? refuseRoom(call.brain, input.room ?? '') : post(call, room, input)
}

type Said = { readonly body: string; readonly clientId?: string | undefined }

async function post({ brain, session, person }: IdentifiedCall, room: LocalRoom, { body, clientId }: Said) {
  const { store, clock } = brain.ports
  const { author } = person
  const entry = { room: room.id, author, body, at: clock.now() }
  const { seq, at, repeated } = await store.append(clientId === undefined ? entry : { ...entry, clientId })
  if (!repeated) {
    const payload = { room: room.slug, seq, at, author, body }
    brain.announce({ name: 'message.posted', payload, to: { room: room.slug }, origin: session.id })
  }
  return { room: room.slug, seq, at }
}

/** The room of two people, made when they first speak. */
async function directRoom(call: IdentifiedCall, name: string): Promise<LocalRoom> {
  const { brain, session, person } = call
  const other = brain.people.find(name)
  if (other === undefined) throw new Refusal('no-such-person', name)
  const known = session.directRoomWith(other.id)
  if (known !== undefined) return known
  const people = [person.id, other.id] as const
  const stored = await brain.ports.store.openDirectRoom({ people, at: brain.ports.clock.now() })
  const opened = session.directRoomWith(other.id)
  if (opened !== undefined) return opened
  const room = brain.rooms.open(stored)
  if (session.options.quiet) session.sit(room)
  for (const one of new Set([person, other])) announceSeat(call, room, one)
  return room
}

function announceSeat({ brain, session }: IdentifiedCall, room: LocalRoom, one: Present): void {
  const payload = { room: roomOf(room), person: personOf(one) }
  brain.announce({ name: 'room.joined', payload, to: { room: room.slug }, origin: session.id })
}
