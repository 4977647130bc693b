// message.erase: somebody takes back what they said, or a moderator what anybody said.

import { checkWhose } from '../access.ts'
import type { Handler } from '../brain.ts'
import { outcome, standing } from './kit/change.ts'
import { given } from './kit/given.ts'

export const erase: Handler<'message.erase'> = async (call, { seq, reason }) => {
  const { brain, session, person, room } = call
  const { store, clock } = brain.ports
  const entry = await standing(call, seq)
  checkWhose(call, 'message.erase', entry)
  const { author } = entry
  const erasure = { by: person.author, at: clock.now(), ...given({ reason }) }
  const { message, change } = outcome(call, seq, await store.eraseEntry({ room: room.id, seq, ...erasure }))
  const payload = { ...change, ...erasure, author }
  brain.announce({ name: 'message.erased', payload, to: { room: room.slug }, origin: session.id })
  if (author.id !== person.id) {
    const detail = reason === undefined ? `${seq}` : `${seq}: ${reason}`
    brain.record({ ...erasure, act: 'message.erase', room: room.slug, subject: author.name, detail })
  }
  return { message }
}
