// Where something is said: a room that one is in, one that is open to people outside, or the direct room with somebody.

import { Refusal } from '@hubbub/protocol'

import { joinedRoom, silenced } from '../../access.ts'
import type { Brain, IdentifiedCall } from '../../brain.ts'
import type { RoomView } from '../../ports.ts'
import { findRoom } from '../../room/kit/find.ts'
import { checkHearsFrom, idOf, openDirectRoom } from './direct.ts'

/** Where a command speaks: one of the two is given. */
export interface Place {
  readonly room?: string | undefined
  readonly to?: string | undefined
}

export function placeOf(call: IdentifiedCall, { room = '', to }: Place): RoomView | Promise<RoomView> {
  if (to !== undefined) return roomToSpeakTo(call, to)
  return joinedRoom(call.session, room) ?? openRoom(call.brain, room)
}

/** The direct room with somebody, which is not made for those whom they would not hear. */
async function roomToSpeakTo(call: IdentifiedCall, name: string): Promise<RoomView> {
  const id = await idOf(call.brain, name)
  checkHearsFrom(call.brain.people.get(id), call.person)
  return openDirectRoom(call, id)
}

/** A room that people outside may say something in. Throws `no-such-room` and `not-joined`. */
async function openRoom({ ports, rooms }: Brain, ref: string): Promise<RoomView> {
  const stored = await findRoom(ports.store, ref)
  if (stored === undefined) throw new Refusal('no-such-room', ref)
  const room = rooms.get(stored.slug) ?? stored
  if (room.settings.open !== true) throw new Refusal('not-joined', ref)
  return room
}

/** Refuses somebody who may not speak in a room, or not to the person whom it is shared with. */
export function checkMaySpeak({ brain, person }: Pick<IdentifiedCall, 'brain' | 'person'>, room: RoomView): void {
  const reason = silenced(brain, person, room)
  if (reason !== undefined) throw new Refusal(reason, room.slug)
  for (const { id } of room.people ?? []) checkHearsFrom(brain.people.get(id), person)
}
