// message.edit: somebody says what they said in other words.

import { checkWhose } from '../access.ts'
import type { Handler } from '../brain.ts'
import { outcome, standing } from './kit/change.ts'
import { checkMaySpeak } from './kit/place.ts'
import { checkBody } from './kit/said.ts'

export const edit: Handler<'message.edit'> = async (call, { seq, body }) => {
  const { brain, session, room } = call
  const { store, clock } = brain.ports
  const entry = await standing(call, seq)
  checkWhose(call, 'message.edit', entry)
  checkMaySpeak(call, room)
  checkBody(room, body)
  const at = clock.now()
  const edited = await store.editEntry({ room: room.id, seq, body, at })
  const { message, isChanged, change } = outcome(call, seq, edited)
  if (isChanged) {
    const payload = { ...change, body, at, author: message.author }
    brain.announce({ name: 'message.edited', payload, to: { room: room.slug }, origin: session.id })
  }
  return { message }
}
