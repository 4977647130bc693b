// server.unban: an operator lets people in again.

import type { Handler } from '../brain.ts'
import { fullMask } from '../mask.ts'
import { recordAct } from './record.ts'

export const unban: Handler<'server.unban'> = async (call, input) => {
  const { brain } = call
  const mask = fullMask(input.mask)
  const removed = await brain.ports.store.removeBan({ mask, list: 'ban' })
  brain.keptOff.changed()
  if (removed) recordAct(call, { act: 'server.unban', subject: mask })
  return { removed }
}
