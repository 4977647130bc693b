// server.claim: somebody becomes an operator for good with the claim that the server printed.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../../brain.ts'
import { attempt } from '../../person/account/proof.ts'
import type { Ports } from '../../ports.ts'
import { recordAct } from '../record.ts'
import { setOperator } from './operate.ts'

export const claim: Handler<'server.claim'> = async (call, input) => {
  const { brain, session, person } = call
  const { store, random } = brain.ports
  if (person.author.account === undefined) throw new Refusal('account-required')
  const takeBack = attempt(call, `claim of ${person.id}`)
  // Digests are compared: how soon they differ tells nothing of what would have been right.
  const isRight = random.digest(input.claim) === random.digest(claimOf(brain.ports))
  const result = isRight ? await store.setOperator({ person: person.id, on: true, first: true }) : 'refused'
  if (result === 'refused') throw new Refusal('link-expired')
  takeBack()
  recordAct(call, { act: 'server.claim' })
  setOperator(brain, { id: person.id, on: true, origin: session.id })
  return {}
}

// As many hexadecimal digits as nobody finds by chance.
const CLAIM_CHARS = 32

function claimOf({ random, secret }: Pick<Ports, 'random' | 'secret'>): string {
  return random.digest(`${secret} claim of the server`).slice(0, CLAIM_CHARS)
}

/** The claim, while nobody is an operator for good and the configuration names none. */
export async function openClaim(ports: Ports): Promise<string | undefined> {
  if (ports.policy().operators.length > 0 || (await ports.store.hasOperator())) return undefined
  return claimOf(ports)
}
