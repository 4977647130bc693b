// message.signal: annotations without words, told and, unless they are to last, not kept.

import type { Handler } from '../brain.ts'
import { given } from './kit/given.ts'
import { passing } from './kit/passing.ts'
import { checkMaySpeak, placeOf } from './kit/place.ts'

export const signal: Handler<'message.signal'> = async (call, input) => {
  const { brain, session, person } = call
  const room = await placeOf(call, input)
  checkMaySpeak(call, room)
  const { tags, least } = input
  const { author } = person
  const made = passing(brain)
  // What is for some alone is not kept for all to read.
  const lasting = input.lasting === true && least === undefined ? (true as const) : undefined
  if (lasting) Object.assign(made, await brain.ports.store.keepSignal({ room: room.id, by: author, tags, at: made.at }))
  const payload = { room: room.slug, author, tags, ...given({ least, lasting }), ...made }
  brain.announce({ name: 'message.signal', payload, to: { room: room.slug }, origin: session.id })
  return made
}
