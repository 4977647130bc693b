// message.aside: something said to those in a room who may do more than others, told and not kept.

import type { Handler } from '../brain.ts'
import { given } from './kit/given.ts'
import { passing } from './kit/passing.ts'
import { checkMaySpeak } from './kit/place.ts'
import { checkBody } from './kit/said.ts'

export const aside: Handler<'message.aside'> = (call, { least, body, kind, tags }) => {
  const { brain, session, person, room } = call
  checkMaySpeak(call, room)
  checkBody(room, body)
  const made = passing(brain)
  person.spokeAt = made.at
  const payload = { room: room.slug, least, author: person.author, body, ...given({ kind, tags }), ...made }
  brain.announce({ name: 'message.aside', payload, to: { room: room.slug }, origin: session.id })
  return made
}
