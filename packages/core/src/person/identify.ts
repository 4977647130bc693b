// person.identify: a newcomer gets a name, or comes as the account they proved to be, and a token to come back with.

import { type Input, nameSkeleton, Refusal, type Reply } from '@hubbub/protocol'

import type { Brain, Call, Handler } from '../brain.ts'
import { backlogOf } from '../message/kit/kept-to-itself.ts'
import type { StoredAccount, StoredPerson } from '../ports.ts'
import { refuseBanned } from '../server/newcomers.ts'
import { start } from '../session/start.ts'
import { identifyAccount } from './account/identify.ts'

export const identify: Handler<'person.identify'> = async (call, input) => {
  const { session } = call
  if (session.person !== undefined) throw new Refusal('already-identified')
  const account = session.provedAccount
  await refuseBanned(call.brain, session, whoIs(input, account))
  return account === undefined ? identifyGuest(call, input) : identifyAccount(call, account, input)
}

function whoIs({ name, user }: Input<'person.identify'>, account: StoredAccount | undefined) {
  const shown = name ?? account?.name ?? ''
  return { name: shown, ...(user === undefined ? {} : { user }), ...(account && { account: account.name }) }
}

async function identifyGuest(call: Call, input: Input<'person.identify'>): Promise<Reply<'person.identify'>> {
  const { session, brain } = call
  const { store, random, policy } = brain.ports
  if (!policy().guests) throw new Refusal('account-required')
  const token = session.options.resumable ? random.secret() : ''
  if (token !== '') session.tokenDigest = random.digest(token)
  const stored = await createGuest(brain, { name: input.name, tokenDigest: session.tokenDigest })
  const memberships = await store.memberships(stored.id)
  const backlog = backlogOf(call, input.backlog)
  const newcomer = { stored, user: input.user, about: input.about }
  const started = start(call, { newcomer, memberships, from: (room) => Math.max(0, room.seq - backlog) })
  return { ...started, epoch: store.epoch, token }
}

interface NewGuest {
  readonly name: string | undefined
  readonly tokenDigest?: string | undefined
}

/** A guest under a name that nobody has; without one, under a name that the server makes up. */
export async function createGuest(brain: Brain, { name, tokenDigest }: NewGuest): Promise<StoredPerson> {
  const { store, clock } = brain.ports
  for (;;) {
    const chosen = name ?? brain.people.nextGuestName()
    const skeleton = nameSkeleton(chosen)
    const token = tokenDigest === undefined ? {} : { tokenDigest }
    const person = await store.createPerson({ name: chosen, skeleton, ...token, at: clock.now() })
    if (typeof person !== 'string') return person
    if (name !== undefined) throw new Refusal(person, name)
  }
}
