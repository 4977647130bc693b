// server.operate: somebody becomes an operator of this server, by a name and password of its configuration.

import { Refusal } from '@hubbub/protocol'

import type { Handler, IdentifiedCall } from '../brain.ts'
import { attempt } from '../person/account/proof.ts'
import { personOf } from '../person/people.ts'
import { recordAct } from './record.ts'

export const operate: Handler<'server.operate'> = async (call, { name, password }) => {
  const { policy, passwords } = call.brain.ports
  const takeBack = attempt(call, `operator ${name}`)
  const operator = policy().operators.find((one) => one.name === name)
  const isRight = await passwords.verify(password, operator?.passwordHash)
  if (!isRight || operator === undefined) throw new Refusal('wrong-password')
  takeBack()
  recordAct(call, { act: 'server.operate', subject: name })
  setOperator(call, true)
  return {}
}

export function setOperator({ brain, session, person }: IdentifiedCall, isOperator: boolean): void {
  const payload = { person: personOf({ ...person, operator: isOperator }) }
  brain.announce({ name: 'person.profile', payload, to: 'everyone', origin: session.id })
}
