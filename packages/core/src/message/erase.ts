// message.erase: somebody takes back what they said, or a moderator what anybody said.

import { checkWhose } from '../access.ts'
import type { Handler } from '../brain.ts'
import { note } from '../room/moderation/moderate.ts'
import { eraseEntry, standing } from './kit/change.ts'

export const erase: Handler<'message.erase'> = async (call, { seq, reason }) => {
  const { person, room } = call
  const entry = await standing(call, seq)
  checkWhose(call, 'message.erase', entry)
  const message = await eraseEntry(call, entry, { reason })
  if (entry.author.id !== person.id) {
    const detail = reason === undefined ? `${seq}` : `${seq}: ${reason}`
    note(call, { act: 'message.erase', room: room.slug, subject: entry.author.name, detail })
  }
  return { message }
}
