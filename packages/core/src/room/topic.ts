// room.topic: what a room is about.

import { Refusal } from '@hubbub/protocol'

import { moderates } from '../access.ts'
import type { Handler } from '../brain.ts'

export const topic: Handler<'room.topic'> = async ({ brain, session, person, room }, { topic: wanted }) => {
  if (wanted === undefined) return { topic: room.topic }
  if (room.settings.topicLocked === true && !moderates(person, room)) throw new Refusal('not-moderator', room.slug)
  if (wanted === room.topic) return { topic: wanted }
  const { store, clock } = brain.ports
  const by = person.author
  const { at } = await store.setTopic({ room: room.id, topic: wanted, by, at: clock.now() })
  const change = { room: room.slug, topic: wanted, by, at }
  brain.announce({ name: 'room.topic', payload: change, to: { room: room.slug }, origin: session.id })
  return { topic: wanted }
}
