// server.announce: an operator tells something to everybody here, or to the operators.

import type { Handler } from '../brain.ts'
import { recordAct } from './record.ts'

export const announce: Handler<'server.announce'> = (call, { body, to }) => {
  const { brain, session, person } = call
  recordAct(call, { act: 'server.announce', subject: to, detail: body })
  const payload = { body, by: person.author, to }
  brain.announce({ name: 'server.announced', payload, to: 'everyone', origin: session.id })
  return {}
}
