// person.sign-in: somebody proves who they are by a password, or by the certificate of their connection.

import { Refusal } from '@hubbub/protocol'

import type { Call, Handler } from '../../brain.ts'
import type { StoredAccount } from '../../ports.ts'
import { attempt, checkPassword, findAccount, signInto } from './proof.ts'

export const signIn: Handler<'person.sign-in'> = async (call, { account, password }) =>
  signInto(
    call,
    password === undefined ? await byCertificate(call, account) : await byPassword(call, account, password),
  )

function byPassword(call: Call, account: string | undefined, password: string): Promise<StoredAccount> {
  const name = account ?? call.session.person?.name
  if (name === undefined || password === '') throw new Refusal('wrong-password')
  return checkPassword(call, name, password)
}

/** With a name, the certificate has to be that account's. */
async function byCertificate(call: Call, name: string | undefined): Promise<StoredAccount> {
  const certificate = call.session.options.from?.certificate
  if (certificate === undefined) throw new Refusal('wrong-password', name)
  const takeBack = attempt(call, `certificate ${certificate}`)
  const account = await call.brain.ports.store.findAccount({ certificate })
  const named = name === undefined ? account : await findAccount(call, name)
  if (account === undefined || named?.person !== account.person) throw new Refusal('wrong-password', name)
  takeBack()
  return account
}
