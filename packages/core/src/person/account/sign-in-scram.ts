// person.sign-in-scram: somebody proves that they know the password without sending it, in two steps.

import { nameSkeleton, Refusal } from '@hubbub/protocol'

import type { Call, Handler } from '../../brain.ts'
import { attempt, findAccount, signInto } from './proof.ts'

type Begun = NonNullable<ReturnType<Call['brain']['ports']['passwords']['scram']['begin']>>

// A client-first-message and a client-final-message are never alike, so each says itself which step it is.
export const signInScram: Handler<'person.sign-in-scram'> = (call, { message }) => {
  const begun = call.brain.ports.passwords.scram.begin(message)
  return begun === undefined ? finish(call, message) : challenge(call, begun)
}

/** An account that is not there is challenged like one that is. */
async function challenge(call: Call, begun: Begun) {
  const takeBack = attempt(call, `account ${nameSkeleton(begun.user)}`)
  const account = await findAccount(call, begun.user)
  const challenge = begun.answer(account?.secret?.scram)
  call.session.scram = { account, challenge, takeBack }
  return { message: challenge.serverFirst }
}

async function finish(call: Call, message: string) {
  const { scram } = call.session
  call.session.scram = undefined
  if (scram === undefined) throw new Refusal('bad-input', 'message')
  const final = scram.challenge.finish(message)
  if (final === undefined || scram.account === undefined) throw new Refusal('wrong-password')
  scram.takeBack()
  return { message: final, ...(await signInto(call, scram.account)) }
}
