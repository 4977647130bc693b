// server.operate: somebody becomes an operator of this server, by a name and password of its configuration.

import { Refusal } from '@hubbub/protocol'

import type { Brain, Handler } from '../../brain.ts'
import { attempt } from '../../person/account/proof.ts'
import { personOf } from '../../person/people.ts'
import { recordAct } from '../record.ts'

export const operate: Handler<'server.operate'> = async (call, { name, password }) => {
  const { brain, session, person } = call
  const { policy, passwords } = brain.ports
  const takeBack = attempt(call, `operator ${name}`)
  const operator = policy().operators.find((one) => one.name === name)
  const isRight = await passwords.verify(password, operator?.passwordHash)
  if (!isRight || operator === undefined) throw new Refusal('wrong-password')
  takeBack()
  recordAct(call, { act: 'server.operate', subject: name })
  setOperator(brain, { id: person.id, on: true, origin: session.id })
  return {}
}

/** Who is an operator is one on all devices, and who is none any more on no device. */
export function setOperator(brain: Brain, { id, on, origin }: { id: number; on: boolean; origin: string }): void {
  const here = brain.people.get(id)
  if (here !== undefined) {
    const payload = { person: personOf({ ...here, operator: on }) }
    brain.announce({ name: 'person.profile', payload, to: 'everyone', origin })
  }
  // Of whom nobody is told that they are here no event tells either.
  for (const { present } of brain.sessions.values()) if (present?.id === id) present.operator = on
}
