// How requests find the people and rooms that they name, by the names that this wire shows.

import type { RoomView } from '@hubbub/core'
import { limits, type Person, Refusal, tidyName } from '@hubbub/protocol'

import { isShortForm, personCalled, roomCalled, shownPerson } from './names.ts'
import type { Users } from './outbound.ts'
import type { Asker } from './request.ts'

/** The general chat. */
export const LOBBY = 'lobby'

/** The full name of the person whom a client calls `shown`. */
export function called({ people }: Asker, shown: string): string {
  return personCalled(shown, (id) => people.byId(id)?.author)
}

/** The room that a client calls `shown`: one that it is in, or else whatever the chat makes of the name. */
export function placed({ session }: Asker, shown: string): string {
  return roomCalled(shown, placesOf(session.rooms.values())) ?? shown
}

/** All rooms but the direct ones, which are no rooms on this wire. */
function placesOf<Place extends Pick<RoomView, 'kind'>>(rooms: Iterable<Place>): Place[] {
  return [...rooms].filter(({ kind }) => kind !== 'direct')
}

export async function join(asker: Asker, { roomname }: { readonly roomname: string }): Promise<unknown> {
  if (!isShortForm(roomname)) return asker.session.do('room.join', { room: placed(asker, roomname) })
  const { rooms } = await asker.session.do('room.list', {})
  return asker.session.do('room.join', { room: roomCalled(roomname, placesOf(rooms)) ?? roomname })
}

interface Invitation {
  readonly roomname: string
  readonly usernames: readonly string[]
}

/** Invites all or, when one is unknown, nobody; that the asker may not invite here comes first. */
export async function invite(asker: Asker, { roomname, usernames }: Invitation): Promise<unknown> {
  const { session, people } = asker
  const room = placed(asker, roomname)
  const guests = usernames.map((shown) => ({ shown, name: tidyName(called(asker, shown)) }))
  const unknown = guests.find(({ name }) => people.byName(name) === undefined)
  const names = [...new Set(guests.map(({ name }) => name))]
  if (unknown === undefined && names.length > 0) {
    return Promise.all(chunks(names).map((some) => session.do('room.invite', { room, people: some })))
  }
  await session.do('room.members', { room })
  if (unknown !== undefined) throw new Refusal('no-such-person', unknown.shown)
  return undefined
}

/** A class is larger than one command takes. */
function chunks(names: readonly string[]): string[][] {
  const size = limits.invite_people_max
  return Array.from({ length: Math.ceil(names.length / size) }, (_, i) => names.slice(i * size, (i + 1) * size))
}

/** Names and statuses. Who belongs to a room and is not here would be nobody to this wire's clients. */
export function usersOf(people: readonly Person[]): Users {
  return Object.fromEntries(
    people.flatMap((person) => (person.status === 'OFFLINE' ? [] : [[shownPerson(person), person.status]])),
  )
}
