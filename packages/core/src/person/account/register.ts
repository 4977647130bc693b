// person.register: somebody makes an account, and is signed in to it.

import { nameSkeleton, Refusal } from '@hubbub/protocol'

import type { Brain, Call, Handler } from '../../brain.ts'
import { networkOf } from '../kit/origin.ts'
import { personOf } from '../people.ts'
import { refuseQuiet } from './sign-out.ts'

export const register: Handler<'person.register'> = async (call, input) => {
  const { brain, session } = call
  const { policy, passwords, store, clock } = brain.ports
  if (!policy().registration) throw new Refusal('registration-closed')
  if (session.account !== undefined) throw new Refusal('already-signed-in')
  refuseQuiet(call)
  const name = input.name ?? session.person?.name
  if (name === undefined) throw new Refusal('bad-input', 'name')
  checkStrength(brain, input.password)
  const takeBack = countRegistration(call)
  try {
    const secret = await passwords.secretOf(input.password)
    const guest = session.present === undefined ? {} : { person: session.present.id }
    const made = await store.createAccount({ name, skeleton: nameSkeleton(name), ...guest, secret, at: clock.now() })
    if (typeof made === 'string') throw new Refusal(made, name)
    if (session.present === undefined) session.prove(made)
    else announceAccount(call, made.name)
    return { account: made.name }
  } catch (refusal) {
    takeBack()
    throw refusal
  }
}

export function checkStrength({ ports }: Brain, password: string): void {
  if ([...password.trim()].length < ports.limits.password_chars_min) throw new Refusal('weak-password')
}

function countRegistration({ brain, session }: Call): () => void {
  const { from } = session.options
  return brain.attempts.register.take(from === undefined ? [] : [networkOf(from.address)])
}

/** The guest stays who they are, and can prove it from now on. */
function announceAccount({ brain, session }: Call, account: string): void {
  const one = session.present
  if (one === undefined) return
  const payload = { person: personOf({ ...one, author: { ...one.author, account } }), was: one.author }
  brain.announce({ name: 'person.signed-in', payload, to: 'everyone', origin: session.id })
}
