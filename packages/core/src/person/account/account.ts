// person.account: what is known of an account, here or not.

import { nameSkeleton, Refusal } from '@hubbub/protocol'

import type { Handler } from '../../brain.ts'

export const account: Handler<'person.account'> = async ({ brain, person }, { name }) => {
  const { store, clock } = brain.ports
  const asked = name ?? person.author.account
  if (asked === undefined) throw new Refusal('not-signed-in')
  const found = await store.findAccount({ skeleton: nameSkeleton(asked) })
  if (found === undefined) throw new Refusal('no-such-account', asked)
  const here = brain.people.get(found.person) !== undefined
  const seenAt = here ? clock.now() : found.seenAt
  return { account: found.name, registeredAt: found.registeredAt, seenAt, here }
}
