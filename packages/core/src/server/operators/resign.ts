// server.resign: somebody is an operator no more.

import type { Handler } from '../../brain.ts'
import { recordAct } from '../record.ts'
import { setOperator } from './operate.ts'

export const resign: Handler<'server.resign'> = (call) => {
  const { brain, session, person } = call
  recordAct(call, { act: 'server.resign' })
  setOperator(brain, { id: person.id, on: false, origin: session.id })
  return {}
}
