// room.metadata: what is noted about a room, by key.

import { type Input, Refusal } from '@hubbub/protocol'

import { knownRoom, moderates } from '../../access.ts'
import type { Handler, IdentifiedCall } from '../../brain.ts'
import type { RoomView } from '../../ports.ts'
import { note } from './moderate.ts'

type Wanted = NonNullable<Input<'room.metadata'>['set']>
type Entry = readonly [key: string, value: string | null]

export const metadata: Handler<'room.metadata'> = async (call, { room: ref, set }) => {
  const room = await knownRoom(call, ref)
  if (set !== undefined) await change(call, room, set)
  return { values: await call.brain.ports.store.metadata({ room: room.id }) }
}

async function change(call: IdentifiedCall, room: RoomView, wanted: Wanted): Promise<void> {
  if (room.kind === 'direct' || !moderates(call.person, room)) throw new Refusal('not-moderator', room.slug)
  const known = new Map(Object.entries(await call.brain.ports.store.metadata({ room: room.id })))
  for (const [key, value] of Object.entries(wanted)) {
    if ((known.get(key) ?? null) !== value) await setOne(call, room, [key, value])
  }
}

async function setOne(call: IdentifiedCall, room: RoomView, [key, value]: Entry): Promise<void> {
  const { brain, session, person } = call
  const result = await brain.ports.store.setMetadata({ of: { room: room.id }, key, value })
  if (result === 'too-many') throw new Refusal('too-many', key)
  const payload = { room: room.slug, key, value, by: person.author }
  brain.announce({ name: 'room.metadata', payload, to: { room: room.slug }, origin: session.id })
  note(call, { act: 'room.metadata', room: room.slug, subject: key, ...(value === null ? {} : { detail: value }) })
}
