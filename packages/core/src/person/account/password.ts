// person.password: somebody changes the password of their account.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../../brain.ts'
import { checkPassword } from './proof.ts'
import { checkStrength } from './register.ts'

export const password: Handler<'person.password'> = async (call, input) => {
  const { store, passwords } = call.brain.ports
  const name = call.person.author.account
  if (name === undefined) throw new Refusal('not-signed-in')
  checkStrength(call.brain, input.new)
  const account = await checkPassword(call, name, input.old)
  await store.setSecret({ person: account.person, secret: await passwords.secretOf(input.new) })
  return {}
}
