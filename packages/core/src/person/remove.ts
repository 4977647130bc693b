// person.remove: an operator sends somebody away from this server.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { recordAct } from '../server/record.ts'
import { sendAway } from './presence.ts'

export const remove: Handler<'person.remove'> = (call, { name, reason }) => {
  const one = call.brain.people.find(name)
  if (one === undefined) throw new Refusal('no-such-person', name)
  recordAct(call, { act: 'person.remove', subject: one.author.name, detail: reason })
  const says = `Removed by ${call.person.author.name}${reason ? `: ${reason}` : ''}`
  sendAway(one, { reason: 'removed', says })
  return {}
}
