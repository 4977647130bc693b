// server.erase: an operator takes back what anybody said in any room.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../../brain.ts'
import { eraseEntry, standing } from '../../message/kit/change.ts'
import { numbered, recordAct } from '../record.ts'
import { storedRoom } from './room.ts'

export const erase: Handler<'server.erase'> = async (call, { room: ref, roomId, seq, reason }) => {
  const room = await storedRoom(call.brain, ref)
  if (roomId !== undefined && roomId !== room.id) throw new Refusal('no-such-message', room.slug)
  const entry = await standing({ ...call, room }, seq)
  await eraseEntry({ ...call, room }, entry, { reason, anywhere: true })
  const detail = reason === undefined ? `${seq}` : `${seq}: ${reason}`
  recordAct(call, { act: 'server.erase', room: room.slug, subject: numbered(entry.author), detail })
  return {}
}
