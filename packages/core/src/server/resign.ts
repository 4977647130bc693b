// server.resign: somebody is an operator no more.

import type { Handler } from '../brain.ts'
import { setOperator } from './operate.ts'
import { recordAct } from './record.ts'

export const resign: Handler<'server.resign'> = (call) => {
  recordAct(call, { act: 'server.resign' })
  setOperator(call, false)
  return {}
}
