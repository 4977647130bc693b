// server.grant: an operator makes an account one too, or takes that back.

import { nameSkeleton, Refusal } from '@hubbub/protocol'

import type { Handler } from '../../brain.ts'
import { numbered, recordAct } from '../record.ts'
import { setOperator } from './operate.ts'

export const grant: Handler<'server.grant'> = async (call, { account: name, on }) => {
  const { brain, session } = call
  const { store } = brain.ports
  const account = await store.findAccount({ skeleton: nameSkeleton(name) })
  if (account === undefined) throw new Refusal('no-such-account', name)
  const id = account.person
  // In their turn: whoever is just coming is told of it as well.
  await brain.people.turns.take(id, async () => {
    await store.setOperator({ person: id, on })
    recordAct(call, { act: 'server.grant', subject: numbered({ id, name: account.name }), detail: on ? 'on' : 'off' })
    setOperator(brain, { id, on, origin: session.id })
  })
  return {}
}
