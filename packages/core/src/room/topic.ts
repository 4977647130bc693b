// room.topic: what a room is about.

import type { Handler } from '../brain.ts'

export const topic: Handler<'room.topic'> = async ({ brain, session, person, room }, input) => {
  if (input.topic === undefined) return { topic: room.topic }
  await brain.ports.store.setTopic({ room: room.id, topic: input.topic })
  const change = { room: room.slug, topic: input.topic, by: person.author }
  brain.announce({ name: 'room.topic', payload: change, to: { room: room.slug }, origin: session.id })
  return { topic: input.topic }
}
